package dyp.compile;

import dyp.op.Scan;
import dyp.op.ScanBody;
import dyp.op.Tensor;
import dyp.op.View;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Makes one loop of scans that take the same steps and only keep different things of them. A gradient asks for more of the
 * forward steps than the forward pass does, and its op cannot know of the other's.
 */
final class Scans {
    /** What scans have in common that take the same steps. */
    private record Steps(ScanBody body, int length, boolean reverse, List<Tensor> inputs) {
        static Steps of(Tensor t, Scan scan) {
            return new Steps(scan.body().outputs(List.of()), scan.length(), scan.reverse(), t.inputs());
        }
    }

    private final Map<Steps, Set<Tensor>> outputs = new HashMap<>();
    private final Map<Steps, Integer> count = new HashMap<>();
    private final Map<Steps, Tensor> merged = new HashMap<>();

    private Scans() {}

    static Graph merge(Graph graph) {
        Scans pass = new Scans();
        for (Tensor t : graph.sorted()) {
            if (t.op() instanceof Scan scan) {
                Steps steps = Steps.of(t, scan);
                pass.outputs.computeIfAbsent(steps, s -> new LinkedHashSet<>()).addAll(scan.body().outputs());
                pass.count.merge(steps, 1, Integer::sum);
            }
        }
        return pass.count.values().stream().allMatch(n -> n == 1) ? graph : graph.rewrite(pass::rewrite);
    }

    private Tensor rewrite(Tensor old, List<Tensor> inputs) {
        if (old.op() instanceof Scan scan && count.get(Steps.of(old, scan)) > 1) {
            Tensor whole = whole(old, scan, inputs);
            Tensor[] parts = IntStream.range(0, scan.parts().size()).mapToObj(i -> part(whole, scan, i, 0, scan.parts().get(i).size()))
                    .toArray(Tensor[]::new);
            return parts.length == 1 ? parts[0] : Tensor.concat(0, parts);
        }
        if (old.op() instanceof View.Slice s && old.input(0).op() instanceof Scan scan && s.step().getFirst() == 1) {
            Tensor whole = merged.get(Steps.of(old.input(0), scan));
            int from = s.start().getFirst();
            int part = whole == null ? -1 : partAt(scan, from, s.size().getFirst());
            if (part >= 0) {
                return part(whole, scan, part, from - scan.offset(part), s.size().getFirst());
            }
        }
        return Graph.rebuild(old, old.op(), inputs);
    }

    private Tensor whole(Tensor old, Scan scan, List<Tensor> inputs) {
        Steps steps = Steps.of(old, scan);
        return merged.computeIfAbsent(steps, k -> old.with(new Scan(scan.body().outputs(List.copyOf(outputs.get(steps))), scan.length(),
                scan.reverse()), inputs));
    }

    /** The part of a scan's result that a stretch lies in; -1 where it reaches over several. */
    private static int partAt(Scan scan, int from, int size) {
        return IntStream.range(0, scan.parts().size())
                .filter(i -> scan.offset(i) <= from && from + size <= scan.offset(i) + scan.parts().get(i).size()).findFirst().orElse(-1);
    }

    /** The stretch of the merged scan's result that was one of a scan's part. */
    private static Tensor part(Tensor whole, Scan scan, int part, int from, int size) {
        Scan merged = (Scan) whole.op();
        int outputs = scan.body().outputs().size();
        int now = part < outputs ? merged.body().outputs().indexOf(scan.body().outputs().get(part))
                : merged.body().outputs().size() + part - outputs;
        int at = merged.offset(now) + from;
        return whole.slice(0, at, at + size);
    }
}
