package dyp.zoo;

import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Weights that follow from their names, so that Keras and PyTorch could be given the same ones when the golden numbers were made. */
final class Formula {
    private Formula() {}

    /** Evenly in [0, 1), a function of name and place. */
    private static double uniform(int seed, int i) {
        int x = (i + seed) * 0x9E3779B1;
        x ^= x >>> 16;
        x *= 0x85EBCA77;
        x ^= x >>> 13;
        return Integer.toUnsignedLong(x) / 4294967296.0;
    }

    /** FNV-1a. */
    private static int seed(String name) {
        int hash = 0x811C9DC5;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ b) * 0x01000193;
        }
        return hash;
    }

    /** @param torch whether name and shape are PyTorch's, {@code conv1.weight} (out, in, ...), rather than Keras's, {@code conv1/kernel} (..., in, out) */
    static NDArray weight(String name, Shape shape, boolean torch) {
        String last = name.substring(name.lastIndexOf(torch ? '.' : '/') + 1);
        int seed = seed(name);
        int rank = shape.rank();
        if (last.equals("moving_variance") || last.equals("running_var") || last.equals("variance")) {
            return NDArray.generate(shape, i -> 0.5 + uniform(seed, i));
        }
        if (rank == 1 && last.equals(torch ? "weight" : "gamma")) {
            return NDArray.generate(shape, i -> 0.7 + 0.6 * uniform(seed, i));
        }
        if (rank > 1 && (last.endsWith("kernel") || last.equals("weight") || last.equals("in_proj_weight"))) {
            int[] dims = shape.dims();
            int from = torch ? 1 : 0;
            int to = torch ? rank : rank == 4 && dims[3] == 1 ? 2 : rank - 1;
            double fan = IntStream.range(from, to).mapToDouble(a -> dims[a]).reduce(1, (a, b) -> a * b);
            return NDArray.generate(shape, i -> (uniform(seed, i) - 0.5) * (2 * 1.3 * Math.sqrt(3)) / Math.sqrt(fan));
        }
        return NDArray.generate(shape, i -> 0.2 * (uniform(seed, i) - 0.5));
    }

    /** One picture, of 0 to 255 or around 0. */
    static NDArray picture(Shape sample, boolean raw) {
        int seed = seed("input");
        return NDArray.generate(sample.batch(1), i -> raw ? 255 * uniform(seed, i) : 3.4 * (uniform(seed, i) - 0.5));
    }

    /** {@code 32x40x3}; nothing for a number alone. */
    static Shape shape(String text) {
        return Shape.of(text.isEmpty() ? new int[0] : Arrays.stream(text.split("x")).mapToInt(Integer::parseInt).toArray());
    }
}
