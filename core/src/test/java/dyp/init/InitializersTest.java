package dyp.init;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.init.VarianceScaling.Distribution;
import dyp.init.VarianceScaling.Mode;
import dyp.nn.golden.Golden;
import dyp.nn.golden.Json;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keras's distributions: mean, deviation and limits; the random streams are our own. */
class InitializersTest {
    private static final long SEED = 5;

    private static Initializer ours(Json c) {
        Json config = c.get("config");
        return switch (c.get("class").text()) {
            case "Zeros" -> Initializers.zeros();
            case "Ones" -> Initializers.ones();
            case "Constant" -> Initializers.constant(config.get("value").number());
            case "GlorotUniform" -> Initializers.glorotUniform();
            case "GlorotNormal" -> Initializers.glorotNormal();
            case "HeUniform" -> Initializers.heUniform();
            case "HeNormal" -> Initializers.heNormal();
            case "VarianceScaling" -> switch (config.get("distribution").text()) {
                case "uniform" -> new VarianceScaling(config.get("scale").number(), mode(config), Distribution.UNIFORM);
                case "truncated_normal" -> new VarianceScaling(config.get("scale").number(), mode(config), Distribution.TRUNCATED_NORMAL);
                default -> null;
            };
            default -> null;
        };
    }

    private static Mode mode(Json config) {
        return Map.of("fan_in", Mode.FAN_IN, "fan_out", Mode.FAN_OUT, "fan_avg", Mode.FAN_AVERAGE).get(config.get("mode").text());
    }

    @Test
    void distributionsAsKeras() {
        List<String> covered = new ArrayList<>();
        List<String> open = new ArrayList<>();
        for (Json c : Golden.json("initializers.json").get("initializers").list()) {
            String what = c.get("class").text() + c.get("config").value() + c.get("shape").shape();
            Initializer initializer = ours(c);
            (initializer == null ? open : covered).add(what);
            if (initializer != null) {
                check(what + ", seed " + SEED, c, initializer.create(c.get("shape").shape(), SEED, what.hashCode()));
            }
        }
        System.out.println("initializers covered: " + covered.size() + ": " + covered);
        System.out.println("initializers not there yet: " + open.toString());
        assertEquals(26, covered.size());
    }

    private static void check(String what, Json c, NDArray a) {
        double deviation = c.get("std").number();
        double mean = 0;
        double square = 0;
        for (int i = 0; i < a.size(); i++) {
            mean += a.at(i) / a.size();
            square += a.at(i) * a.at(i) / a.size();
            assertTrue(a.at(i) >= c.get("min").number() - 1e-7 && a.at(i) <= c.get("max").number() + 1e-7, what + ": " + a.at(i));
        }
        // Five standard errors of the mean; of the deviation at most as many, since none of these has long tails.
        double error = deviation / Math.sqrt(a.size());
        assertEquals(c.get("mean").number(), mean, 5 * error + 1e-7, what + ": the mean");
        assertEquals(deviation, Math.sqrt(Math.max(0, square - mean * mean)), 5 * error + 1e-6, what + ": the deviation");
    }

    @Test
    void seedAndStreamTellWeightsApart() {
        Initializer glorot = Initializers.glorotUniform();
        Shape shape = Shape.of(13, 7);
        assertEquals(glorot.create(shape, SEED, 1), glorot.create(shape, SEED, 1));
        assertNotEquals(glorot.create(shape, SEED, 1), glorot.create(shape, SEED, 2));
        assertNotEquals(glorot.create(shape, SEED, 1), glorot.create(shape, SEED + 1, 1));
    }
}
