package dyp.preprocessing;

import static dyp.preprocessing.Augmentation.cutMix;
import static dyp.preprocessing.Augmentation.mixUp;
import static dyp.preprocessing.Augmentation.randomBrightness;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.op.Tensor;
import dyp.preprocessing.BatchAugmentation.Mixed;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Samples mixed with their targets. */
class MixTest {
    private static final int N = 64;
    /** Picture i holds i everywhere, and its target is a one at i. */
    private static final Tensor X = Tensor.constant(NDArray.generate(Shape.of(N, 16, 16, 2), i -> i / 512));
    private static final Tensor Y = Tensor.constant(NDArray.generate(Shape.of(N, N), i -> i / N == i % N ? 1 : 0));

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.2, 0.5, 1, 2, 5})
    void betaHasItsMomentsAndDistribution(double alpha) {
        int n = 40_000;
        NDArray draws = Draws.beta(Tensor.scalar(alpha), n, Drawn.training(7, 1)).value();
        double[] sorted = new double[n];
        for (int i = 0; i < n; i++) {
            sorted[i] = draws.at(i);
            assertTrue(sorted[i] >= 0 && sorted[i] <= 1, "a draw of " + sorted[i]);
        }
        Arrays.sort(sorted);
        double mean = Arrays.stream(sorted).average().orElseThrow();
        double variance = Arrays.stream(sorted).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        assertEquals(0.5, mean, 0.01);
        assertEquals(1 / (4 * (2 * alpha + 1)), variance, 0.004);
        // Kolmogorov and Smirnov: the largest distance is below 1.95 / sqrt(n) in 999 of 1000 cases.
        double[] cumulated = betaCumulated(alpha);
        double worst = 0;
        for (int i = 0; i < n; i++) {
            double at = sorted[i] * (cumulated.length - 1);
            int k = Math.min((int) at, cumulated.length - 2);
            if (sorted[i] > 0.01 && sorted[i] < 0.99) {
                double expected = cumulated[k] + (at - k) * (cumulated[k + 1] - cumulated[k]);
                worst = Math.max(worst, Math.abs((i + 0.5) / n - expected));
            }
        }
        assertTrue(worst < 1.95 / Math.sqrt(n), "distance " + worst);
    }

    /** The distribution function of Beta(a, a) at even steps: the integral of x^(a-1) (1-x)^(a-1), with x = t^(1/a) / 2 up to the middle. */
    private static double[] betaCumulated(double a) {
        int steps = 1000;
        double[] half = new double[steps + 1];
        int fine = 200;
        for (int i = 1; i <= steps; i++) {
            double from = Math.pow((i - 1.0) / steps, a);
            double to = Math.pow((double) i / steps, a);
            half[i] = half[i - 1];
            for (int j = 0; j < fine; j++) {
                double t = from + (j + 0.5) * (to - from) / fine;
                half[i] += Math.pow(1 - Math.pow(t, 1 / a) / 2, a - 1) * (to - from) / fine;
            }
        }
        double[] all = new double[2 * steps + 1];
        for (int i = 0; i <= steps; i++) {
            all[i] = half[i] / half[steps] / 2;
            all[2 * steps - i] = 1 - all[i];
        }
        return all;
    }

    @Test
    void permutationsAreFair() {
        int[] first = new int[5];
        for (int step = 0; step < 2000; step++) {
            int[] order = Draws.permutation(5, Drawn.training(3, step)).value().ints();
            assertEquals("[0, 1, 2, 3, 4]", Arrays.toString(Arrays.stream(order).sorted().toArray()));
            first[order[0]]++;
        }
        for (int count : first) {
            assertEquals(400, count, 80);
        }
    }

    @Test
    void mixUpMixesTargetsAsItMixesPictures() {
        Mixed mixed = mixUp(1).apply(X, Y, Drawn.training(1, 1));
        NDArray x = mixed.x().value();
        NDArray y = mixed.y().value();
        int changed = 0;
        for (int i = 0; i < N; i++) {
            double total = 0;
            double expected = 0;
            for (int j = 0; j < N; j++) {
                total += y.get(i, j);
                expected += j * y.get(i, j);
            }
            assertEquals(1, total, 1e-5);
            assertEquals(expected, x.get(i, 3, 4, 1), 1e-3);
            changed += y.get(i, i) < 0.99 ? 1 : 0;
        }
        assertTrue(changed > N * 3 / 4, changed + " samples were mixed");
    }

    @Test
    void cutMixTargetsAreTheShareOfPixels() {
        Mixed mixed = cutMix(1).apply(X, Y, Drawn.training(1, 1));
        NDArray x = mixed.x().value();
        NDArray y = mixed.y().value();
        double area = 0;
        for (int i = 0; i < N; i++) {
            int own = 0;
            int other = i;
            for (int p = 0; p < 256; p++) {
                int from = (int) x.get(i, p / 16, p % 16, 0);
                own += from == i ? 1 : 0;
                other = from == i ? other : from;
                assertEquals(from, x.get(i, p / 16, p % 16, 1), "both channels");
            }
            assertEquals(own / 256.0, y.get(i, i), 1e-5);
            assertEquals(1, y.get(i, i) + (other == i ? 0 : y.get(i, other)), 1e-5);
            area += 1 - own / 256.0;
        }
        assertEquals(0.5, area / N, 0.12, "the mean share for alpha 1");
    }

    @Test
    void theSameSeedMixesTheSame() {
        for (BatchAugmentation mix : new BatchAugmentation[] {mixUp(), cutMix()}) {
            NDArray once = mix.apply(X, Y, Drawn.training(4, 1)).x().value();
            assertEquals(once, mix.apply(X, Y, Drawn.training(4, 1)).x().value());
            assertNotEquals(once, mix.apply(X, Y, Drawn.training(4, 2)).x().value());
        }
    }

    @Test
    void oneAfterTheOther() {
        Mixed mixed = BatchAugmentation.of(randomBrightness(0.2, 0.2)).then(mixUp()).apply(X, Y, Drawn.training(1, 1));
        assertTrue(mixed.x().value().at(0) > 50);
        assertNotEquals(Y.value(), mixed.y().value());
    }

    @Test
    void classNumbersCannotBeMixed() {
        Tensor classes = Tensor.constant(NDArray.of(new int[N]));
        String message = assertThrows(DypException.class, () -> mixUp().apply(X, classes, Drawn.training(1, 1))).getMessage();
        assertTrue(message.contains("one-hot"), message);
        assertThrows(DypException.class, () -> cutMix().apply(X, classes, Drawn.training(1, 1)));
        assertThrows(DypException.class, () -> mixUp(0));
    }
}
