package dyp.train;

import dyp.metric.Metric;
import dyp.runtime.Program;
import dyp.store.Bundle;
import dyp.tensor.Slice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Running totals over batches: output 0 of a program is the batch's mean loss, the others are the metrics' totals. */
final class Totals {
    private final List<Metric> metrics;
    private final double[][] totals;
    private double loss;
    private long samples;

    Totals(List<Metric> metrics) {
        this.metrics = metrics;
        this.totals = new double[metrics.size()][];
    }

    void clear() {
        loss = 0;
        samples = 0;
        for (double[] t : totals) {
            if (t != null) {
                java.util.Arrays.fill(t, 0);
            }
        }
    }

    /** Adds what a program has just computed over a batch of n. */
    void add(Program program, int n) {
        loss += program.output(0).get(0) * n;
        samples += n;
        for (int i = 0; i < totals.length; i++) {
            Slice out = program.output(i + 1);
            if (totals[i] == null) {
                totals[i] = new double[out.length()];
            }
            for (int j = 0; j < totals[i].length; j++) {
                totals[i][j] += out.get(j);
            }
        }
    }

    /** Adds a mean loss over a batch of n alone. */
    void add(double mean, int n) {
        loss += mean * n;
        samples += n;
    }

    void save(Bundle state) {
        state.put("loss", loss).put("samples", samples);
        for (int i = 0; i < totals.length; i++) {
            if (totals[i] != null) {
                state.put("metric_" + i, totals[i]);
            }
        }
    }

    void restore(Bundle state) {
        loss = state.number("loss");
        samples = state.wide("samples");
        for (int i = 0; i < totals.length; i++) {
            totals[i] = state.has("metric_" + i) ? state.numbers("metric_" + i) : null;
        }
    }

    long samples() {
        return samples;
    }

    /** Mean loss over the samples so far. */
    double loss() {
        return loss / samples;
    }

    /** {@code loss} and every metric, each name with the prefix in front. */
    Map<String, Double> results(String prefix) {
        Map<String, Double> out = new LinkedHashMap<>();
        out.put(prefix + "loss", loss());
        for (int i = 0; i < totals.length; i++) {
            out.put(prefix + metrics.get(i).name(), totals[i] == null ? Double.NaN : metrics.get(i).result(totals[i]));
        }
        return out;
    }
}
