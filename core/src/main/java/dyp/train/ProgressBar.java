package dyp.train;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/**
 * Progress of a fit on the terminal: a bar that moves, with loss, metrics, speed and time left; it stays as the epoch's
 * record, figures that do not fit beneath it. Where there is no terminal, one line per epoch.
 */
final class ProgressBar implements Callback {
    private static final long EVERY_NANOS = 100_000_000;
    private static final int BAR = 10;
    /** A line that is longer than the terminal cannot be written over; Java does not know its width. */
    private static final int COLUMNS = 79;
    private static final String INDENT = " ".repeat(10);

    private final PrintStream out;
    private final boolean moving;
    private long shown;
    private int length;

    ProgressBar() {
        this(System.out, System.console() != null && System.console().isTerminal());
    }

    ProgressBar(PrintStream out, boolean moving) {
        this.out = out;
        this.moving = moving;
    }

    @Override
    public void onEpochBegin(Training t) {
        shown = 0;
    }

    @Override
    public void onBatchEnd(Training t) {
        if (moving && System.nanoTime() - shown > EVERY_NANOS) {
            shown = System.nanoTime();
            double left = t.seconds() / t.step() * (t.steps() - t.step());
            String line = head(t, clock(left) + " left") + figures(t.logs());
            show(line.substring(0, Math.min(line.length(), COLUMNS)));
        }
    }

    @Override
    public void onEpochEnd(Training t) {
        if (moving) {
            show(wrapped(head(t, clock(t.seconds())), t.logs()));
            out.println();
        } else {
            out.println(String.format(Locale.ROOT, "Epoch %d/%d  %,d samples/s  %.1f s%s", t.epoch(), t.epochs(),
                    Math.round(t.samples() / t.seconds()), t.seconds(), figures(t.logs())));
        }
        length = 0;
    }

    private static String head(Training t, String time) {
        int full = (int) ((long) BAR * t.step() / t.steps());
        return String.format(Locale.ROOT, "Epoch %d/%d %s%s %d/%d  %,d/s  %s", t.epoch(), t.epochs(), "━".repeat(full),
                "╌".repeat(BAR - full), t.step(), t.steps(), Math.round(t.samples() / t.seconds()), time);
    }

    /** Figures that do not fit on the line go to the next. */
    private String wrapped(String head, Map<String, Double> logs) {
        StringBuilder text = new StringBuilder();
        StringBuilder line = new StringBuilder(head);
        for (String name : logs.keySet()) {
            String figure = figures(Map.of(name, logs.get(name)));
            if (line.length() + figure.length() > COLUMNS) {
                text.append(padded(line.toString())).append('\n');
                line = new StringBuilder(INDENT);
                figure = figure.strip();
                length = 0;
            }
            line.append(figure);
        }
        return text.append(line).toString();
    }

    private static String figures(Map<String, Double> logs) {
        StringBuilder text = new StringBuilder();
        logs.forEach((name, value) -> text.append(String.format(Locale.ROOT, Math.abs(value) > 0 && Math.abs(value) < 1e-3 ? "  %s %.4e" : "  %s %.4f", name, value)));
        return text.toString();
    }

    private static String clock(double seconds) {
        long s = Math.round(seconds);
        return String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60);
    }

    /** Over the line before, whose rest is blanked. */
    private void show(String line) {
        out.print("\r" + padded(line));
        out.flush();
        length = line.length();
    }

    private String padded(String line) {
        return line + " ".repeat(Math.max(0, length - line.length()));
    }
}
