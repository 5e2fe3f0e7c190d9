package dyp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.tensor.DypException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What the user sees, and which exit code a script sees. */
class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Throwable thrown = new IllegalStateException("never set");

    @Command(name = "fail")
    final class Fail implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            switch (thrown) {
                case Exception e -> throw e;
                case Error e -> throw e;
                default -> throw new AssertionError(thrown);
            }
        }
    }

    private int run(String... args) {
        var commandLine = new CommandLine(new Main(Screen.of(System.out, true, false, false))).addSubcommand(new Fail())
                .setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return Main.execute(commandLine, args);
    }

    @Test
    void versionAndHelpSucceed() {
        assertEquals(0, run("--version"));
        assertTrue(out.toString().startsWith("Dyp "), out.toString());
        assertEquals(0, run("--help"));
        assertTrue(out.toString().contains("Usage: dyp"), out.toString());
    }

    @Test
    void withoutACommandItShowsTheHelp() {
        assertEquals(0, run());
        assertTrue(out.toString().matches("(?s).*train +Trains a network.*"), out.toString());
    }

    @Test
    void aMistypedCommandGetsASuggestion() {
        assertEquals(2, run("trian"));
        assertEquals("dyp: Unmatched argument at index 0: 'trian'.\nDid you mean: dyp train?\n", lines(err));
    }

    @Test
    void aWrongOptionIsTheUsersError() {
        assertEquals(2, run("--nonsense"));
        assertEquals("dyp: Unknown option: '--nonsense'.\nTry 'dyp --help'.\n", lines(err));
    }

    @Test
    void aDypExceptionIsTheUsersErrorInOneSentence() {
        thrown = new DypException("[matmul] inner dimensions differ: (32, 784) x (512, 10)");
        assertEquals(2, run("fail"));
        assertEquals("dyp: [matmul] inner dimensions differ: (32, 784) x (512, 10).\n", lines(err));
    }

    @Test
    void aMissingFileIsTheUsersError() {
        thrown = new UncheckedIOException(new NoSuchFileException("data.csv"));
        assertEquals(2, run("fail"));
        assertEquals("dyp: There is no file data.csv.\n", lines(err));
    }

    @Test
    void anyOtherExceptionIsABug() {
        thrown = new IllegalStateException("slot 3 is free");
        assertEquals(1, run("fail"));
        assertEquals("dyp: This is a bug of Dyp: IllegalStateException: slot 3 is free. (--debug shows where.)\n",
                lines(err));
    }

    @Test
    void errorsAreReportedAsWell() {
        thrown = new AssertionError("plan");
        assertEquals(1, run("fail"));
        assertTrue(lines(err).startsWith("dyp: This is a bug of Dyp: AssertionError: plan."), lines(err));
        assertFalse(lines(err).contains("\tat "), lines(err));
    }

    @Test
    void aFullHeapIsNoBug() {
        thrown = new OutOfMemoryError("Java heap space");
        assertEquals(2, run("fail"));
        assertTrue(lines(err).contains("DYP_JVM_OPTS=-Xmx"), lines(err));
    }

    @Test
    void debugShowsTheStackTrace() {
        thrown = new DypException("no such layer: dense_7");
        assertEquals(2, run("--debug", "fail"));
        assertTrue(lines(err).contains("\tat "), lines(err));
        assertEquals(2, run("fail", "--debug"));
    }

    private static String lines(StringWriter writer) {
        return writer.toString().replace("\r\n", "\n");
    }
}
