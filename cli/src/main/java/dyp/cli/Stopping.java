package dyp.cli;

import dyp.labs.recipe.Stop;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Turns Ctrl-C and the signal TERM into a wish to stop, and holds the end of the JVM until what runs has put everything away. */
final class Stopping {
    /** A step of the largest lab takes seconds, and a report as long. */
    private static final int MOST_SECONDS = 120;

    private Stopping() {}

    /** Runs the work; gives its exit code. */
    static int with(Stop stop, Screen screen, IntSupplier work) {
        CountDownLatch done = new CountDownLatch(1);
        Thread hook = new Thread(() -> {
            stop.ask("interrupted");
            screen.out().println();
            screen.out().println("Stopping at the end of the step…");
            try {
                done.await(MOST_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            screen.out().flush();
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.getAsInt();
        } finally {
            done.countDown();
            Screen.remove(hook);
        }
    }
}
