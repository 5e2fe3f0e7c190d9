package dyp.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Philox;
import dyp.tensor.Shape;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Bootstrap intervals: by hand, repeatable, and whether they hold the true figure as often as they say. */
class BootstrapTest {
    private static final int TRIALS = 600;
    private static final int SAMPLES = 120;
    /** Three standard deviations of 600 trials, 0.027, and 0.018 by which percentile intervals of so few samples and rounds are too short. */
    private static final double SLACK = 0.045;
    private static final Bootstrap BOOTSTRAP = Bootstrap.bootstrap().rounds(300);

    /** Of three draws of the mean of 0 and 1 the sorted means are known once the draws are. */
    @Test
    void percentilesByHand() {
        double[] means = new double[3];
        int[] round = {-1};
        Bootstrap.Interval interval = Bootstrap.bootstrap().rounds(3).level(0.5).of(4, rows -> {
            if (round[0] >= 0) {
                means[round[0]] = rows[0] + rows[1] + rows[2] + rows[3];
            }
            return round[0]++ < 0 ? 6 : means[round[0] - 1];
        });
        java.util.Arrays.sort(means);
        assertEquals(6, interval.figure());
        assertEquals((means[0] + means[1]) / 2, interval.low(), 1e-12);
        assertEquals((means[1] + means[2]) / 2, interval.high(), 1e-12);
    }

    @Test
    void theSameSeedDrawsTheSame() {
        NDArray scores = scores(1);
        NDArray labels = labels(1);
        Bootstrap.Interval once = BOOTSTRAP.rocAuc(scores, labels);
        assertEquals(once, BOOTSTRAP.rocAuc(scores, labels));
        assertEquals(once, BOOTSTRAP.of(scores, labels, RocAuc::of));
        assertNotEquals(once, BOOTSTRAP.seed(1).rocAuc(scores, labels));
        assertEquals(RocAuc.of(scores, labels), once.figure());
        assertTrue(once.low() < once.figure() && once.figure() < once.high());
    }

    /** Every sample is drawn about equally often. */
    @Test
    void drawsAreEven() {
        int[] times = new int[10];
        Bootstrap.bootstrap().rounds(10_000).of(10, rows -> {
            for (int row : rows) {
                times[row]++;
            }
            return 0;
        });
        for (int n : times) {
            assertEquals(10_000, n, 500, "five standard deviations of a count of 10,000");
        }
    }

    /** Scores are normal, 1 apart: the area is Phi(1 / sqrt 2) = 0.760. */
    @Test
    void areasAreHeldAsOftenAsSaid() {
        double share = coverage(0.7602499389065233, trial -> BOOTSTRAP.seed(trial).rocAuc(scores(trial), labels(trial)));
        print("AUC", share);
        assertEquals(0.95, share, SLACK);
    }

    /** Above 0.5 is right with probability Phi(0.5) = 0.691. */
    @Test
    void accuraciesAreHeldAsOftenAsSaid() {
        double share = coverage(0.6914624612740131,
                trial -> BOOTSTRAP.seed(trial).accuracy(scores(trial).reshape(SAMPLES, 1), labels(trial).reshape(SAMPLES, 1)));
        print("accuracy", share);
        assertEquals(0.95, share, SLACK);
    }

    private static void print(String figure, double share) {
        System.out.printf("Bootstrap: 95%% intervals of the %s hold the true one in %.1f%% of %d trials of %d samples%n",
                figure, 100 * share, TRIALS, SAMPLES);
    }

    private static double coverage(double truth, IntFunction<Bootstrap.Interval> trial) {
        int held = 0;
        for (int i = 0; i < TRIALS; i++) {
            Bootstrap.Interval interval = trial.apply(i);
            held += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
        }
        return held / (double) TRIALS;
    }

    private static NDArray labels(int trial) {
        return NDArray.generate(Shape.of(SAMPLES), i -> Philox.uniform(11, trial, 0, i) < 0.5 ? 1 : 0);
    }

    private static NDArray scores(int trial) {
        NDArray labels = labels(trial);
        return NDArray.generate(Shape.of(SAMPLES), i -> labels.at(i) + Philox.normal(12, trial, 0, i));
    }

    @Test
    void errors() {
        NDArray ones = NDArray.of(new int[] {1, 1, 1});
        assertEquals("The figure is not defined (NaN) for any of 300 draws of 3 samples. An AUC needs positive and negative samples.",
                assertThrows(DypException.class, () -> BOOTSTRAP.rocAuc(NDArray.of(new float[] {1, 2, 3}), ones)).getMessage());
        assertEquals("Every sample needs scores and a label, but scores (2, 1) and labels (3,) came.",
                assertThrows(DypException.class, () -> BOOTSTRAP.accuracy(NDArray.of(new float[] {1, 2}, 2, 1), ones)).getMessage());
        assertEquals("level must lie from 0 to 1, but 95.0 came.", assertThrows(DypException.class, () -> BOOTSTRAP.level(95)).getMessage());
    }
}
