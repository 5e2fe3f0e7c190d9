package dyp.op;

import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.util.List;

/**
 * Convolution (cross-correlation, as everywhere in deep learning) and the two maps that are its gradients. Inputs are
 * channels-last, kernels are (spatial..., in / groups, out). Each of the three is linear in both its inputs, and the
 * gradient of any is made of the other two.
 */
public sealed interface Conv extends Op {
    Window window();

    int groups();

    /** y = x * k. Inputs: x, k. */
    record Forward(Window window, int groups) implements Conv {
        @Override
        public Shape shape(List<Tensor> inputs) {
            Shape x = inputs.get(0).shape();
            Shape k = inputs.get(1).shape();
            Shape out = window.output(x, k.last(), "conv");
            if (x.last() != k.dim(-2) * groups || k.last() % groups != 0) {
                throw new DypException("[conv] a kernel of " + k + " in " + groups + " group(s) expects " + k.dim(-2) * groups
                        + " input channels and filters that divide by the groups, but the input is " + x + ".");
            }
            return out;
        }

        @Override
        public List<Tensor> gradient(Tensor out, Tensor g) {
            Tensor x = out.input(0);
            Tensor k = out.input(1);
            return List.of(inputGradient(g, k, x.shape()), kernelGradient(x, g, k.shape()));
        }

        @Override
        public String label() {
            return "conv";
        }
    }

    /** The gradient of a convolution with respect to its input. Inputs: dy, k. */
    record InputGradient(Window window, int groups, Shape input) implements Conv {
        @Override
        public Shape shape(List<Tensor> inputs) {
            return input;
        }

        @Override
        public List<Tensor> gradient(Tensor out, Tensor g) {
            Tensor dy = out.input(0);
            Tensor k = out.input(1);
            return List.of(forward(g, k), kernelGradient(g, dy, k.shape()));
        }

        @Override
        public String label() {
            return "conv_input_grad";
        }
    }

    /** The gradient of a convolution with respect to its kernel. Inputs: x, dy. */
    record KernelGradient(Window window, int groups, Shape kernel) implements Conv {
        @Override
        public Shape shape(List<Tensor> inputs) {
            return kernel;
        }

        @Override
        public List<Tensor> gradient(Tensor out, Tensor g) {
            Tensor x = out.input(0);
            Tensor dy = out.input(1);
            return List.of(inputGradient(dy, g, x.shape()), forward(x, g));
        }

        @Override
        public String label() {
            return "conv_kernel_grad";
        }
    }

    default Tensor forward(Tensor x, Tensor k) {
        return Tensor.make(new Forward(window(), groups()), x, k);
    }

    default Tensor inputGradient(Tensor dy, Tensor k, Shape input) {
        return Tensor.make(new InputGradient(window(), groups(), input), dy, k);
    }

    default Tensor kernelGradient(Tensor x, Tensor dy, Shape kernel) {
        return Tensor.make(new KernelGradient(window(), groups(), kernel), x, dy);
    }
}
