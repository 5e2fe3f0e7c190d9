package dyp.op;

import dyp.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** Pooling over windows of a channels-last tensor, and the maps that are its gradients. Padding never wins and never counts. */
public sealed interface Pool extends Op {
    Window window();

    private static Shape pooled(Window window, Shape x, String label) {
        return window.output(x, x.last(), label);
    }

    /** The largest element of each window. Input: x. */
    record Max(Window window) implements Pool {
        @Override
        public Shape shape(List<Tensor> inputs) {
            return pooled(window, inputs.getFirst().shape(), "max_pool");
        }

        @Override
        public List<Tensor> gradient(Tensor out, Tensor g) {
            return List.of(Tensor.make(new MaxScatter(window), out.input(0), g));
        }

        @Override
        public String label() {
            return "max_pool";
        }
    }

    /** Sends each window's number to the place of its largest element (the first of equals). Inputs: x, dy. */
    record MaxScatter(Window window) implements Pool {
        @Override
        public Shape shape(List<Tensor> inputs) {
            return inputs.getFirst().shape();
        }

        @Override
        public List<Tensor> gradient(Tensor out, Tensor g) {
            return Arrays.asList(null, Tensor.make(new MaxPick(window), out.input(0), g));
        }

        @Override
        public String label() {
            return "max_pool_grad";
        }
    }

    /** Takes g at the place of each window's largest x. Inputs: x, g of x's shape. */
    record MaxPick(Window window) implements Pool {
        @Override
        public Shape shape(List<Tensor> inputs) {
            return pooled(window, inputs.getFirst().shape(), "max_pick");
        }

        @Override
        public List<Tensor> gradient(Tensor out, Tensor g) {
            return Arrays.asList(null, Tensor.make(new MaxScatter(window), out.input(0), g));
        }

        @Override
        public String label() {
            return "max_pick";
        }
    }

    /** The mean of each window's elements inside the input. Input: x. */
    record Average(Window window) implements Pool {
        @Override
        public Shape shape(List<Tensor> inputs) {
            return pooled(window, inputs.getFirst().shape(), "average_pool");
        }

        @Override
        public List<Tensor> gradient(Tensor out, Tensor g) {
            return List.of(Tensor.make(new AverageScatter(window, out.input(0).shape()), g));
        }

        @Override
        public String label() {
            return "average_pool";
        }
    }

    /** Spreads each window's number evenly over its elements inside the input. Input: dy. */
    record AverageScatter(Window window, Shape input) implements Pool {
        @Override
        public Shape shape(List<Tensor> inputs) {
            return input;
        }

        @Override
        public List<Tensor> gradient(Tensor out, Tensor g) {
            return List.of(Tensor.make(new Average(window), g));
        }

        @Override
        public String label() {
            return "average_pool_grad";
        }
    }
}
