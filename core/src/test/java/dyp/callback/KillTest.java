package dyp.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that fits is killed (SIGKILL) again and again, and started again each time: it ends in the same bits as one that is left alone. */
class KillTest {
    private static final int KILLS = 10;
    private static final int MOST_DELAY_MICROS = 20_000;

    @TempDir Path folder;

    private static Process start(Path place, int every) throws IOException {
        Files.createDirectories(place);
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules", "jdk.incubator.vector", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path").replace(File.pathSeparator + File.pathSeparator, File.pathSeparator)));
        command.addAll(List.of(KilledFit.class.getName(), place.toString(), Integer.toString(every)));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /**
     * Lets it run until it has told the given step, and a little longer, and kills it.
     *
     * @return what it printed last; the outcome where it came to the end before
     */
    private static String run(Process process, long killAt, long delayMicros) throws IOException, InterruptedException {
        StringBuilder all = new StringBuilder();
        String last = "";
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                last = line;
                if (line.startsWith(KilledFit.STEP)) {
                    if (Long.parseLong(line.substring(KilledFit.STEP.length())) >= killAt) {
                        TimeUnit.MICROSECONDS.sleep(delayMicros);
                        process.destroyForcibly();
                        process.waitFor();
                        return last;
                    }
                } else {
                    all.append(line).append('\n');
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        assertEquals(0, process.waitFor(), all::toString);
        return last;
    }

    @Test
    void killedTenTimes() throws Exception {
        long seed = Long.getLong("dyp.seed", 20261107);
        Random random = new Random(seed);
        String expected = run(start(folder.resolve("whole"), 0), Long.MAX_VALUE, 0);
        assertTrue(expected.startsWith(KilledFit.OUTCOME + "weights "), expected);

        Path place = folder.resolve("killed");
        long[] moments = random.longs(KILLS, 1, (long) KilledFit.EPOCHS * KilledFit.STEPS).sorted().toArray();
        System.out.println("KillTest: seed " + seed + " (-Ddyp.seed=...), killed at steps " + Arrays.toString(moments));
        for (long moment : moments) {
            String last = run(start(place, 3), moment, random.nextInt(MOST_DELAY_MICROS));
            assertTrue(last.startsWith(KilledFit.STEP), "was not killed: " + last);
        }
        assertEquals(expected, run(start(place, 3), Long.MAX_VALUE, 0));
        assertEquals(Files.readAllLines(folder.resolve("whole/log.csv")), Files.readAllLines(place.resolve("log.csv")));
        assertTrue(Files.notExists(place.resolve("backup")), "the checkpoint is removed at the end");
    }
}
