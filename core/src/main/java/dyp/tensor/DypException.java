package dyp.tensor;

/**
 * The user gave something Dyp cannot work with. The message names what was expected, what came and what to do; it is
 * meant to be read without a stack trace.
 */
public class DypException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DypException(String message) {
        super(message);
    }

    public DypException(String message, Throwable cause) {
        super(message, cause);
    }
}
