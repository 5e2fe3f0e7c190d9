package dyp.runtime;

import dyp.tensor.Slice;
import java.util.List;

/**
 * The memory that one node is bound to.
 *
 * @param inputs the inputs' values, row-major
 * @param output where the result goes
 * @param scratch as many floats as the backend asked for, in use by this node alone while it runs; may be empty
 * @param lanes how many workers may run tasks at the same time; for the size of private scratch only, never for the
 *     split of the work
 */
public record Slices(List<Slice> inputs, Slice output, Slice scratch, int lanes) {
    public Slice input(int i) {
        return inputs.get(i);
    }
}
