package dyp.op;

import dyp.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Pooling over windows of a channels-last tensor, and the maps that are its gradients. Padding never wins and never counts. */
public sealed interface Pool extends Op {
    Window window();

    /** The largest element of each window of x. */
    static Tensor max(Tensor x, Window window) {
        return byAxes(x, window, Max::new);
    }

    /** The mean of each window of x. */
    static Tensor average(Tensor x, Window window) {
        return byAxes(x, window, Average::new);
    }

    /**
     * A box of three axes that overlaps the next one folds picture by picture and then along the depth, since the pictures serve several
     * boxes: the same largest elements (the first of equals) and the same means, since all pictures of a box have as many elements inside.
     */
    private static Tensor byAxes(Tensor x, Window window, Function<Window, Pool> fold) {
        if (window.rank() != 3 || x.shape().rank() != 5 || !window.overlaps()) {
            return Tensor.make(fold.apply(window), x);
        }
        Shape in = x.shape();
        Shape out = window.output(in, in.last(), fold.apply(window).label());
        Tensor pictures = x.reshape(in.dim(0) * in.dim(1), in.dim(2), in.dim(3), in.dim(4));
        Tensor small = Tensor.make(fold.apply(window.axes(1, 3)), pictures);
        Tensor depths = small.reshape(in.dim(0), in.dim(1), out.size() / (out.dim(0) * out.dim(1)));
        return Tensor.make(fold.apply(window.axes(0, 1)), depths).reshape(out);
    }

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
