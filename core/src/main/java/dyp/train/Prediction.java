package dyp.train;

import dyp.data.Field;
import dyp.runtime.Program;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.tensor.Slice;
import java.util.List;
import java.util.stream.IntStream;

/** Runs samples through programs, in batches. */
final class Prediction {
    private Prediction() {}

    /** The first output for samples that make one batch. */
    static NDArray one(ProgramPool pool, NDArray x) {
        int n = x.shape().dim(0);
        Program program = pool.take(n);
        load(program.input("x"), x, 0, n);
        program.run();
        NDArray y = program.value(0);
        pool.giveBack(n, program);
        return y;
    }

    /** @return the program's outputs for all rows */
    static List<NDArray> run(ProgramPool pool, List<Field> fields, List<NDArray> inputs, int batchSize) {
        int rows = inputs.getFirst().shape().dim(0);
        for (NDArray x : inputs) {
            if (x.shape().dim(0) != rows) {
                throw new DypException("predict takes as many rows of each input, but inputs of " + inputs.stream().map(NDArray::shape).toList() + " came.");
            }
        }
        if (rows == 0) {
            throw new DypException("predict was given no samples: x has shape " + inputs.getFirst().shape() + ".");
        }
        NDArray[] out = null;
        for (int from = 0; from < rows; from += batchSize) {
            int n = Math.min(batchSize, rows - from);
            Program program = pool.take(n);
            for (int i = 0; i < fields.size(); i++) {
                load(program.input(fields.get(i).name()), inputs.get(i), from, n);
            }
            program.run();
            if (n == rows) {
                out = IntStream.range(0, program.outputs()).mapToObj(program::value).toArray(NDArray[]::new);
            } else {
                out = out == null ? IntStream.range(0, program.outputs()).mapToObj(i -> NDArray.zeros(program.type(i), program.shape(i).with(0, rows)))
                        .toArray(NDArray[]::new) : out;
                for (int i = 0; i < out.length; i++) {
                    Slice y = program.output(i);
                    Object source = y.dtype() == DType.FLOAT32 ? y.floats() : y.ints();
                    System.arraycopy(source, y.offset(), out[i].data(), from * (y.length() / n), y.length());
                }
            }
            pool.giveBack(n, program);
        }
        return List.of(out);
    }

    /** Rows of an input; whole numbers become floats where the program takes floats, and the other way round. */
    private static void load(Slice into, NDArray x, int from, int n) {
        if (into == null) {
            return;
        }
        int first = from * (into.length() / n);
        if (into.dtype() == x.dtype()) {
            System.arraycopy(x.data(), first, x.dtype() == DType.FLOAT32 ? into.floats() : into.ints(), into.offset(), into.length());
            return;
        }
        for (int i = 0; i < into.length(); i++) {
            into.set(i, x.at(first + i));
        }
    }

    /** @param sample what the model was built for; null where it was not yet */
    static void requireBatch(NDArray x, Shape sample) {
        if (x.shape().rank() == 0) {
            throw new DypException("predict takes a batch of samples, but one number came.");
        }
        if (sample != null && x.shape().equals(sample)) {
            throw new DypException("predict takes a batch of samples, (n, ...), but one sample of " + sample + " came. Use reshape("
                    + sample.batch(1).toString().replaceAll("[()]", "") + ").");
        }
    }
}
