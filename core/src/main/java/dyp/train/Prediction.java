package dyp.train;

import dyp.runtime.Program;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Slice;

/** Runs samples through programs, in batches. */
final class Prediction {
    private Prediction() {}

    static NDArray run(ProgramPool pool, NDArray x, int batchSize) {
        int rows = x.shape().dim(0);
        if (rows == 0) {
            throw new DypException("predict was given no samples: x has shape " + x.shape() + ".");
        }
        if (x.dtype() != DType.FLOAT32) {
            throw new DypException("predict takes float32 samples, but " + x.dtype() + x.shape() + " came. Turn them with x.toFloat().");
        }
        NDArray out = null;
        for (int from = 0; from < rows; from += batchSize) {
            int n = Math.min(batchSize, rows - from);
            Program program = pool.take(n);
            Slice in = program.input("x");
            System.arraycopy(x.floats(), from * (in.length() / n), in.floats(), in.offset(), in.length());
            program.run();
            if (n == rows) {
                out = program.value(0);
            } else {
                out = out == null ? NDArray.zeros(program.shape(0).with(0, rows)) : out;
                Slice y = program.output(0);
                System.arraycopy(y.floats(), y.offset(), out.floats(), from * (y.length() / n), y.length());
            }
            pool.giveBack(n, program);
        }
        return out;
    }
}
