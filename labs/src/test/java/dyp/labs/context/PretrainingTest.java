package dyp.labs.context;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.labs.context.Curriculum.Size;
import dyp.tensor.NDArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tiny network learns from tiny tables, can be stopped, and is the same for the same seed. */
class PretrainingTest {
    @TempDir
    Path folder;

    private static Pretraining tiny(int steps) {
        return new Pretraining(new ContextNetwork(16, 2, 24, 1), new Curriculum(List.of(new Size(2, 3, 20, 8), new Size(1, 5, 16, 8)), 7), steps, steps / 4, 4, 1e-2, 10);
    }

    @Test
    void itLearns() {
        List<String> said = new ArrayList<>();
        tiny(300).run(folder, 2, said::add);
        assertEquals(30, said.size());
        assertTrue(mean(said.subList(25, 30)) < 0.93 * mean(said.subList(0, 3)), said::toString);
    }

    private static double mean(List<String> lines) {
        return lines.stream().mapToDouble(l -> Double.parseDouble(l.replaceAll(".*loss ([0-9.]+),.*", "$1"))).average().orElseThrow();
    }

    @Test
    void stoppedAndStartedAgainItComesToTheSameBits() {
        Map<String, NDArray> whole = tiny(30).run(folder.resolve("whole"), 1, _ -> {});
        assertThrows(IllegalStateException.class, () -> tiny(30).run(folder.resolve("parts"), 1, line -> {
            if (line.startsWith("step 20 ")) {
                throw new IllegalStateException("killed");
            }
        }));
        List<String> said = new ArrayList<>();
        Map<String, NDArray> parts = tiny(30).run(folder.resolve("parts"), 2, said::add);
        assertTrue(said.size() <= 2, said::toString);
        assertEquals(whole.keySet(), parts.keySet());
        whole.forEach((name, value) -> assertArrayEquals(value.floats(), parts.get(name).floats(), name));
    }

    @Test
    void theRateGoesUpStaysAndGoesDown() {
        Trapezoid t = new Trapezoid(0.01, 10, 20, 100);
        assertEquals(0.001, t.at(0), 1e-8);
        assertEquals(0.01, t.at(9), 1e-8);
        assertEquals(0.01, t.at(80), 1e-8);
        assertEquals(0.005, t.at(90), 1e-8);
        assertEquals(0.0005, t.at(99), 1e-8);
    }
}
