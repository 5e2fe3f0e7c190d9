package dyp.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** Runs Dyp's command line in this process. */
final class Cli {
    private Cli() {}

    /** What came of it. */
    record Result(int code, String out, String err) {
        /** The text from one piece to another. */
        String between(String from, String to) {
            int start = out.indexOf(from);
            return out.substring(start, out.indexOf(to, start));
        }

        /** The test accuracy in per cent. */
        double accuracy() {
            Matcher m = Pattern.compile("Test accuracy ([0-9.]+)%").matcher(out);
            if (!m.find()) {
                throw new AssertionError(out + err);
            }
            return Double.parseDouble(m.group(1));
        }
    }

    static Result run(String... args) {
        return run(true, args);
    }

    /** @param signs whether the terminal shows block characters */
    static Result run(boolean signs, String... args) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StringWriter err = new StringWriter();
        Screen screen = Screen.of(bytes, signs, false, false);
        System.setOut(screen.out());
        try {
            CommandLine commandLine = new CommandLine(new Main(screen)).setOut(new PrintWriter(screen.out(), true))
                    .setErr(new PrintWriter(err, true));
            int code = Main.execute(commandLine, args);
            screen.out().flush();
            return new Result(code, bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n"), err.toString().replace("\r\n", "\n"));
        } finally {
            System.setOut(before);
        }
    }
}
