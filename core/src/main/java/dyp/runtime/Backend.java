package dyp.runtime;

import dyp.op.Tensor;
import java.util.List;

/** A machine that can run nodes: the seam between the compiler and the kernels. Found as a service, asked in order of rank. */
public interface Backend {
    /** A word for plans and messages. */
    String name();

    /** Higher is asked first. */
    int rank();

    /** Whether it can run this node. */
    boolean supports(Tensor node);

    /** How many floats of scratch the node wants while it runs, with this many lanes. */
    default long scratchFloats(Tensor node, int lanes) {
        return 0;
    }

    /**
     * Whether the node may write its result over this input of the same size, whose numbers nobody else needs: it has read what it
     * overwrites. A chain's elementwise inputs are no question to a backend.
     *
     * @param input the number of the input
     */
    default boolean overwrites(Tensor node, int input) {
        return false;
    }

    /** The node's work on these buffers: steps run one after another, each split into tasks. */
    List<Step> bind(Tensor node, Slices slices);
}
