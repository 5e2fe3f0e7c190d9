package dyp.nn;

import dyp.op.Tensor;

/** A function on every number of a layer's output. */
public enum Activation {
    /** x. */
    LINEAR {
        @Override
        public Tensor of(Tensor x) {
            return x;
        }
    },
    /** max(x, 0): Nair and Hinton 2010. */
    RELU {
        @Override
        public Tensor of(Tensor x) {
            return x.relu();
        }
    },
    /** 1 / (1 + e^-x). */
    SIGMOID {
        @Override
        public Tensor of(Tensor x) {
            return x.sigmoid();
        }
    },
    /** min(max(x + 3, 0), 6) / 6. */
    HARD_SIGMOID {
        @Override
        public Tensor of(Tensor x) {
            return x.add(3).clip(0, 6).div(6);
        }
    },
    /** (e^x - e^-x) / (e^x + e^-x). */
    TANH {
        @Override
        public Tensor of(Tensor x) {
            return x.tanh();
        }
    },
    /** e^x / sum e^x over the last axis. */
    SOFTMAX {
        @Override
        public Tensor of(Tensor x) {
            return x.softmax();
        }
    };

    public abstract Tensor of(Tensor x);
}
