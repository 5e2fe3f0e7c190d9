package dyp.bench;

import dyp.runtime.Program;
import dyp.runtime.Program.Timing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where the time of a program goes, by the kind of its steps: what to make faster next. */
final class Profile {
    private static final int KINDS = 14, LINES = 12;

    private Profile() {}

    /** The kinds of steps and the slowest lines. @param peak operations per second of the machine */
    static String of(Program program, double peak) {
        List<Timing> timings = program.timings(15);
        Map<String, List<Timing>> kinds = new LinkedHashMap<>();
        timings.forEach(t -> kinds.computeIfAbsent(t.line().op(), _ -> new ArrayList<>()).add(t));
        double total = nanos(timings);
        StringBuilder out = new StringBuilder(String.format(Locale.ROOT, "%.3f ms in %d steps%n%9s %6s %5s %8s %5s %6s  %s%n", total / 1e6, timings.size(),
                "time, ms", "share", "steps", "GFLOP/s", "peak", "GB/s", "kind of step"));
        kinds.entrySet().stream().sorted(Comparator.comparingDouble(e -> -nanos(e.getValue()))).limit(KINDS)
                .forEach(e -> out.append(row(e.getValue(), total, peak, e.getKey())));
        out.append("the slowest steps\n");
        timings.stream().sorted(Comparator.comparingDouble(t -> -t.nanos())).limit(LINES).forEach(t -> out.append(row(List.of(t), total, peak,
                t.line().op() + " " + t.line().path() + " " + t.line().shape())));
        return out.toString();
    }

    private static String row(List<Timing> steps, double total, double peak, String name) {
        double nanos = nanos(steps), flops = steps.stream().mapToDouble(t -> t.line().cost().flops()).sum();
        double bytes = steps.stream().mapToDouble(t -> t.line().cost().bytes()).sum();
        return String.format(Locale.ROOT, "%9.3f %5.1f%% %5d %8.1f %5.2f %6.1f  %s%n", nanos / 1e6, 100 * nanos / total, steps.size(), flops / nanos,
                flops / nanos * 1e9 / peak, bytes / nanos, name.length() > 80 ? name.substring(0, 79) + "…" : name);
    }

    private static double nanos(List<Timing> steps) {
        return steps.stream().mapToDouble(Timing::nanos).sum();
    }
}
