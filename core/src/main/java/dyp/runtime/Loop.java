package dyp.runtime;

import dyp.op.Scan;
import dyp.op.ScanBody;
import dyp.op.Tensor;
import dyp.tensor.Slice;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A {@link Scan} as a step: its body's steps, run once per step of the sequences over the same memory, with the sequences'
 * elements copied in before and the outputs copied out after. {@link Workers} shares the body's tasks among the threads.
 */
public final class Loop implements Step {
    private final Scan scan;
    private final Step[] body;
    private final Slice[] inputs;
    private final Slice[] carried;
    private final Slice[] elements;
    private final Slice[] next;
    private final Slice[] outputs;
    private final Slice[] stacked;
    /** Where a value handed on waits while the carried value that it lies in is overwritten; null where it need not. */
    private final Slice[] waiting;

    /**
     * @param inputs the scan's inputs
     * @param output the scan's result
     * @param memory where the body's inputs lie: what {@link #give} said, and an element of each sequence that is used
     * @param results where the body's results lie
     * @param body the body's steps
     */
    public Loop(Scan scan, List<Slice> inputs, Slice output, Map<Tensor, Slice> memory, List<Slice> results, List<Step> body) {
        this.scan = scan;
        this.body = body.toArray(Step[]::new);
        this.inputs = inputs.toArray(Slice[]::new);
        ScanBody b = scan.body();
        carried = slices(b.carried(), memory);
        elements = slices(b.sequences(), memory);
        next = results.subList(0, carried.length).toArray(Slice[]::new);
        outputs = results.subList(carried.length, results.size()).toArray(Slice[]::new);
        stacked = IntStream.range(0, outputs.length).mapToObj(i -> part(scan, output, i)).toArray(Slice[]::new);
        waiting = IntStream.range(0, next.length).mapToObj(i -> overwritten(i) ? next[i].fresh() : null).toArray(Slice[]::new);
    }

    /** Where a body finds what it need not compute: constants where they lie, carried values at the end of the scan's result. */
    public static void give(Scan scan, List<Slice> inputs, Slice output, Map<Tensor, Slice> memory) {
        ScanBody b = scan.body();
        for (int i = 0; i < b.carried().size(); i++) {
            memory.put(b.carried().get(i), part(scan, output, b.outputs().size() + i));
        }
        int first = b.carried().size() + b.sequences().size();
        for (int i = 0; i < b.constants().size(); i++) {
            memory.put(b.constants().get(i), inputs.get(first + i));
        }
    }

    private static Slice part(Scan scan, Slice output, int i) {
        return output.part(scan.offset(i), scan.parts().get(i).size());
    }

    /** An element of a sequence that the body does not use has no memory. */
    private static Slice[] slices(List<Tensor> tensors, Map<Tensor, Slice> memory) {
        return tensors.stream().map(memory::get).toArray(Slice[]::new);
    }

    private boolean overwritten(int i) {
        return IntStream.range(0, i).anyMatch(k -> next[i].overlaps(carried[k]));
    }

    int length() {
        return scan.length();
    }

    Step[] body() {
        return body;
    }

    /** Once, before all steps. */
    void begin() {
        for (int i = 0; i < carried.length; i++) {
            inputs[i].copy(0, carried[i], 0, carried[i].length());
        }
    }

    /** Before the body runs for the {@code i}-th time. */
    void before(int i) {
        int step = step(i);
        for (int k = 0; k < elements.length; k++) {
            Slice element = elements[k];
            if (element != null) {
                inputs[carried.length + k].copy(step * element.length(), element, 0, element.length());
            }
        }
    }

    /** After the body ran for the {@code i}-th time. */
    void after(int i) {
        int step = step(i);
        for (int k = 0; k < outputs.length; k++) {
            outputs[k].copy(0, stacked[k], step * outputs[k].length(), outputs[k].length());
        }
        for (int k = 0; k < next.length; k++) {
            if (waiting[k] != null) {
                next[k].copy(0, waiting[k], 0, next[k].length());
            }
        }
        for (int k = 0; k < next.length; k++) {
            (waiting[k] == null ? next[k] : waiting[k]).copy(0, carried[k], 0, carried[k].length());
        }
    }

    private int step(int i) {
        return scan.reverse() ? scan.length() - 1 - i : i;
    }

    /** The whole loop on one thread. */
    @Override
    public void run(int task, int lane) {
        begin();
        for (int i = 0; i < length(); i++) {
            before(i);
            for (Step s : body) {
                for (int t = 0; t < s.tasks(); t++) {
                    s.run(t, lane);
                }
            }
            after(i);
        }
    }
}
