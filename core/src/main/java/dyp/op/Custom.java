package dyp.op;

import dyp.tensor.Slice;
import java.util.List;

/** An op of the user's own: its shape rule, its gradient, and a plain loop that computes it. Implement it as a record. */
public non-sealed interface Custom extends Op {
    /** Computes the output from the inputs; all lie row-major. Called on one thread; must not keep state. */
    void compute(List<Slice> inputs, Slice output);
}
