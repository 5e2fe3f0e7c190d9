package dyp.labs.recipe;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The wish to stop: asked for from another thread, or because the time is used up. */
public final class Stop {
    private final long deadline;
    private final String limit;
    private volatile String asked;

    private Stop(long deadline, String limit) {
        this.deadline = deadline;
        this.limit = limit;
    }

    /** Only when asked. */
    public static Stop whenAsked() {
        return new Stop(Long.MAX_VALUE, "");
    }

    /** When asked, or after this time from now on. */
    public static Stop after(Duration time) {
        double minutes = time.toMillis() / 60_000.0;
        return new Stop(System.nanoTime() + time.toNanos(), String.format(Locale.ROOT, minutes == Math.rint(minutes) ? "%.0f min are used up" : "%.2f min are used up", minutes));
    }

    /** @param why for people: "Ctrl-C" */
    public void ask(String why) {
        if (asked == null) {
            asked = why;
        }
    }

    /** Why to stop; empty where nobody wants that. */
    public Optional<String> wanted() {
        if (asked == null && deadline != Long.MAX_VALUE && System.nanoTime() - deadline >= 0) {
            asked = limit;
        }
        return Optional.ofNullable(asked);
    }
}
