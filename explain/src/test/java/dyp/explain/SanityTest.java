package dyp.explain;

import static dyp.loss.Losses.sparseCategoricalCrossentropy;
import static dyp.metric.Metrics.accuracy;
import static dyp.nn.Activation.RELU;
import static dyp.nn.Layers.conv2d;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.globalAveragePooling2d;
import static dyp.nn.Layers.input;
import static dyp.nn.Layers.maxPooling2d;
import static dyp.op.Padding.SAME;
import static dyp.optim.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.explain.Sanity.Step;
import dyp.tensor.NDArray;
import dyp.tensor.Philox;
import dyp.tensor.Shape;
import dyp.train.Model;
import dyp.train.Sequential;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Adebayo et al. 2018 on a network that finds a bright or a striped patch somewhere in noise. */
class SanityTest {
    private static final int SIDE = 16;
    private static final int PATCH = 5;
    private static final int COUNT = 600;
    private static NDArray x;
    private static Model learned;
    private static Model misled;

    private static int row(int i) {
        return Math.floorMod(Philox.bits(1, i, 1, 0), SIDE - PATCH + 1);
    }

    private static int column(int i) {
        return Math.floorMod(Philox.bits(1, i, 1, 1), SIDE - PATCH + 1);
    }

    /** Class 0: lying stripes, 1: standing ones. */
    private static double pixel(int i, int r, int c) {
        boolean inside = r >= row(i) && r < row(i) + PATCH && c >= column(i) && c < column(i) + PATCH;
        return 0.15 * Philox.normal(1, i, 2, r * SIDE + c) + (inside ? (i % 2 == 0 ? r : c) % 2 : 0.5);
    }

    private static Model train(NDArray y, int epochs) {
        Model model = Sequential.of(input(SIDE, SIDE, 1), conv2d(8, 3, RELU).padding(SAME).named("conv1"), maxPooling2d(2),
                conv2d(16, 3, RELU).padding(SAME).named("conv2"), globalAveragePooling2d(), dense(16, RELU).named("hidden"), dense(2).named("head")).seed(1).threads(1);
        model.compile(adam(0.01), sparseCategoricalCrossentropy().fromLogits(), accuracy());
        model.fit(x, y, fit -> fit.epochs(epochs).batchSize(50).quiet());
        return model;
    }

    @BeforeAll
    static void train() {
        x = NDArray.generate(Shape.of(COUNT, SIDE, SIDE, 1), i -> pixel(i / SIDE / SIDE, i / SIDE % SIDE, i % SIDE));
        learned = train(NDArray.generate(Shape.of(COUNT), i -> i % 2), 12);
        misled = train(NDArray.generate(Shape.of(COUNT), i -> Philox.bits(9, i, 0, 0) & 1), 12);
    }

    private static NDArray sample(int i) {
        return x.rows(i, i + 1).reshape(SIDE, SIDE, 1);
    }

    /** Mean over samples of the rank correlation once all layers from the top down to one are destroyed. */
    private static double left(Explainer explainer, String layer) {
        return IntStream.range(0, 10).mapToDouble(i -> {
            List<Step> steps = Sanity.cascade(explainer, learned, sample(i), i % 2, i);
            return Math.abs(steps.stream().filter(s -> s.layer().equals(layer)).findFirst().orElseThrow().rankCorrelation());
        }).average().orElseThrow();
    }

    @Test
    void theNetworkHasLearned() {
        assertTrue(learned.evaluate(x, NDArray.generate(Shape.of(COUNT), i -> i % 2)).get("accuracy") > 0.95);
    }

    @Test
    void mapsChangeAsWeightsAreDestroyed() {
        for (Explainer explainer : List.of(Explainers.gradCam(), Explainers.hiResCam(), Explainers.integratedGradients(), Explainers.saliency(),
                Explainers.occlusion())) {
            double left = left(explainer, "conv1");
            assertTrue(left < 0.5, explainer.name() + " keeps " + left);
        }
    }

