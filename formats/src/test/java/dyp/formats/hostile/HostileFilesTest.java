package dyp.formats.hostile;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import dyp.tensor.DypException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is wrong with a file, its reader says so in a {@link DypException} or reads it: no other exception, no error, not for long, and not with
 * much memory. {@code -Ddyp.hostile=500} tries 500 changed files for each format, {@code -Ddyp.seed=...} others.
 */
class HostileFilesTest {
    private static final int COUNT = Integer.getInteger("dyp.hostile", 25);
    private static final long SEED = Long.getLong("dyp.seed", 20261121);
    /** Of the processor, so that a busy machine is no reason to fail; and on the clock, where something hangs. */
    private static final double SECONDS = 5;
    private static final long HANGS = 180;
    private static final long MOST_BYTES = 64L << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    @TempDir
    private static Path scratch;

    /** @param trouble null where it was read */
    private record Outcome(Throwable trouble, long bytes, double seconds) {}

    @TestFactory
    List<DynamicTest> formats() {
        System.out.println("HostileFilesTest: " + COUNT + " changed files for each format, seed " + SEED + " (-Ddyp.hostile=... -Ddyp.seed=...)");
        return Formats.all(scratch).stream().map(f -> DynamicTest.dynamicTest(f.file(), () -> check(f))).toList();
    }

    private static void check(Formats format) throws Exception {
        Path folder = Files.createTempDirectory(scratch, "case");
        try (ExecutorService thread = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory())) {
            for (byte[] good : format.good()) {
                Outcome sound = read(thread, format, format.put(folder, good));
                assertTrue(sound.trouble == null, () -> "the sound file is refused: " + sound.trouble);
            }
            int refused = 0;
            long most = 0;
            double slowest = 0;
            for (int i = 0; i < COUNT; i++) {
                long seed = SEED * 1_000_003 + i;
                byte[] bad = new Mutator(seed).mutate(format.good().get(i % format.good().size()));
                String which = format.file() + ", file " + i + " of seed " + SEED;
                Outcome outcome;
                try {
                    outcome = read(thread, format, format.put(folder, bad));
                } catch (TimeoutException e) {
                    thread.shutdownNow();
                    keep(format, i, bad);
                    fail(which + " took more than " + HANGS + " s");
                    return;
                }
                most = Math.max(most, outcome.bytes);
                slowest = Math.max(slowest, outcome.seconds);
                if (!own(outcome.trouble) || outcome.bytes > MOST_BYTES || outcome.seconds > SECONDS) {
                    keep(format, i, bad);
                    fail(which + " took " + (outcome.bytes >> 20) + " MB and " + outcome.seconds + " s and ended in " + outcome.trouble, outcome.trouble);
                }
                refused += outcome.trouble == null ? 0 : 1;
            }
            System.out.printf(Locale.ROOT, "%-20s %d of %d refused, at most %.1f MB and %.2f s%n", format.file(), refused, COUNT, most / 1e6, slowest);
            assertTrue(refused > 0, "no changed file was refused: is it read at all?");
        }
    }

    private static Outcome read(ExecutorService thread, Formats format, Path file) throws InterruptedException, ExecutionException, TimeoutException {
        return thread.submit(() -> {
            long before = THREADS.getCurrentThreadAllocatedBytes(), start = THREADS.getCurrentThreadCpuTime();
            Throwable trouble = null;
            try {
                format.read().accept(file);
            } catch (Throwable t) {
                trouble = t;
            }
            return new Outcome(trouble, THREADS.getCurrentThreadAllocatedBytes() - before, (THREADS.getCurrentThreadCpuTime() - start) / 1e9);
        }).get(HANGS, TimeUnit.SECONDS);
    }

    /** Read, or refused with an exception of our own behind which no error stands. */
    private static boolean own(Throwable trouble) {
        for (Throwable t = trouble; t != null; t = t.getCause()) {
            if (t instanceof Error) {
                return false;
            }
        }
        return trouble == null || trouble instanceof DypException;
    }

    /** Where {@code -Ddyp.hostile.keep=FOLDER} says so, the file is kept to be looked at. */
    private static void keep(Formats format, int i, byte[] bad) throws IOException {
        String folder = System.getProperty("dyp.hostile.keep");
        if (folder != null) {
            Files.write(Files.createDirectories(Path.of(folder)).resolve(i + "-" + format.file()), bad);
        }
    }
}
