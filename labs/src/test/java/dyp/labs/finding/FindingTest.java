package dyp.labs.finding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.metric.Bootstrap;
import dyp.tensor.DypException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Figures of a finding, worked out by hand. */
class FindingTest {
    private static final Finding FINDING = new Finding(List.of("no", "yes"), new double[] {0.1, 0.2, 0.3, 0.4, 0.6}, new int[] {0, 0, 1, 0, 1},
            new double[] {0.9, 0.1, 0.3, 0.2, 0.7, 0.24}, new int[] {1, 0, 1, 1, 0, 0});

    @Test
    void theThresholdComesFromTheValidationSamples() {
        // Above 0.2 both positives are found and one of three negatives is reported: 1 + 2/3; above 0.4: 1/2 + 1.
        assertEquals(0.25, FINDING.threshold(), 1e-12);
        assertArrayEquals(new int[] {2, 1}, FINDING.confusion(0.25)[0]);
        assertArrayEquals(new int[] {1, 2}, FINDING.confusion(0.25)[1]);
        // Without two answers to lie between, a half.
        assertEquals(0.5, new Finding(List.of("no", "yes"), new double[] {0.3}, new int[] {1}, new double[] {0.1}, new int[] {0}).threshold());
    }

    @Test
    void theAreaCountsPairsInOrder() {
        // Positives 0.9, 0.3, 0.2 against 0.1, 0.7, 0.24: 3 + 2 + 1 of 9.
        assertEquals(6.0 / 9, FINDING.auroc(), 1e-12);
        Bootstrap.Interval in = FINDING.interval();
        assertEquals(6.0 / 9, in.figure(), 1e-12);
        assertTrue(in.low() < in.figure() && in.figure() < in.high());
    }

    @Test
    void theSurestComeFirst() {
        assertArrayEquals(new int[] {0, 2}, FINDING.surest(1, 1, 9));
        assertArrayEquals(new int[] {0}, FINDING.surest(1, 1, 1));
        assertArrayEquals(new int[] {4}, FINDING.surest(0, 1, 9));
        assertArrayEquals(new int[] {1, 5}, FINDING.surest(0, 0, 9));
        assertArrayEquals(new int[] {3}, FINDING.surest(1, 0, 9));
    }

    /** Bayes' rule: of 1000 samples 100 are positive; a balanced answer of 0.8 says odds of 4 to 1 among equal numbers, so 400 to 900. */
    @Test
    void answersComeBackToThePrevalence() {
        assertArrayEquals(new double[] {400.0 / 1300, 0.1, 0, 1}, Finding.atPrevalence(new double[] {0.8, 0.5, 0, 1}, 0.1), 1e-12);
    }

    @Test
    void everyAnswerNeedsItsTruth() {
        assertThrows(DypException.class, () -> new Finding(List.of("no", "yes"), new double[1], new int[1], new double[2], new int[1]));
    }
}
