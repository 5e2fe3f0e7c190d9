package dyp.cli;

import dyp.tensor.DypException;
import java.io.FileNotFoundException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one sentence and an exit code; {@code --debug} adds the stack trace. */
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {

    /** A bug of Dyp. */
    static final int BUG = 1;
    /** An error of the user: a wrong option, a missing file, shapes that do not fit, more than the memory holds. */
    static final int USER = 2;

    private final boolean debug;

    Errors(boolean debug) {
        this.debug = debug;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("dyp: " + sentence(e.getMessage()));
        if (!UnmatchedArgumentException.printSuggestions(e, err)) {
            err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        }
        trace(e, err);
        err.flush();
        return USER;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        return report(e, command.getErr());
    }

    /** Prints the error and returns the exit code. */
    int report(Throwable e, PrintWriter err) {
        Throwable cause = e instanceof UncheckedIOException io ? io.getCause() : e;
        String message = cause.getMessage();
        int code = USER;
        switch (cause) {
            case DypException _ -> err.println("dyp: " + sentence(message));
            case NoSuchFileException _ -> err.println("dyp: There is no file " + message + ".");
            case AccessDeniedException _ -> err.println("dyp: No permission to open " + message + ".");
            case FileNotFoundException _ -> err.println("dyp: Cannot open " + sentence(message));
            case OutOfMemoryError _ -> err.println("dyp: Java's heap is full (" + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MiB); give it more, for example DYP_JVM_OPTS=-Xmx8g, or use a smaller batch.");
            default -> {
                String text = cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
                err.println("dyp: This is a bug of Dyp: " + sentence(text)
                        + (debug ? "" : " (--debug shows where.)"));
                code = BUG;
            }
        }
        trace(e, err);
        err.flush();
        return code;
    }

    private void trace(Throwable e, PrintWriter err) {
        if (debug) {
            e.printStackTrace(err);
        }
    }

    private static String sentence(String text) {
        if (text == null || text.isBlank()) {
            return "An error without a message.";
        }
        return text.matches("(?s).*[.!?]\\s*") ? text.strip() : text.strip() + ".";
    }
}
