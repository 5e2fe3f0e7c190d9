package dyp.op;

import dyp.tensor.DType;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The gradient of a scan is a scan the other way: it carries the gradients with respect to the carried values, and each of its
 * steps is the body's step backwards. What that needs of the forward steps is kept by one more forward scan, which the compiler
 * makes one loop with the first; {@link ScanResiduals} says what is kept. Gradients with respect to constants are summed over
 * the steps, outside of the loop where {@link ScanTotals} knows how.
 */
final class ScanGradient {
    /** Far below what changes a weight, and far enough above 1e-38 that a step's products stay there as well. */
    private static final double FADED = 1e-30;

    private final Scan scan;
    private final ScanBody body;
    private final Tensor out;
    private final List<Tensor> sequences;
    private final List<Tensor> constants;

    /** What a backward step reads or keeps of its own step, and the same of all steps. */
    private final Map<Tensor, Tensor> elements = new LinkedHashMap<>();

    ScanGradient(Scan scan, Tensor out) {
        this.scan = scan;
        this.body = scan.body();
        this.out = out;
        int carried = body.carried().size();
        int given = carried + body.sequences().size();
        sequences = out.inputs().subList(carried, given);
        constants = out.inputs().subList(given, out.inputs().size());
    }

    List<Tensor> of(Tensor grad, Predicate<Tensor> needed) {
        Map<Tensor, Tensor> seeds = new LinkedHashMap<>();
        List<Tensor> carried = new ArrayList<>();
        List<Tensor> last = new ArrayList<>();
        seed(grad, seeds, carried, last);
        List<Tensor> asked = new ArrayList<>(body.carried());
        asked.addAll(asked(body.sequences(), sequences, needed));
        asked.addAll(asked(body.constants(), constants, needed));
        Map<Tensor, Tensor> grads = Backward.of(seeds, asked);

        List<Tensor> next = new ArrayList<>(body.carried().stream().map(c -> carriedBack(grads.get(c), c)).toList());
        ScanTotals totals = new ScanTotals(scan.length());
        for (Tensor k : body.constants()) {
            if (grads.containsKey(k) && !totals.add(k, grads.get(k))) {
                carried.add(Tensor.input("", DType.FLOAT32, k.shape()));
                next.add(grads.get(k).add(carried.getLast()));
                last.add(zeros(k.shape()));
            }
        }
        Set<Tensor> kept = new LinkedHashSet<>(body.sequences().stream().filter(grads::containsKey).map(grads::get).toList());
        kept.addAll(totals.stacked());
        Scan.Result back = back(carried, last, next, kept);
        return gradients(grads, totals, back);
    }

    /** Runs the backward steps; then {@link #elements} knows all steps' values of what is to be kept. */
    private Scan.Result back(List<Tensor> carried, List<Tensor> last, List<Tensor> next, Set<Tensor> kept) {
        List<Tensor> roots = new ArrayList<>(next);
        roots.addAll(kept);
        remember(ScanResiduals.of(body, roots));
        List<Tensor> outputs = kept.stream().filter(t -> !elements.containsKey(t)).toList();
        ScanBody.Closed closed = ScanBody.close(carried, List.copyOf(elements.keySet()), next, outputs);
        List<Tensor> inputs = new ArrayList<>(last);
        inputs.addAll(elements.values());
        inputs.addAll(around(closed.captured()));
        Scan.Result back = Scan.make(new Scan(closed.body(), scan.length(), !scan.reverse()), inputs);
        for (int i = 0; i < outputs.size(); i++) {
            elements.put(outputs.get(i), back.outputs().get(i));
        }
        return back;
    }

    /** One per input of the scan; null where none was asked for or none flows. */
    private List<Tensor> gradients(Map<Tensor, Tensor> grads, ScanTotals totals, Scan.Result back) {
        List<Tensor> result = new ArrayList<>(back.last().subList(0, body.carried().size()));
        body.sequences().forEach(s -> result.add(elements.get(grads.get(s))));
        int summed = body.carried().size();
        for (Tensor k : body.constants()) {
            Tensor total = totals.of(k, elements);
            result.add(total != null ? total : grads.containsKey(k) ? back.last().get(summed++) : null);
        }
        return result;
    }

    /** The gradients that arrive: with respect to what a step hands on, and to its outputs. */
    private void seed(Tensor grad, Map<Tensor, Tensor> seeds, List<Tensor> carried, List<Tensor> last) {
        List<Shape> parts = scan.parts();
        int outputs = body.outputs().size();
        for (int i = 0; i < parts.size(); i++) {
            Tensor part = ScanParts.of(grad, scan.offset(i), scan.offset(i) + parts.get(i).size());
            if (i < outputs && part != null) {
                Tensor output = body.outputs().get(i);
                Tensor element = Tensor.input("", DType.FLOAT32, output.shape());
                elements.put(element, part.reshape(parts.get(i)));
                seeds.merge(output, element, Tensor::add);
            } else if (i >= outputs) {
                Tensor handed = body.next().get(i - outputs);
                carried.add(Tensor.input("", DType.FLOAT32, handed.shape()));
                last.add(part == null ? zeros(handed.shape()) : part.reshape(handed.shape()));
                seeds.merge(handed, carried.getLast(), Tensor::add);
            }
        }
    }

    private static List<Tensor> asked(List<Tensor> inside, List<Tensor> outside, Predicate<Tensor> needed) {
        return inside.stream().filter(t -> t.dtype() == DType.FLOAT32 && needed.test(outside.get(inside.indexOf(t)))).toList();
    }

    /** The backward step reads these of the forward step: they are sequences as they came, outputs, or kept by one more scan. */
    private void remember(List<Tensor> residuals) {
        List<Tensor> more = residuals.stream().filter(t -> !body.sequences().contains(t) && !body.outputs().contains(t)).toList();
        List<Tensor> kept = more.isEmpty() ? List.of()
                : Scan.make(new Scan(body.outputs(more), scan.length(), scan.reverse()), out.inputs()).outputs();
        for (Tensor t : residuals) {
            int output = body.outputs().indexOf(t);
            elements.put(t, body.sequences().contains(t) ? sequences.get(body.sequences().indexOf(t))
                    : output >= 0 ? scan.part(out, output) : kept.get(more.indexOf(t)));
        }
    }

    /** What the backward step takes from around it, out of the body: the body's constants are the scan's inputs. */
    private List<Tensor> around(List<Tensor> captured) {
        Map<Tensor, Tensor> instead = new HashMap<>();
        for (int i = 0; i < constants.size(); i++) {
            instead.put(body.constants().get(i), constants.get(i));
        }
        return Graphs.replace(captured, instead);
    }

    /**
     * What goes on to the step before. A gradient that fades from step to step ends as 0: with numbers below 1e-38, where a float
     * begins to lose digits, processors take a hundred times as long (seen: a training step of an LSTM over 500 steps, 330 ms to 75).
     */
    private static Tensor carriedBack(Tensor grad, Tensor carried) {
        return grad == null ? zeros(carried.shape()) : Tensor.where(grad.abs().less(Tensor.scalar(FADED)), Tensor.scalar(0), grad);
    }

    private static Tensor zeros(Shape shape) {
        return Tensor.scalar(0).broadcastTo(shape);
    }
}
