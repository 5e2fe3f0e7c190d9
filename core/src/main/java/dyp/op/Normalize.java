package dyp.op;

import dyp.tensor.Shape;
import java.util.List;

/** Maps of the last axis onto a scale of its own, computed without overflow (the row's largest value is taken off first). */
public enum Normalize implements Op {
    /** e^x / sum e^x. */
    SOFTMAX {
        @Override
        public List<Tensor> gradient(Tensor y, Tensor g) {
            return List.of(y.mul(g.sub(g.mul(y).sum(-1))));
        }
    },
    /** x - log sum e^x. */
    LOG_SOFTMAX {
        @Override
        public List<Tensor> gradient(Tensor y, Tensor g) {
            return List.of(g.sub(y.exp().mul(g.sum(-1))));
        }
    };

    @Override
    public Shape shape(List<Tensor> inputs) {
        return inputs.getFirst().shape();
    }

    @Override
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
