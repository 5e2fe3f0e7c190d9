package dyp.nn;

import dyp.init.Initializer;
import dyp.op.Tensor;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What layers with several gates share: their weights lie side by side along the last axis. */
final class Gates {
    private Gates() {}

    /** The part of one gate, along the last axis. */
    static Tensor gate(Tensor all, int gate, int units) {
        return all.slice(-1, gate * units, (gate + 1) * units);
    }

    /**
     * What dropout multiplies with, drawn once for all steps: 0 or 1 / (1 - rate).
     *
     * @param count how many; each gate has its own, or all share one
     * @return none where nothing is dropped
     */
    static List<Tensor> masks(double rate, int count, Shape shape, Scope scope) {
        if (!scope.training() || rate == 0) {
            return List.of();
        }
        return Stream.generate(() -> Tensor.where(scope.uniform(shape).less(Tensor.scalar(rate)), Tensor.scalar(0), Tensor.scalar(1 / (1 - rate))))
                .limit(count).toList();
    }

    /**
     * x times weights, for all gates.
     *
     * @param masks for x: none, one, or one per gate
     */
    static Tensor product(Tensor x, Tensor weights, List<Tensor> masks, BinaryOperator<Tensor> product) {
        if (masks.size() <= 1) {
            return product.apply(masks.isEmpty() ? x : x.mul(masks.getFirst()), weights);
        }
        int units = weights.shape().last() / masks.size();
        return Tensor.concat(-1, IntStream.range(0, masks.size())
                .mapToObj(i -> product.apply(x.mul(masks.get(i)), gate(weights, i, units))).toArray(Tensor[]::new));
    }

    static Tensor product(Tensor x, Tensor weights, List<Tensor> masks) {
        return product(x, weights, masks, Tensor::matmul);
    }

    /**
     * An LSTM's four biases, the forget gate's with 1 at first, so that it starts by remembering: Jozefowicz, Zaremba and
     * Sutskever 2015, "An empirical exploration of recurrent network architectures".
     */
    record ForgetBias(Initializer others) implements Initializer {
        @Override
        public NDArray create(Shape shape, long seed, int stream) {
            NDArray bias = others.create(shape, seed, stream);
            int units = shape.size() / 4;
            return NDArray.generate(shape, i -> i / units == 1 ? 1 : bias.at(i));
        }
    }
}
