package dyp.op;

import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A loop over the steps of sequences, with values carried from each step to the next: one op, however long the sequences
 * are. Its body is traced once; use {@link #run}.
 *
 * <p>Inputs: the carried values' first ones, the sequences (length, ...), the constants. The result is one flat vector, as an
 * op has one output: the body's outputs, each over all steps (length, ...), and then the last carried values. A sequence's
 * element and an output's element at one index belong to the same step, in either direction.
 *
 * @param length how many steps, at least 1
 * @param reverse from the last step to the first
 */
public record Scan(ScanBody body, int length, boolean reverse) implements Op {
    /** What a step does. */
    @FunctionalInterface
    public interface Step {
        /**
         * @param carried what the step before handed on
         * @param sequences this step's element of each sequence
         */
        Next of(List<Tensor> carried, List<Tensor> sequences);
    }

    /**
     * What a step gives.
     *
     * @param carried what it hands on: as many tensors as were carried in, float32, of the same shapes
     * @param outputs what it puts out, float32; kept for every step
     */
    public record Next(List<Tensor> carried, List<Tensor> outputs) {}

    /**
     * @param outputs each output over all steps, (length, ...)
     * @param last the carried values after all steps
     */
    public record Result(List<Tensor> outputs, List<Tensor> last) {}

    /**
     * Runs a step along sequences. What else the step uses, as weights, is taken from around it; what in it depends on
     * neither the carried values nor the sequences is computed once, before the loop. Random numbers in it are drawn once, too.
     *
     * @param first the carried values before the first step, float32
     * @param sequences (length, ...); there may be none
     * @throws DypException where what is carried on or in does not fit
     */
    public static Result run(int length, boolean reverse, List<Tensor> first, List<Tensor> sequences, Step step) {
        sequences.forEach(s -> requireLength(s, length));
        List<Tensor> carried = first.stream().map(t -> stand(t, t.shape())).toList();
        List<Tensor> elements = sequences.stream().map(t -> stand(t, t.shape().sample())).toList();
        Next next = step.of(carried, elements);
        ScanBody.Closed closed = ScanBody.close(carried, elements, next.carried(), next.outputs());
        List<Tensor> inputs = new ArrayList<>(first);
        inputs.addAll(sequences);
        inputs.addAll(closed.captured());
        return make(new Scan(closed.body(), length, reverse), inputs);
    }

    private static Tensor stand(Tensor t, Shape shape) {
        return Tensor.input("", t.dtype(), shape);
    }

    /** The scan of these inputs, cut into its parts. */
    static Result make(Scan scan, List<Tensor> inputs) {
        Tensor flat = Tensor.make(scan, inputs);
        int outputs = scan.body.outputs().size();
        return new Result(IntStream.range(0, outputs).mapToObj(i -> scan.part(flat, i)).toList(),
                IntStream.range(outputs, scan.parts().size()).mapToObj(i -> scan.part(flat, i)).toList());
    }

    /** The shapes that lie behind one another in the result: the outputs over all steps, the last carried values. */
    public List<Shape> parts() {
        List<Shape> parts = new ArrayList<>();
        body.outputs().forEach(o -> parts.add(o.shape().batch(length)));
        body.carried().forEach(c -> parts.add(c.shape()));
        return parts;
    }

    /** Where a part begins in the result. */
    public int offset(int part) {
        return parts().subList(0, part).stream().mapToInt(Shape::size).sum();
    }

    Tensor part(Tensor flat, int i) {
        return flat.slice(0, offset(i), offset(i + 1)).reshape(parts().get(i));
    }

    @Override
    public Shape shape(List<Tensor> inputs) {
        int carried = body.carried().size();
        int sequences = body.sequences().size();
        if (length < 1) {
            throw new DypException("[scan] runs over 1 step or more, but the length is " + length + ".");
        }
        for (int i = 0; i < carried; i++) {
            require("carried value " + i, body.carried().get(i).shape(), inputs.get(i).shape());
        }
        inputs.subList(carried, carried + sequences).forEach(s -> requireLength(s, length));
        long size = parts().stream().mapToLong(Shape::size).sum();
        if (size > Integer.MAX_VALUE) {
            throw new DypException("[scan] over " + length + " steps keeps " + size + " numbers, more than an array can hold. Use a smaller batch or"
                    + " shorter sequences.");
        }
        return Shape.of((int) size);
    }

    static void require(String what, Shape expected, Shape came) {
        if (!came.equals(expected)) {
            throw new DypException("[scan] " + what + " is " + expected + " but " + came + " came. A step hands on what it was given, in the same shape.");
        }
    }

    private static void requireLength(Tensor sequence, int length) {
        if (sequence.shape().rank() == 0 || sequence.shape().dim(0) != length) {
            throw new DypException("[scan] runs over " + length + " steps along the first axis, but a sequence is " + sequence.shape() + ".");
        }
    }

    @Override
    public List<Tensor> gradient(Tensor out, Tensor grad) {
        return gradient(out, grad, t -> true);
    }

    @Override
    public List<Tensor> gradient(Tensor out, Tensor grad, Predicate<Tensor> needed) {
        return new ScanGradient(this, out).of(grad, needed);
    }
}
