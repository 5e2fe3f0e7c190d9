package dyp.nn;

import dyp.init.TruncatedNormal;
import dyp.op.Tensor;
import dyp.tensor.DypException;

/**
 * A layer whose kernel (or table of embeddings) is divided by its largest singular value at every training step, so that the layer stretches
 * no distance. That value comes from power iterations with a vector u that is kept from step to step: Miyato, Kataoka, Koyama and Yoshida
 * 2018, "Spectral normalization for generative adversarial networks", algorithm 1, on the kernel as a matrix (everything else, out).
 *
 * <p>As in Keras (with TensorFlow or PyTorch underneath), the divided kernel takes the kernel's place: the gradient is taken there, the
 * optimizer's step starts there, and prediction uses the kernel as it stands.
 *
 * @param layer with a weight called kernel or embeddings
 * @param powerIterations per training step, 1 or more
 */
public record SpectralNormalization(Layer layer, int powerIterations) implements Layer {
    public SpectralNormalization {
        Checks.positive("powerIterations", powerIterations);
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        Inside inside = new Inside(scope);
        Tensor y = layer.apply(x, inside);
        if (!inside.found) {
            throw new DypException("spectralNormalization needs a layer with a kernel or embeddings, but " + layer.kind() + " has neither.");
        }
        return y;
    }

    public SpectralNormalization powerIterations(int n) {
        return new SpectralNormalization(layer, n);
    }

    private final class Inside extends ScopeAround {
        private final Scope outside;
        private boolean found;

        Inside(Scope outside) {
            super(outside.child("layer"));
            this.outside = outside;
        }

        @Override
        public Tensor weight(String name, Parameter parameter, int... shape) {
            if (!name.equals("kernel") && !name.equals("embeddings")) {
                return super.weight(name, parameter, shape);
            }
            found = true;
            Tensor kernel = super.weight(name, training() ? Parameter.of(parameter.initializer()) : parameter, shape);
            Tensor u = outside.state("vector_u", new TruncatedNormal(0, 0.02), 1, shape[shape.length - 1]);
            return training() ? divided(kernel, name, parameter, u, shape) : kernel;
        }

        private Tensor divided(Tensor kernel, String name, Parameter parameter, Tensor u, int... shape) {
            Tensor matrix = kernel.reshape(-1, shape[shape.length - 1]);
            Tensor right = u;
            Tensor left = null;
            for (int i = 0; i < powerIterations; i++) {
                left = Norms.unit(right.matmul(matrix.transpose()), Norms.EPSILON);
                right = Norms.unit(left.matmul(matrix), Norms.EPSILON);
            }
            Tensor largest = left.matmul(matrix).matmul(right.transpose());
            // A kernel of zeros stays as it is, and u with it.
            Tensor zero = largest.equal(Tensor.scalar(0));
            outside.update(u, Tensor.where(zero, u, right));
            Tensor divided = kernel.div(Tensor.where(zero, Tensor.scalar(1), largest).reshape());
            // Its value is the divided kernel's, its gradient goes to the kernel undivided.
            Tensor used = kernel.add(divided.sub(kernel).stopGradient());
            super.weight(name, new Parameter(parameter.initializer(), k -> parameter.regularizer().of(used),
                    next -> parameter.constraint().of(next.sub(kernel).add(divided))), shape);
            return used;
        }
    }
}
