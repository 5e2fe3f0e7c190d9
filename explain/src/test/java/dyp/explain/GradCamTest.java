package dyp.explain;

import static dyp.nn.Activation.RELU;
import static dyp.nn.Activation.SOFTMAX;
import static dyp.nn.Layers.conv2d;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.flatten;
import static dyp.nn.Layers.globalAveragePooling2d;
import static dyp.nn.Layers.input;
import static dyp.nn.Layers.maxPooling2d;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.nn.Layer;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import dyp.train.Sequential;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Maps of small networks, worked out by hand. */
class GradCamTest {
    /** Two channels, x and 2x, of a picture of 2x2; a dense layer over all eight numbers. */
    private static Model byHand() {
        Model model = Sequential.of(input(2, 2, 1), conv2d(2, 1, RELU).named("maps"), flatten(), dense(2, SOFTMAX).named("head"));
        set(model, "maps/kernel", 1, 2);
        set(model, "maps/bias", 0, 0);
        // Rows are (place, channel), columns the classes.
        set(model, "head/kernel", 1, 0, -1, 0, 2, 0, 1, 0, 0, 0, -2, 0, 1, 1, 1, -1);
        set(model, "head/bias", 0.5, 0);
        return model;
    }

    static void set(Model model, String path, double... values) {
        NDArray value = model.variables().stream().filter(v -> v.name().equals(path)).findFirst().orElseThrow().value();
        value.copyFrom(NDArray.generate(value.shape(), i -> values[i]));
    }

    static final NDArray PICTURE = NDArray.of(new float[] {1, 2, 3, 4}, 2, 2, 1);

    private static double[] map(Explainer explainer, int target) {
        Explanation e = explainer.explain(byHand(), PICTURE, target);
        return numbers(e.map());
    }

    static double[] numbers(NDArray map) {
        double[] numbers = new double[map.size()];
        Arrays.setAll(numbers, map::at);
        return numbers;
    }

    /** The gradients of class 0 are 1, 2, 0, 1 for channel x, mean 1, and -1, 1, -2, 1 for channel 2x, mean -1/4: the map is x - x/2. */
    @Test
    void gradCamWeighsChannelsByTheirMeanGradient() {
        assertArrayEquals(new double[] {0.5, 1, 1.5, 2}, map(Explainers.gradCam(), 0), 1e-6);
        // Of class 1 the means are 1/4 and -1/4: x/4 - x/2 is below 0 and is cut.
        assertArrayEquals(new double[4], map(Explainers.gradCam(), 1), 0);
        assertArrayEquals(new double[] {-0.25, -0.5, -0.75, -1}, map(Explainers.gradCam().signed(true), 1), 1e-6);
    }

    /** Place by place: g1 x + g2 2x. */
    @Test
    void hiResCamMultipliesPlaceByPlace() {
        assertArrayEquals(new double[] {1 - 2, 4 + 4, 0 - 12, 4 + 8}, map(Explainers.hiResCam().signed(true), 0), 1e-5);
        assertArrayEquals(new double[] {0, 8, 0, 12}, map(Explainers.hiResCam(), 0), 1e-5);
    }

    @Test
    void hiResCamSumsToTheScoreWhereOneDenseLayerFollows() {
        Explanation e = Explainers.hiResCam().signed(true).explain(byHand(), PICTURE, 0);
        assertEquals(e.score() - 0.5, Arrays.stream(numbers(e.map())).sum(), 1e-5);
    }

    @Test
    void layerCamLeavesOutNegativeGradients() {
        assertArrayEquals(new double[] {1, 4 + 4, 0, 4 + 8}, map(Explainers.layerCam(), 0), 1e-5);
    }

    /** α = 1 / (2 + ΣA g): of channel x, ΣA = 10: 1/12, 1/22 (g 2: g²/(2g²+10g³) g), -, 1/12; of 2x, ΣA = 20. */
    @Test
    void gradCamPlusPlusWeighsAsItsEquationsSay() {
        double first = 1.0 / 12 + 2.0 * 4 / (8 + 80) + 1.0 / 12;
        double second = 2.0 / 22;
        double[] expected = {1, 2, 3, 4};
        assertArrayEquals(Arrays.stream(expected).map(x -> first * x + second * 2 * x).toArray(), map(Explainers.gradCamPlusPlus(), 0), 1e-6);
    }

    /** With an average over the map and a dense layer, Grad-CAM is the class activation map over the number of places (Selvaraju et al. 2017, section 3.1). */
    @Test
    void itIsCamWhereCamIsDefined() {
        Model model = Sequential.of(input(6, 6, 1), conv2d(4, 3, RELU), globalAveragePooling2d(), dense(3).named("head")).seed(1);
        NDArray x = NDArray.generate(Shape.of(6, 6, 1), i -> Math.sin(i * 1.7));
        Model body = model.until("conv2d");
        NDArray a = body.predict(x.reshape(1, 6, 6, 1));
        NDArray kernel = model.variables("head").getFirst().value();
        double[] cam = new double[16];
        for (int i = 0; i < 64; i++) {
            cam[i / 4] += a.at(i) * kernel.get(i % 4, 2) / 16;
        }
        NDArray map = Explainers.gradCam().signed(true).explain(model, x, 2).map();
        // Cell (r, c) sees rows r to r + 2: its middle is row r + 1. The rim, which is no cell's middle, has half of its neighbour's value.
        double[] expected = new double[36];
        for (int i = 0; i < 36; i++) {
            double rim = (i / 6 % 5 == 0 ? 0.5 : 1) * (i % 6 % 5 == 0 ? 0.5 : 1);
            expected[i] = rim * cam[Math.clamp(i / 6 - 1, 0, 3) * 4 + Math.clamp(i % 6 - 1, 0, 3)];
        }
        assertArrayEquals(expected, numbers(map), 1e-6);
    }

