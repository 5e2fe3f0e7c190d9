package dyp.train;

import static dyp.optim.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.data.Batch;
import dyp.data.Dataset;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many steps hold memory flat: the heap after a collection, and what the operating system sees (on Linux). */
@Tag("alone")
class MemoryTest {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final long HEAP_SLACK = 1 << 20;
    /** The JIT compiler and the collector still move a little. */
    private static final long RESIDENT_SLACK = 24 << 20;

    @Test
    void thousandSteps() throws Exception {
        check(1_000, 1_000);
    }

    @Test
    @Tag("slow")
    void tenThousandSteps() throws Exception {
        check(1_000, 10_000);
    }

    private static void check(int warmUp, int steps) throws Exception {
        Dataset data = Toys.pictures(330, 1);
        TrainingStep step = Toys.cnn(adam()).trainingStep(data);
        run(step, data, warmUp);
        long heap = heap();
        long resident = resident();
        run(step, data, steps);
        long heapAfter = heap();
        long residentAfter = resident();
        assertTrue(heapAfter - heap < HEAP_SLACK, "heap in use went from " + heap + " to " + heapAfter + " bytes in " + steps + " steps");
        assertTrue(residentAfter - resident < RESIDENT_SLACK,
                "resident memory went from " + resident + " to " + residentAfter + " bytes in " + steps + " steps");
    }

    /** Through shuffled batches, the last one smaller, as an epoch does. */
    private static void run(TrainingStep step, Dataset data, int steps) {
        for (int done = 0, epoch = 0; done < steps; epoch++) {
            for (Batch batch : data.shuffle(1, epoch).batch(32).reusingMemory()) {
                step.run(batch);
                done++;
            }
        }
    }

    private static long heap() throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(20);
            least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    /** 0 where the system does not say. */
    private static long resident() throws IOException {
        if (!Files.exists(STATUS)) {
            return 0;
        }
        return Files.readAllLines(STATUS).stream().filter(l -> l.startsWith("VmRSS:"))
                .mapToLong(l -> 1024 * Long.parseLong(l.replaceAll("\\D", ""))).findFirst().orElse(0);
    }
}
