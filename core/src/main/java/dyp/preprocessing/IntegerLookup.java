package dyp.preprocessing;

import dyp.nn.Layer;
import dyp.nn.Scope;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whole numbers that mean something (int32, or float32 without fraction) as numbers from 0 on, encoded as the output mode says.
 *
 * @param invert whether to go back: numbers from 0 on to what they mean, always as INT
 */
public record IntegerLookup(Vocabulary<Integer> vocabulary, boolean invert) implements Layer, Lookup<Integer, IntegerLookup> {
    public IntegerLookup {
        if (invert && vocabulary.outputMode() != OutputMode.INT) {
            throw new DypException("What numbers mean is given as INT, but " + vocabulary.outputMode() + " was asked for.");
        }
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        if (invert) {
            // Anything outside reads 0, so tokens are looked up as their distance from the one for out of vocabulary.
            int oov = vocabulary.oovToken() == null ? 0 : vocabulary.oovToken();
            int[] distances = vocabulary.all().stream().mapToInt(t -> t == null ? 0 : t - oov).toArray();
            return Tensor.constant(NDArray.of(distances)).gather(0, x.cast(DType.INT32)).add(oov);
        }
        return vocabulary.encode(Tensor.make(Find.of(vocabulary), x.cast(DType.INT32)));
    }

    /** The same layer with the numbers of the data as its vocabulary, the most frequent first. */
    public IntegerLookup adapt(NDArray data) {
        return adapt(List.of(data));
    }

    /** The same over batches. */
    public IntegerLookup adapt(Iterable<NDArray> batches) {
        Map<Integer, Long> counts = new HashMap<>();
        for (NDArray batch : batches) {
            for (int i = 0; i < batch.size(); i++) {
                counts.merge((int) batch.at(i), 1L, Long::sum);
            }
        }
        return new IntegerLookup(vocabulary.adapted(counts, Comparator.naturalOrder()), invert);
    }

    @Override
    public IntegerLookup vocabulary(Vocabulary<Integer> v) {
        return new IntegerLookup(v, invert);
    }

    public IntegerLookup invert(boolean back) {
        return new IntegerLookup(vocabulary, back);
    }
}
