package dyp.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Where the output goes and what it can show.
 *
 * @param out takes any text; where signs are not shown, it turns them to ASCII
 * @param signs whether block and line characters are shown
 * @param terminal whether somebody may be watching
 * @param colors whether colours may be used: a terminal, and no NO_COLOR
 */
record Screen(PrintStream out, boolean signs, boolean terminal, boolean colors) {
    static final String RED = "31";
    static final String GREEN = "32";
    static final String BOLD = "1";

    private static final String NEEDED = "▀▄█░▒▓━╌│┌·×";
    private static final String[][] SUBSTITUTES = {
        {"━", "="}, {"╌", "."}, {"─", "-"}, {"│", "|"}, {"[┌┬┐├┼┤└┴┘]", "+"}, {"[█▓▀▄]", "#"}, {"[░▒]", ":"}, {"·", "."},
        {"×", "x"}, {"…", "..."}, {"²", "2"}, {"→", "->"}, {"[^\\x00-\\x7f]", "?"},
    };

    /** Of this process; makes {@code System.out} fit for it. */
    static Screen standard() {
        PrintStream out = System.out;
        if (!shows(out.charset()) && namesUtf8(System.getenv())) {
            // A locale that is named but not installed: Java falls back to ASCII, the terminal does not.
            out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        }
        boolean terminal = System.console() != null && System.console().isTerminal();
        Screen screen = of(out, shows(out.charset()), terminal, terminal && wantsColors(System.getenv()));
        System.setOut(screen.out);
        return screen;
    }

    static Screen of(OutputStream stream, boolean signs, boolean terminal, boolean colors) {
        PrintStream out = stream instanceof PrintStream p ? p : new PrintStream(stream, true, StandardCharsets.UTF_8);
        return new Screen(signs ? out : new Ascii(out), signs, terminal, colors);
    }

    private static boolean shows(Charset charset) {
        return charset.canEncode() && charset.newEncoder().canEncode(NEEDED);
    }

    /** The first of these that is set decides, as in setlocale(3). */
    static boolean namesUtf8(Map<String, String> environment) {
        return Stream.of("LC_ALL", "LC_CTYPE", "LANG").map(environment::get).filter(Objects::nonNull).filter(v -> !v.isEmpty()).findFirst()
                .map(v -> v.toLowerCase(java.util.Locale.ROOT)).filter(v -> v.contains("utf-8") || v.contains("utf8")).isPresent();
    }

    /** See no-color.org. */
    static boolean wantsColors(Map<String, String> environment) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty() && !"dumb".equals(environment.get("TERM"));
    }

    /** The text in a style, where there are colours. */
    String style(String code, String text) {
        return colors ? "\033[" + code + "m" + text + "\033[0m" : text;
    }

    /** Runs something long that prints. Where Ctrl-C ends it, the next thing on the terminal starts on a line of its own. */
    <T> T interruptible(Supplier<T> work) {
        Thread hook = new Thread(() -> {
            out.println(colors ? "\033[0m" : "");
            out.println("Stopped.");
            out.close(); // the training still runs while the JVM ends: no more of its progress
        });
        if (terminal) {
            Runtime.getRuntime().addShutdownHook(hook);
        }
        try {
            return work.get();
        } finally {
            if (terminal) {
                remove(hook);
            }
        }
    }

    static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending already, and the hook runs.
        }
    }

    /** Prints ASCII whatever it is given. */
    private static final class Ascii extends PrintStream {
        Ascii(OutputStream out) {
            super(out, true, StandardCharsets.US_ASCII);
        }

        @Override
        public void print(String text) {
            super.print(Arrays.stream(SUBSTITUTES).reduce(String.valueOf(text), (t, pair) -> t.replaceAll(pair[0], pair[1]), (a, b) -> b));
        }
    }
}
