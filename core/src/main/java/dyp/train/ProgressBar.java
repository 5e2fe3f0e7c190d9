package dyp.train;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/**
 * Progress of a fit on the terminal: a bar that moves, with loss, metrics, speed and time left; then one line per epoch.
 * Where there is no terminal, only the lines.
 */
final class ProgressBar implements Callback {
    private static final long EVERY_NANOS = 100_000_000;
    private static final int WIDTH = 24;

    private final PrintStream out = System.out;
    private final boolean moving = System.console() != null && System.console().isTerminal();
    private long shown;
    private int length;

    @Override
    public void onEpochBegin(Training t) {
        shown = 0;
    }

    @Override
    public void onBatchEnd(Training t) {
        if (moving && System.nanoTime() - shown > EVERY_NANOS) {
            shown = System.nanoTime();
            double left = t.seconds() / t.step() * (t.steps() - t.step());
            show(head(t) + "  left " + clock(left) + figures(t.logs()));
        }
    }

    @Override
    public void onEpochEnd(Training t) {
        if (moving) {
            show(head(t) + "  " + clock(t.seconds()) + figures(t.logs()));
            out.println();
        } else {
            out.println(String.format(Locale.ROOT, "Epoch %d/%d  %,d samples/s  %.1f s%s", t.epoch(), t.epochs(),
                    Math.round(t.samples() / t.seconds()), t.seconds(), figures(t.logs())));
        }
        length = 0;
    }

    private static String head(Training t) {
        int full = (int) ((long) WIDTH * t.step() / t.steps());
        return String.format(Locale.ROOT, "Epoch %d/%d %s%s %d/%d  %,d samples/s", t.epoch(), t.epochs(), "━".repeat(full),
                "╌".repeat(WIDTH - full), t.step(), t.steps(), Math.round(t.samples() / t.seconds()));
    }

    private static String figures(Map<String, Double> logs) {
        StringBuilder text = new StringBuilder();
        logs.forEach((name, value) -> text.append(String.format(Locale.ROOT, "  %s %.4f", name, value)));
        return text.toString();
    }

    private static String clock(double seconds) {
        long s = Math.round(seconds);
        return String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60);
    }

    /** Over the line before, whose rest is blanked. */
    private void show(String line) {
        out.print("\r" + line + " ".repeat(Math.max(0, length - line.length())));
        out.flush();
        length = line.length();
    }
}
