package dyp.nn;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A sample's axes in another order: output axis i is input axis {@code dims.get(i - 1)}. The batch, axis 0, is not named.
 *
 * @param dims the numbers 1 to the sample's rank, in any order
 */
public record Permute(List<Integer> dims) implements Layer {
    public Permute {
        if (dims.isEmpty() || !dims.stream().sorted().toList().equals(IntStream.rangeClosed(1, dims.size()).boxed().toList())) {
            throw new DypException("permute takes the numbers 1 to the sample's rank, each once, but " + dims + " came.");
        }
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        if (x.shape().rank() != dims.size() + 1) {
            throw new DypException("permute" + dims + " orders samples of " + dims.size() + " axes, but they have " + (x.shape().rank() - 1) + ".");
        }
        return x.transpose(IntStream.concat(IntStream.of(0), dims.stream().mapToInt(Integer::intValue)).toArray());
    }
}
