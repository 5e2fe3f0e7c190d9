package dyp.train;

import dyp.data.Batch;
import dyp.data.Dataset;
import dyp.data.Field;
import dyp.nn.Body;
import dyp.nn.Input;
import dyp.op.Tensor;
import dyp.runtime.Program;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.tensor.Slice;
import java.util.ArrayList;
import java.util.List;

/** How a batch gets into a program: the fields that the program was made for, in the order in which data bring them. */
record Feed(List<Field> fields) {
    Feed {
        fields = List.copyOf(fields);
    }

    /** A batch as the programs take it: inputs as the model was built, targets and weights as the data bring them. */
    static Feed of(Model model, Dataset data) {
        int inputs = model.fields().size();
        List<Field> fields = new ArrayList<>(model.fields());
        fields.addAll(data.fields().subList(inputs, data.fields().size()));
        return new Feed(fields);
    }

    /** Fields as inputs of a graph. */
    static List<Tensor> symbols(List<Field> fields, int n) {
        return fields.stream().map(f -> Tensor.input(f.name(), f.dtype(), f.batch(n))).toList();
    }

    /** A body's inputs for samples of these shapes. */
    static List<Field> inputs(Body body, List<Shape> samples) {
        List<Input> declared = body.inputs();
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            DType dtype = i < declared.size() ? declared.get(i).dtype() : DType.FLOAT32;
            fields.add(new Field(samples.size() == 1 ? "x" : "x" + i, dtype, samples.get(i)));
        }
        return List.copyOf(fields);
    }

    /** Whether the last field weighs the samples. */
    boolean weighted() {
        return fields.getLast().name().equals("w");
    }

    /** Copies a batch straight into a program's memory; whole numbers become floats where the program takes floats. Allocates nothing. */
    void load(Dataset data, int from, int n, Program program) {
        for (int i = 0; i < fields.size(); i++) {
            Slice slice = program.input(fields.get(i).name());
            // A loss may leave a field out.
            if (slice != null) {
                data.copy(i, from, n, slice);
            }
        }
    }

    /** The same from a batch whose arrays are of the fields' own types. */
    void load(Batch batch, Program program) {
        for (int i = 0; i < fields.size(); i++) {
            require(fields.get(i), batch.array(i), batch.size());
            Slice slice = program.input(fields.get(i).name());
            if (slice != null) {
                slice.load(batch.array(i));
            }
        }
    }

    private static void require(Field field, NDArray given, int n) {
        if (given == null) {
            throw new DypException("This step takes weights of samples, but the batch has none. Give it an array of ones.");
        }
        if (given.dtype() != field.dtype() || !fits(field.sample(), given.shape()) || given.shape().dim(0) != n) {
            throw new DypException("This step takes " + field.name() + " as " + field.dtype() + field.batch(n) + ", but " + given.dtype()
                    + given.shape() + " came. Reshape the batch, or make a step for other data.");
        }
    }

    /** Whether a batch holds samples of this shape. Allocates nothing. */
    static boolean fits(Shape sample, Shape batch) {
        if (batch.rank() != sample.rank() + 1) {
            return false;
        }
        for (int i = 0; i < sample.rank(); i++) {
            if (batch.dim(i + 1) != sample.dim(i)) {
                return false;
            }
        }
        return true;
    }
}
