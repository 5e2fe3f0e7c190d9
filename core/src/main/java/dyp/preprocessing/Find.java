package dyp.preprocessing;

import dyp.op.Custom;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.tensor.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The number of each whole number in a vocabulary.
 *
 * @param keys the vocabulary, ascending
 * @param numbers and the number of each
 * @param oovStart the first number for what is not among them
 * @param oovNumbers how many such there are: by the remainder; with 0 it is an error
 */
record Find(NDArray keys, NDArray numbers, int oovStart, int oovNumbers) implements Custom {
    static Find of(Vocabulary<Integer> v) {
        List<Integer> tokens = new ArrayList<>(v.tokens());
        int[] numbers = IntStream.range(v.start(), v.size()).toArray();
        if (v.maskToken() != null) {
            tokens.add(v.maskToken());
            numbers = Arrays.copyOf(numbers, tokens.size());
            numbers[tokens.size() - 1] = v.maskIndex();
        }
        int[] all = numbers;
        int[] order = IntStream.range(0, tokens.size()).boxed().sorted(Comparator.comparing(tokens::get)).mapToInt(i -> i).toArray();
        return new Find(NDArray.of(Arrays.stream(order).map(tokens::get).toArray()), NDArray.of(Arrays.stream(order).map(i -> all[i]).toArray()),
                v.oovStart(), v.numOovIndices());
    }

    @Override
    public Shape shape(List<Tensor> inputs) {
        return inputs.getFirst().shape();
    }

    @Override
    public DType dtype(List<Tensor> inputs) {
        return DType.INT32;
    }

    @Override
    public List<Tensor> gradient(Tensor out, Tensor grad) {
        return Arrays.asList((Tensor) null);
    }

    @Override
    public void compute(List<Slice> inputs, Slice output) {
        for (int i = 0; i < output.length(); i++) {
            int x = (int) inputs.getFirst().get(i);
            int at = Arrays.binarySearch(keys.ints(), x);
            if (at < 0 && oovNumbers == 0) {
                throw new DypException(x + " is not in the vocabulary, and numOovIndices is 0. Add it, or set numOovIndices(1).");
            }
            output.set(i, at >= 0 ? numbers.ints()[at] : oovStart + Math.floorMod(x, oovNumbers));
        }
    }
}
