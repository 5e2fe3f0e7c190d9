package dyp.nn;

import dyp.op.Tensor;
import java.util.List;

/** How the outputs of the two directions of a {@link Bidirectional} become one. */
public enum MergeMode {
    /** One behind the other along the last axis. */
    CONCAT {
        @Override
        List<Tensor> of(Tensor forward, Tensor backward) {
            return List.of(Tensor.concat(-1, forward, backward));
        }
    },
    SUM {
        @Override
        List<Tensor> of(Tensor forward, Tensor backward) {
            return List.of(forward.add(backward));
        }
    },
    MUL {
        @Override
        List<Tensor> of(Tensor forward, Tensor backward) {
            return List.of(forward.mul(backward));
        }
    },
    /** The mean of both. */
    AVE {
        @Override
        List<Tensor> of(Tensor forward, Tensor backward) {
            return List.of(forward.add(backward).div(2));
        }
    },
    /** Two outputs; Keras's None. */
    NONE {
        @Override
        List<Tensor> of(Tensor forward, Tensor backward) {
            return List.of(forward, backward);
        }
    };

    abstract List<Tensor> of(Tensor forward, Tensor backward);
}
