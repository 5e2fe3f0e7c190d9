package dyp.labs.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.runtime.Engine;
import dyp.train.Model;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SyntheticHeartTest {
    @Test
    void theSameSeedMakesTheSamePeople() {
        HeartTable a = SyntheticHeart.make(100, 1), b = SyntheticHeart.make(100, 1);
        assertArrayEquals(a.sick(), b.sick());
        assertArrayEquals(a.features().column("chol").values(), b.features().column("chol").values());
        assertFalse(Arrays.equals(a.features().column("chol").values(), SyntheticHeart.make(100, 2).features().column("chol").values()));
        assertTrue(a.findings().getFirst().contains("synthetic"));
    }

    /** As many sick as well, cells missing, and no row like another. */
    @Test
    void itLooksLikeTheRealOne() {
        HeartTable t = SyntheticHeart.make(1000, 3);
        assertEquals(List.of(HeartTable.NAMES), t.features().names());
        int sick = Arrays.stream(t.sick()).sum();
        assertTrue(sick > 350 && sick < 650, sick + " of 1000");
        assertTrue(t.features().column("ca").missing() > 3 && t.features().column("age").missing() == 0);
        assertEquals(0, t.features().duplicates().length);
        assertTrue(t.features().column("thal").categorical() && !t.features().column("ca").categorical());
    }

    @Test
    void aFewSmallNetworksLearnIt() {
        HeartTable t = SyntheticHeart.make(400, 5);
        int[] train = IntStream.range(0, 200).toArray(), test = IntStream.range(200, 400).toArray();
        TableEncoder encoder = TableEncoder.fit(t.features().rows(train));
        int[] known = Arrays.copyOf(t.sick(), 200), asked = Arrays.copyOfRange(t.sick(), 200, 400);
        List<Model> models = new MlpEnsemble(2, 16, 3e-3, 0.3, 30).fit(encoder.encode(t.features().rows(train)), known, 1, Engine.threads(1));
        double[][] p = MlpEnsemble.probabilities(models, encoder.encode(t.features().rows(test)));
        assertTrue(Verdicts.auroc(p, asked) > 0.8, "AUROC " + Verdicts.auroc(p, asked));
        assertTrue(Verdicts.accuracy(p, asked) > 0.7, "accuracy " + Verdicts.accuracy(p, asked));
    }
}
