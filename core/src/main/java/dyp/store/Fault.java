package dyp.store;

import java.io.IOException;

/** What is wrong with a file, as a sentence that the file's name is put in front of: {@code is damaged: ...}. */
public final class Fault extends IOException {
    private static final long serialVersionUID = 1;

    public Fault(String message) {
        super(message);
    }
}