    /** The known weakness: it redraws the picture. */
    @Test
    void guidedBackpropChangesLessThanTheGradient() {
        double guided = left(Explainers.guidedBackprop(), "hidden");
        double plain = left(Explainers.gradientInput(), "hidden");
        assertTrue(guided > plain, "guided " + guided + ", gradient times input " + plain);
    }

    /**
     * The same class's maps of a network that learned by heart what labels at random said. Integrated gradients start from the mean here: from
     * zeros they hold the sample itself as a factor, and 0.77 of its ranks stay.
     */
    @Test
    void mapsChangeWhereLabelsWereRandom() {
        for (Explainer explainer : List.of(Explainers.gradCam(), Explainers.saliency(), Explainers.integratedGradients().baseline(Baseline.mean()), Explainers.occlusion())) {
            double like = IntStream.range(0, 20).mapToDouble(i -> Sanity.rankCorrelation(explainer.explain(learned, sample(i), i % 2).map(),
                    explainer.explain(misled, sample(i), i % 2).map())).average().orElseThrow();
            assertTrue(Math.abs(like) < 0.5, explainer.name() + " is as before by " + like);
        }
    }

    @Test
    void faithfulMapsHaveSmallDeletionAndLargeInsertion() {
        double gained = 0;
        for (int i = 0; i < 20; i++) {
            Explanation e = Explainers.occlusion().explain(learned, sample(i), i % 2);
            NDArray upsideDown = NDArray.generate(e.map().shape(), j -> -e.map().at(j));
            Faithfulness wrong = Faithfulness.of(learned, sample(i), upsideDown, i % 2, Baseline.blur(), 32);
            gained += e.faithfulness().insertion() - wrong.insertion() + wrong.deletion() - e.faithfulness().deletion();
        }
        assertTrue(gained / 20 > 0.3, "mean gain " + gained / 20);
    }

    @Test
    void curvesBeginAndEndWithTheWholeAndTheEmptySample() {
        Explanation e = Explainers.gradCam().explain(learned, sample(3), 1);
        Faithfulness f = e.faithfulness();
        assertEquals(33, f.deletionCurve().length);
        assertEquals(e.probability(), f.deletionCurve()[0], 1e-6);
        assertEquals(e.probability(), f.insertionCurve()[32], 1e-6);
        assertEquals(f.deletionCurve()[32], f.insertionCurve()[0], 1e-6);
        assertEquals("blur", f.baseline());
        double area = IntStream.range(0, 32).mapToDouble(i -> (f.deletionCurve()[i] + f.deletionCurve()[i + 1]) / 64).sum();
        assertEquals(area, f.deletion(), 1e-12);
    }

    @Test
    void weightsArePutBack() {
        List<NDArray> before = learned.variables().stream().map(v -> v.value().copy()).toList();
        List<Step> steps = Sanity.cascade(Explainers.saliency(), learned, sample(0), 0, 1);
        assertEquals(List.of("head", "hidden", "conv2", "conv1"), steps.stream().map(Step::layer).toList());
        assertEquals(before, learned.variables().stream().map(v -> v.value()).toList());
    }

    @Test
    void rankCorrelationIsSpearmans() {
        NDArray a = NDArray.of(new float[] {1, 2, 3, 4, 5}, 5);
        assertEquals(1, Sanity.rankCorrelation(a, NDArray.of(new float[] {1, 4, 9, 16, 25}, 5)), 1e-12);
        assertEquals(-1, Sanity.rankCorrelation(a, NDArray.of(new float[] {5, 4, 3, 2, 1}, 5)), 1e-12);
        // 1 - 6 Σd² / (n (n² - 1)), d = 1, 1, 0, 1, 1.
        assertEquals(1 - 6 * 4 / 120.0, Sanity.rankCorrelation(a, NDArray.of(new float[] {2, 1, 3, 5, 4}, 5)), 1e-12);
        assertEquals(0, Sanity.rankCorrelation(a, NDArray.zeros(Shape.of(5))), 0);
        float[] tied = {1, 1, 2};
        assertEquals(Math.sqrt(3) / 2, Sanity.rankCorrelation(NDArray.of(tied, 3), NDArray.of(new float[] {1, 2, 3}, 3)), 1e-12, Arrays.toString(tied));
    }
}