    /** Cell i of a convolution of 3, a pool of 2 and a convolution of 3, none with a border, sees 2i to 2i + 7: its middle is 2i + 3.5. */
    @Test
    void mapsLieOverWhatTheirCellsSee() {
        Model model = Sequential.of(input(20, 1), dyp.nn.Layers.conv1d(1, 3), dyp.nn.Layers.maxPooling1d(2), dyp.nn.Layers.conv1d(1, 3), flatten(), dense(2));
        FeatureMap map = Lens.of(model).map(null);
        assertEquals(Shape.of(7), map.grid());
        assertArrayEquals(new double[] {3.5}, map.lattice().starts(), 0);
        assertArrayEquals(new double[] {2}, map.lattice().steps(), 0);
        NDArray over = map.over(NDArray.generate(Shape.of(7), i -> i == 3 ? 1 : 0), NDArray.zeros(Shape.of(20, 1)));
        assertArrayEquals(new double[] {0, 0, 0, 0, 0, 0, 0, 0, 0.25, 0.75, 0.75, 0.25, 0, 0, 0, 0, 0, 0, 0, 0}, numbers(over), 1e-6);
    }

    /** With a border, patches and steps of 2 the cells lie evenly. */
    @Test
    void mapsOfPatchesLieFromEdgeToEdge() {
        Model model = Sequential.of(input(12, 12, 1), conv2d(2, 2).strides(2), conv2d(2, 3).padding(dyp.op.Padding.SAME), flatten(), dense(2));
        Lattice even = Lattice.even(Shape.of(6, 6), Shape.of(12, 12));
        assertArrayEquals(even.starts(), Lens.of(model).map(null).lattice().starts(), 0);
        assertArrayEquals(even.steps(), Lens.of(model).map(null).lattice().steps(), 0);
    }

    @Test
    void theLastMapIsFoundThroughNestedModels() {
        Model base = Sequential.of(input(12, 12, 1), conv2d(4, 3, RELU), maxPooling2d(2), conv2d(5, 3).named("last"), dyp.nn.Layers.batchNormalization(),
                dyp.nn.Layers.relu()).named("base");
        Model model = Sequential.of(base, maxPooling2d(2), flatten(), dense(2));
        model.build(12, 12, 1);
        NDArray x = NDArray.generate(Shape.of(12, 12, 1), i -> Math.cos(i));
        assertEquals("base/re_lu", Explainers.gradCam().explain(model, x, 0).layer().orElseThrow());
        assertEquals("base/last", Explainers.gradCam().layer("last").explain(model, x, 0).layer().orElseThrow());
        assertEquals("base/conv2d", Explainers.gradCam().layer("base/conv2d").explain(model, x, 0).layer().orElseThrow());
        DypException none = assertThrows(DypException.class, () -> Explainers.gradCam().layer("lost").explain(model, x, 0));
        assertTrue(none.getMessage().contains("base/last"), none.getMessage());
        DypException flat = assertThrows(DypException.class, () -> Explainers.gradCam().layer("flatten").explain(model, x, 0));
        assertTrue(flat.getMessage().contains("no map"), flat.getMessage());
    }

    @Test
    void mapsAreAsLargeAsTheSampleInOneTwoAndThreeAxes() {
        for (int axes = 1; axes <= 3; axes++) {
            int[] dims = new int[axes + 1];
            Arrays.fill(dims, 9);
            dims[axes] = 2;
            Layer conv = List.<Layer>of(dyp.nn.Layers.conv1d(3, 3, RELU), conv2d(3, 3, RELU), dyp.nn.Layers.conv3d(3, 3, RELU)).get(axes - 1);
            Model model = Sequential.of(input(dims), conv, flatten(), dense(3, SOFTMAX));
            NDArray x = NDArray.generate(Shape.of(dims), i -> Math.sin(i));
            for (Explainer explainer : Explainers.all().stream().filter(e -> !(e instanceof AttentionRollout)).toList()) {
                Explanation e = explainer.explain(model, x, 1);
                assertEquals(Shape.of(Arrays.copyOf(dims, axes)), e.map().shape(), explainer.name());
            }
        }
    }

    @Test
    void aProgramIsCompiledOnceAndSeesWhatTheModelLearns() {
        Model model = byHand();
        Explanation before = Explainers.gradCam().explain(model, PICTURE, 0);
        set(model, "head/bias", 3, 0);
        Explanation after = Explainers.gradCam().explain(model, PICTURE, 0);
        assertEquals(before.score() + 2.5, after.score(), 1e-5);
    }
}
