package dyp.bench;

import dyp.bench.Bench.Options;
import dyp.bench.Workload.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measures workloads, Dyp beside its peers: each in a process of its own, and where there are several, in both orders. */
record Race(List<Contender> contenders, Options options, List<String> machine) {
    /** A row of the table. */
    private record Row(Workload workload, Map<Contender, Result> results, Machine machine) {
        private Result dyp(List<Contender> all) {
            return results.get(all.getFirst());
        }
    }

    void run(List<Workload> workloads, Report report, boolean write) {
        report.machine(machine, contenders, options);
        Map<Integer, Machine> machines = new LinkedHashMap<>();
        machine.forEach(line -> {
            Machine m = Machine.parse(line);
            machines.put(m.threads(), m);
        });
        Report.Table table = report.workloads(contenders);
        System.out.println(table.head());
        for (Workload w : workloads.stream().filter(w -> !options.cpu || w.threads() < 2).toList()) {
            int threads = w.threads() > 0 ? w.threads() : options.threads;
            Row row = new Row(w, measure(w, threads), machines.getOrDefault(threads, machines.values().iterator().next()));
            if (row.dyp(contenders) != null) {
                System.out.println(table.add(w.id(), cells(row)));
                if (write) { // each row at once: a run over all peers takes an hour
                    report.write();
                }
            }
        }
    }

    private Map<Contender, Result> measure(Workload w, int threads) {
        List<Contender> order = new ArrayList<>(contenders.stream().filter(c -> c.does().test(w)).toList());
        Map<Contender, Result> results = new LinkedHashMap<>();
        int rounds = order.size() > 1 ? 2 : 1;
        for (int round = 0; round < rounds; round++) {
            for (Contender c : order) {
                boolean profile = options.profile && c == contenders.getFirst() && round == 0;
                Result r = c.measure(w, options.measurement(), threads, profile ? List.of("--profile") : List.of());
                if (r != null) {
                    results.merge(c, r, Result::and);
                }
            }
            order = order.reversed();
        }
        return results;
    }

    private List<String> cells(Row row) {
        Workload w = row.workload;
        Result dyp = row.dyp(contenders);
        List<String> cells = new ArrayList<>(List.of(w.title(), speed(w, dyp), time(dyp.median()), spread(dyp), String.format(Locale.ROOT, "%.2f",
                dyp.share(row.machine.bandwidth())), mebibytes(dyp)));
        List<Contender> peers = contenders.subList(1, contenders.size());
        for (Contender c : peers) {
            Result r = row.results.get(c);
            cells.add(r == null ? "" : speed(w, r));
        }
        row.results.entrySet().stream().filter(e -> e.getKey() != contenders.getFirst()).min(Comparator.comparingDouble(e -> e.getValue().median()))
                .ifPresentOrElse(best -> cells.addAll(List.of(best.getKey().name(), mebibytes(best.getValue()),
                        String.format(Locale.ROOT, "%.2f", best.getValue().median() / dyp.median()))), () -> cells.addAll(List.of("", "", "")));
        return cells;
    }

    /** Samples per second; of a product GFLOP/s. */
    private static String speed(Workload w, Result r) {
        double s = r.median();
        return w.kind() == Kind.MULTIPLY ? digits(w.products() / s / 1e9) + " GFLOP/s" : digits(w.samples() / s);
    }

    private static String digits(double v) {
        return String.format(Locale.ROOT, v < 100 ? "%.1f" : "%,.0f", v);
    }

    private static String time(double s) {
        return s < 1e-3 ? String.format(Locale.ROOT, "%.1f µs", s * 1e6) : String.format(Locale.ROOT, "%.2f ms", s * 1e3);
    }

    /** Slowest over fastest repetition: how quiet the machine was. */
    private static String spread(Result r) {
        double min = r.seconds().stream().min(Double::compare).orElseThrow(), max = r.seconds().stream().max(Double::compare).orElseThrow();
        return String.format(Locale.ROOT, "%.2f", max / min);
    }

    private static String mebibytes(Result r) {
        return String.format(Locale.ROOT, "%.0f", r.number("rss") / (1 << 20));
    }
}
