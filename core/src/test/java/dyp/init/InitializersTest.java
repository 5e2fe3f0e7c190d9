package dyp.init;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.init.VarianceScaling.Distribution;
import dyp.init.VarianceScaling.Mode;
import dyp.nn.golden.Golden;
import dyp.nn.golden.Json;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;
import java.util.Locale;
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
            case "RandomNormal" -> Initializers.randomNormal(config.get("mean").number(), config.get("stddev").number());
            case "RandomUniform" -> Initializers.randomUniform(config.get("minval").number(), config.get("maxval").number());
            case "TruncatedNormal" -> Initializers.truncatedNormal(config.get("mean").number(), config.get("stddev").number());
            case "Orthogonal" -> Initializers.orthogonal(config.get("gain").number());
            case "Identity" -> Initializers.identity(config.get("gain").number());
            case "LecunUniform" -> Initializers.lecunUniform();
            case "LecunNormal" -> Initializers.lecunNormal();
            case "GlorotUniform" -> Initializers.glorotUniform();
            case "GlorotNormal" -> Initializers.glorotNormal();
            case "HeUniform" -> Initializers.heUniform();
            case "HeNormal" -> Initializers.heNormal();
            case "VarianceScaling" -> new VarianceScaling(config.get("scale").number(), mode(config),
                    Distribution.valueOf(config.get("distribution").text().toUpperCase(Locale.ROOT)));
            default -> throw new AssertionError("no initializer for " + c.get("class").text());
        };
    }

    private static Mode mode(Json config) {
        return Map.of("fan_in", Mode.FAN_IN, "fan_out", Mode.FAN_OUT, "fan_avg", Mode.FAN_AVERAGE).get(config.get("mode").text());
    }

    @Test
    void distributionsAsKeras() {
        List<Json> all = Golden.json("initializers.json").get("initializers").list();
        for (Json c : all) {
            Shape shape = c.get("shape").shape();
            String what = c.get("class").text() + c.get("config").value() + shape;
            NDArray a = ours(c).create(shape, SEED, what.hashCode());
            if (c.has("value")) {
                Golden.close(what, c.get("value").array(), a, 0);
            } else {
                check(what + ", seed " + SEED, c, a);
            }
        }
        assertEquals(45, all.size());
    }

    /** The same fan rules as Keras for every rank: a uniform's limit says which fan it was scaled by. */
    @Test
    void fansAsKeras() {
        for (Json c : Golden.json("initializers.json").get("fans").list()) {
            Shape shape = c.get("shape").shape();
            for (Mode mode : List.of(Mode.FAN_IN, Mode.FAN_OUT)) {
                double fan = c.get(mode == Mode.FAN_IN ? "fan_in" : "fan_out").number();
                NDArray a = new VarianceScaling(1, mode, Distribution.UNIFORM).create(shape, SEED, 1);
                NDArray unit = new RandomUniform(-1, 1).create(shape, SEED, 1);
                for (int i = 0; i < a.size(); i++) {
                    assertEquals(unit.at(i) * Math.sqrt(3 / fan), a.at(i), 1e-6, mode + " of " + shape);
                }
            }
        }
    }

    /** The smaller of the two matrices of scalar products is gain² times the identity, whichever way the kernel lies. */
    @Test
    void orthogonalIsOrthogonal() {
        for (Shape shape : List.of(Shape.of(7, 3), Shape.of(3, 7), Shape.of(31, 31), Shape.of(3, 3, 5, 8), Shape.of(2, 2, 3, 40))) {
            NDArray a = Initializers.orthogonal(1.5).create(shape, SEED, 2);
            int columns = shape.last();
            Tensor m = Tensor.constant(a.reshape(shape.size() / columns, columns));
            boolean wide = shape.size() / columns < columns;
            NDArray products = (wide ? m.matmul(m.transpose()) : m.transpose().matmul(m)).value();
            Golden.close("products of " + shape, Initializers.identity(2.25).create(products.shape(), 0, 0), products, 1e-6);
        }
    }

    @Test
    void matricesOnly() {
        assertEquals("Identity makes matrices, but a weight of shape (3,) was asked for.",
                assertThrows(DypException.class, () -> Initializers.identity().create(Shape.of(3), 0, 0)).getMessage());
        assertEquals("Orthogonal makes matrices and kernels, but a weight of shape (3,) was asked for.",
                assertThrows(DypException.class, () -> Initializers.orthogonal().create(Shape.of(3), 0, 0)).getMessage());
        assertEquals("RandomUniform goes from minval up to maxval, but 1.0 and 0.0 came.",
                assertThrows(DypException.class, () -> Initializers.randomUniform(1, 0)).getMessage());
    }

    private static void check(String what, Json c, NDArray a) {
        double deviation = c.get("std").number();
        double mean = 0;
        double square = 0;
        for (int i = 0; i < a.size(); i++) {
            mean += a.at(i) / a.size();
            square += a.at(i) * a.at(i) / a.size();
            assertTrue(a.at(i) >= c.number("min", Double.NEGATIVE_INFINITY) - 1e-7 && a.at(i) <= c.number("max", Double.POSITIVE_INFINITY) + 1e-7, what + ": " + a.at(i));
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
