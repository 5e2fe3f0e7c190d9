package dyp.labs.volume;

import static dyp.preprocessing.Augmentation.randomFlip;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.nn.Layer;
import dyp.nn.Trace;
import dyp.nn.Variables;
import dyp.op.Tensor;
import dyp.preprocessing.RandomFlip;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Layers that change volumes while training. */
class LayersTest {
    private static NDArray training(Layer layer, NDArray x) {
        return layer.apply(Tensor.constant(x), new Trace(new Variables(0), true, Tensor.constant(NDArray.of(new int[] {1, 0, 1}))).root()).value();
    }

    private static NDArray prediction(Layer layer, NDArray x) {
        return layer.apply(Tensor.constant(x), new Trace(new Variables(0), false, null).root()).value();
    }

    /** The same 2x2x2 voxels, each another, many times. */
    private static NDArray cubes(int n) {
        return NDArray.generate(Shape.of(n, 2, 2, 2, 1), i -> i % 8);
    }

    /** By definition: where the corners of a cube go when its axes change places and are mirrored. */
    private static Set<List<Integer>> positions() {
        Set<List<Integer>> all = new HashSet<>();
        int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
        for (int[] order : orders) {
            for (int mirror = 0; mirror < 8; mirror++) {
                int m = mirror;
                all.add(IntStream.range(0, 8).map(place -> {
                    int[] bits = {place >> 2 & 1, place >> 1 & 1, place & 1};
                    return (bits[order[0]] << 2 | bits[order[1]] << 1 | bits[order[2]]) ^ m;
                }).boxed().toList());
            }
        }
        return all;
    }

    @Test
    void allPositionsOfACubeAreTakenAlikeAndNoOther() {
        int n = 9600;
        NDArray y = training(new CubeTurns(), cubes(n));
        Map<List<Integer>, Integer> seen = new HashMap<>();
        for (int i = 0; i < n; i++) {
            int from = 8 * i;
            seen.merge(IntStream.range(0, 8).map(k -> (int) y.at(from + k)).boxed().toList(), 1, Integer::sum);
        }
        assertEquals(48, positions().size());
        assertEquals(positions(), seen.keySet());
        // 200 of each are expected, with a deviation of 14.
        seen.forEach((position, times) -> assertTrue(times > 130 && times < 270, () -> position + ": " + times));
    }

    @Test
    void nothingChangesInPrediction() {
        NDArray x = cubes(5);
        for (Layer layer : Adrenal.augmentation()) {
            assertEquals(x, prediction(layer, x));
        }
        assertEquals(x, prediction(new SideSwap(), x));
    }

    @Test
    void halfOfTheHeadsAreMirroredFromLeftToRight() {
        NDArray y = training(new SideSwap(), cubes(1000));
        int mirrored = 0;
        for (int i = 0; i < 1000; i++) {
            boolean swapped = y.at(8 * i) == 4;
            mirrored += swapped ? 1 : 0;
            double[] expected = swapped ? new double[] {4, 5, 6, 7, 0, 1, 2, 3} : new double[] {0, 1, 2, 3, 4, 5, 6, 7};
            int from = 8 * i;
            assertArrayEquals(expected, IntStream.range(0, 8).mapToDouble(k -> y.at(from + k)).toArray());
        }
        assertTrue(mirrored > 430 && mirrored < 570, "mirrored " + mirrored);
    }

    @Test
    void allSlicesOfAVolumeChangeAlike() {
        NDArray x = NDArray.generate(Shape.of(50, 3, 4, 5, 2), i -> i);
        NDArray y = training(new SliceWise(randomFlip(RandomFlip.Mode.HORIZONTAL)), x);
        assertEquals(x.shape(), y.shape());
        boolean[] both = new boolean[2];
        for (int n = 0; n < 50; n++) {
            boolean flipped = y.get(n, 0, 0, 0, 0) != x.get(n, 0, 0, 0, 0);
            both[flipped ? 1 : 0] = true;
            for (int i = 0; i < 3 * 4 * 5 * 2; i++) {
                int c = i % 2, w = i / 2 % 5, h = i / 10 % 4, d = i / 40;
                assertEquals(x.get(n, d, h, flipped ? 4 - w : w, c), y.get(n, d, h, w, c));
            }
        }
        assertArrayEquals(new boolean[] {true, true}, both);
    }

    /** Turned and moved between voxels, a shape stays nearly all inside or outside. */
    @Test
    void shapesStaySharp() {
        NDArray ball = NDArray.generate(Shape.of(20, 16, 16, 16, 1), i -> Math.hypot(Math.hypot(i % 16 - 7.5, i / 16 % 16 - 7.5), i / 256 % 16 - 7.5) < 5 ? 1 : 0);
        NDArray y = ball;
        for (Layer layer : Adrenal.augmentation()) {
            y = training(layer, y);
        }
        float[] all = y.floats();
        assertTrue(IntStream.range(0, all.length).allMatch(i -> all[i] >= 0 && all[i] <= 1));
        long between = IntStream.range(0, all.length).filter(i -> all[i] > 0.05 && all[i] < 0.95).count();
        double before = Arrays.stream(doubles(ball)).sum(), after = Arrays.stream(doubles(y)).sum();
        assertTrue(between < 0.1 * before, between + " of " + before);
        assertEquals(before, after, 0.03 * before);
    }

    private static double[] doubles(NDArray a) {
        return IntStream.range(0, a.size()).mapToDouble(a::at).toArray();
    }

    @Test
    void mirroringTwiceIsNothing() {
        NDArray x = NDArray.generate(Shape.of(2, 2, 3, 4, 2), i -> i);
        for (var view : Adrenal.views()) {
            assertEquals(x, view.apply(view.apply(x)));
        }
        assertEquals(8, Adrenal.views().stream().map(v -> v.apply(x)).distinct().count());
        assertEquals(x.get(1, 0, 2, 1, 1), Adrenal.mirrored(x, true, false, true).get(1, 1, 2, 2, 1));
    }

    @Test
    void whatIsNoVolumeIsRefused() {
        DypException flat = assertThrows(DypException.class, () -> training(new SliceWise(randomFlip()), NDArray.zeros(Shape.of(2, 3, 3, 1))));
        assertTrue(flat.getMessage().contains("(batch, depth, height, width, channels)"), flat.getMessage());
        DypException box = assertThrows(DypException.class, () -> training(new CubeTurns(), NDArray.zeros(Shape.of(2, 3, 3, 4, 1))));
        assertTrue(box.getMessage().contains("three equal sides"), box.getMessage());
    }
}
