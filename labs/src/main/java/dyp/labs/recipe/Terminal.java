package dyp.labs.recipe;

import java.io.PrintStream;

/** Where a run says what it does. */
final class Terminal {
    private static final long EVERY_NANOS = 100_000_000;
    private static final int BAR = 20;

    private final PrintStream out;
    private final boolean moving;
    private long shown;
    private boolean open;

    /** @param out null for nowhere */
    Terminal(PrintStream out) {
        this.out = out;
        this.moving = out != null && System.console() != null && System.console().isTerminal();
    }

    boolean silent() {
        return out == null;
    }

    void say(String line) {
        if (out != null) {
            close();
            out.println(line);
        }
    }

    /** A bar that moves; where there is no terminal, one line at the end. */
    void progress(String what, int done, int all) {
        if (out == null || !moving && done < all || done < all && System.nanoTime() - shown < EVERY_NANOS) {
            return;
        }
        shown = System.nanoTime();
        if (!moving) {
            out.println(what + ": " + done + " of " + all);
            return;
        }
        int full = (int) ((long) BAR * done / Math.max(1, all));
        out.print("\r" + what + " " + "━".repeat(full) + "╌".repeat(BAR - full) + " " + done + "/" + all);
        out.flush();
        open = true;
        if (done >= all) {
            close();
        }
    }

    private void close() {
        if (open) {
            out.println();
            open = false;
        }
    }
}
