package dyp.op;

import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;

/** Where a graph begins: a number known now, one fed at each run, or a variable that lives between runs. */
public sealed interface Leaf extends Op {
    @Override
    default List<Tensor> gradient(Tensor out, Tensor grad) {
        return List.of();
    }

    /** A value known when the graph is built. */
    record Constant(NDArray value) implements Leaf {
        @Override
        public Shape shape(List<Tensor> inputs) {
            return value.shape();
        }

        @Override
        public DType dtype(List<Tensor> inputs) {
            return value.dtype();
        }
    }

    /** A value given at each run, by name. */
    record Input(String name, Shape shape, DType type) implements Leaf {
        @Override
        public Shape shape(List<Tensor> inputs) {
            return shape;
        }

        @Override
        public DType dtype(List<Tensor> inputs) {
            return type;
        }

        @Override
        public String label() {
            return "input " + name;
        }
    }

    /**
     * State that lives between runs: a weight, a moving statistic, an optimizer's slot, a counter. It is what it is, not
     * what it holds: two variables are never equal. Programs read and write {@link #value} in place.
     */
    final class Variable implements Leaf {
        private final String name;
        private final NDArray value;
        private final boolean trainable;

        public Variable(String name, NDArray value, boolean trainable) {
            this.name = name;
            this.value = value;
            this.trainable = trainable;
        }

        public String name() {
            return name;
        }

        /** The live value. */
        public NDArray value() {
            return value;
        }

        public boolean trainable() {
            return trainable;
        }

        @Override
        public Shape shape(List<Tensor> inputs) {
            return value.shape();
        }

        @Override
        public DType dtype(List<Tensor> inputs) {
            return value.dtype();
        }

        @Override
        public String label() {
            return "variable " + name;
        }

        @Override
        public String toString() {
            return name + value.shape();
        }
    }
}
