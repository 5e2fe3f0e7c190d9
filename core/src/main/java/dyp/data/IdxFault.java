package dyp.data;

import java.io.IOException;

/** What is wrong with a file, as a sentence that the file's name is put in front of: {@code is empty, but ...}. */
final class IdxFault extends IOException {
    private static final long serialVersionUID = 1;

    IdxFault(String message) {
        super(message);
    }
}
