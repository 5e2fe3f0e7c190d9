package dyp.nn;

import dyp.op.Scan;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A recurrent layer run along one input.
 *
 * @param all the output of every step, in the order of the input's steps, (batch, steps, ...); null where only the last is asked for
 * @param last the output of the step taken last
 * @param states the states after it
 * @param mask the input's mask, or null
 */
record RecurrentRun(Recurrence recurrence, Tensor all, Tensor last, List<Tensor> states, Tensor mask) {
    static RecurrentRun of(Recurrent<?> layer, List<Tensor> inputs, Scope scope) {
        Tensor x = inputs.getFirst();
        Checks.rankAtLeast(3, x, "(batch, steps, features)");
        Recurrence r = layer.recurrence();
        int steps = x.shape().dim(1);
        Recurrent.Cell cell = layer.cell(swapped(x), scope);
        Tensor mask = scope.mask(x);
        List<Tensor> sequences = new ArrayList<>(List.of(cell.inputs()));
        if (mask != null) {
            sequences.add(besides(swapped(mask), cell.states().getFirst()));
        }
        Scan.Result result = Scan.run(steps, r.goBackwards(), first(cell.states(), inputs), sequences, (states, now) -> {
            List<Tensor> next = cell.step().of(states, now.getFirst());
            Tensor output = next.getFirst();
            if (mask != null) {
                List<Tensor> made = next;
                next = IntStream.range(0, made.size()).mapToObj(i -> Tensor.where(now.get(1), made.get(i), states.get(i))).toList();
                output = r.zeroOutputForMask() ? zeroed(output, now.get(1)) : next.getFirst();
            }
            return new Scan.Next(next, r.returnSequences() ? List.of(output) : List.of());
        });
        Tensor last = result.last().getFirst();
        if (mask != null && r.zeroOutputForMask()) {
            int at = r.goBackwards() ? 0 : steps - 1;
            last = zeroed(last, besides(mask.slice(1, at, at + 1).reshape(mask.shape().dim(0)), last.shape()));
        }
        return new RecurrentRun(r, r.returnSequences() ? swapped(result.outputs().getFirst()) : null, last, result.last(), mask);
    }

    /** What the layer gives. */
    List<Tensor> outputs(Scope scope) {
        List<Tensor> outputs = new ArrayList<>();
        outputs.add(all == null ? last : recurrence.goBackwards() ? turned(all) : all);
        if (all != null && mask != null) {
            scope.mask(outputs.getFirst(), mask);
        }
        if (recurrence.returnState()) {
            outputs.addAll(states);
        }
        return outputs;
    }

    private static List<Tensor> first(List<Shape> states, List<Tensor> inputs) {
        if (inputs.size() == 1) {
            return states.stream().map(s -> Tensor.scalar(0).broadcastTo(s)).toList();
        }
        List<Tensor> given = inputs.subList(1, inputs.size());
        if (!given.stream().map(Tensor::shape).toList().equals(states)) {
            throw new DypException("The layer's states are " + states + ", but the first states given are "
                    + given.stream().map(Tensor::shape).toList() + ". Give one tensor per state, or none.");
        }
        return given;
    }

    /** Batch and steps in each other's place. */
    private static Tensor swapped(Tensor x) {
        int[] order = IntStream.range(0, x.shape().rank()).toArray();
        order[0] = 1;
        order[1] = 0;
        return x.transpose(order);
    }

    /** The steps in the opposite order. */
    static Tensor turned(Tensor x) {
        int steps = x.shape().dim(1);
        return x.gather(1, Tensor.constant(NDArray.of(IntStream.range(0, steps).map(i -> steps - 1 - i).toArray())));
    }

    /** A mask, (..., batch), with as many axes of length 1 behind as a state, (batch, ...), has. */
    private static Tensor besides(Tensor mask, Shape state) {
        int[] dims = java.util.Arrays.copyOf(mask.shape().dims(), mask.shape().rank() + state.rank() - 1);
        java.util.Arrays.fill(dims, mask.shape().rank(), dims.length, 1);
        return mask.reshape(dims);
    }

    private static Tensor zeroed(Tensor output, Tensor mask) {
        return Tensor.where(mask, output, Tensor.scalar(0));
    }
}
