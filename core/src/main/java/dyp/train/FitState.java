package dyp.train;

import dyp.op.Leaf.Variable;
import dyp.store.Bundle;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where a fit is: epoch, step, running totals, history. With the model's and the optimizer's variables and what callbacks
 * remember, that is all there is: whoever restores it goes on to the same bits. Dropout needs nothing, its random numbers are a
 * function of seed and step; nor does shuffling, whose order is a function of seed and {@link #order}.
 */
final class FitState {
    private static final String MODEL = "model";
    private static final String OPTIMIZER = "optimizer";
    private static final String FIT = "fit";
    private static final String HISTORY = "history";
    private static final String CALLBACKS = "callbacks";

    final Totals totals;
    final List<Map<String, Double>> history = new ArrayList<>();
    /** The epoch's figures once it is over; null while it is under way. */
    Map<String, Double> finished;
    /** From 1; 0 before the first. */
    int epoch;
    int step;
    /** What this epoch's order of samples was made from: the optimizer's step when it began. */
    int order;
    long epochNanos;
    boolean stopped;
    boolean swapped;
    /** Of the epochs that are over. */
    double seconds;
    long samples;

    FitState(Totals totals) {
        this.totals = totals;
    }

    boolean underWay() {
        return epoch > 0 && finished == null;
    }

    void beginEpoch(int order) {
        epoch++;
        step = 0;
        this.order = order;
        finished = null;
        epochNanos = 0;
        totals.clear();
    }

    void stepDone(long nanos) {
        step++;
        epochNanos += nanos;
    }

    void endEpoch(Map<String, Double> logs) {
        finished = logs;
        history.add(logs);
        seconds += epochNanos / 1e9;
        samples += totals.samples();
    }

    // ---- saving

    Bundle save(Training t) {
        Bundle all = new Bundle();
        Bundle fit = all.child(FIT);
        identity(t).forEach(fit::put);
        fit.put("epoch", epoch).put("step", step).put("order", order).put("under_way", finished == null).put("stopped", stopped)
                .put("swapped", swapped).put("epoch_nanos", epochNanos).put("seconds", seconds).put("samples", samples);
        totals.save(fit.child("totals"));
        Set<String> names = new LinkedHashSet<>();
        history.forEach(e -> names.addAll(e.keySet()));
        for (String name : names) {
            all.child(HISTORY).put(name, history.stream().mapToDouble(e -> e.getOrDefault(name, Double.NaN)).toArray());
        }
        callbacks(t).forEach((name, callback) -> callback.save(all.child(CALLBACKS).child(name)));
        put(all.child(MODEL), t.model().variables());
        put(all.child(OPTIMIZER), t.trainingStep().variables());
        return all;
    }

    private static void put(Bundle part, List<Variable> variables) {
        variables.forEach(v -> part.put(name(v), v.value()));
    }

    /** The optimizer's variables lie under "optimizer" anyway. */
    private static String name(Variable v) {
        return v.name().startsWith(OPTIMIZER + "/") ? v.name().substring(OPTIMIZER.length() + 1) : v.name();
    }

    /** What a fit has to have in common with the one that was saved. The number of epochs may be another. */
    private static Map<String, String> identity(Training t) {
        Map<String, String> same = new LinkedHashMap<>();
        same.put("seed", Long.toString(t.model().seed()));
        same.put("data_size", Integer.toString(t.size()));
        same.put("batch_size", Integer.toString(t.options().batchSize()));
        same.put("shuffle", Boolean.toString(t.options().shuffle()));
        return same;
    }

    /** Each callback under its class's name, and the second of a class under a number as well. */
    private static Map<String, Callback> callbacks(Training t) {
        Map<String, Callback> named = new LinkedHashMap<>();
        Map<String, Integer> seen = new HashMap<>();
        for (Callback c : t.callbacks()) {
            String name = c.getClass().getName().replaceAll(".*[.]", "");
            int count = seen.merge(name, 1, Integer::sum);
            named.put(count == 1 ? name : name + "_" + (count - 1), c);
        }
        return named;
    }

    // ---- going on

    /** Changes nothing. */
    void check(Training t, Bundle saved) {
        Bundle fit = saved.child(FIT);
        identity(t).forEach((name, value) -> {
            if (!fit.text(name).equals(value)) {
                throw new DypException("The checkpoint is of a fit with " + name + " " + fit.text(name) + ", but this one has " + value
                        + ". Go on with the same options and data, or remove the checkpoint to start from the beginning.");
            }
        });
        check(saved.child(MODEL), t.model().variables(), "model");
        check(saved.child(OPTIMIZER), t.trainingStep().variables(), "optimizer");
    }

    private static void check(Bundle part, List<Variable> variables, String what) {
        String remedy = ". Go on with the same " + what + ", or remove the checkpoint to start from the beginning.";
        for (Variable v : variables) {
            NDArray saved = part.has(name(v)) ? part.array(name(v)) : null;
            if (saved == null || !saved.shape().equals(v.value().shape()) || saved.dtype() != v.value().dtype()) {
                throw new DypException("The checkpoint is of another " + what + ": this one has " + v + ", the checkpoint "
                        + (saved == null ? "does not" : "has it as " + saved.dtype() + saved.shape()) + remedy);
            }
        }
        List<String> names = variables.stream().map(FitState::name).toList();
        for (String name : part.names()) {
            if (!names.contains(name)) {
                throw new DypException("The checkpoint is of another " + what + ": it has " + name + ", which this one does not" + remedy);
            }
        }
    }

    void restore(Training t, Bundle saved) {
        take(saved.child(MODEL), t.model().variables());
        take(saved.child(OPTIMIZER), t.trainingStep().variables());
        Bundle fit = saved.child(FIT);
        epoch = fit.whole("epoch");
        step = fit.whole("step");
        order = fit.whole("order");
        stopped = fit.truth("stopped");
        swapped = fit.truth("swapped");
        epochNanos = fit.wide("epoch_nanos");
        seconds = fit.number("seconds");
        samples = fit.wide("samples");
        totals.restore(fit.child("totals"));
        history.clear();
        for (String name : saved.child(HISTORY).names()) {
            double[] figures = saved.child(HISTORY).numbers(name);
            for (int i = 0; i < figures.length; i++) {
                if (history.size() <= i) {
                    history.add(new LinkedHashMap<>());
                }
                history.get(i).put(name, figures[i]);
            }
        }
        finished = fit.truth("under_way") || history.isEmpty() ? null : history.getLast();
        callbacks(t).forEach((name, callback) -> {
            Bundle own = saved.child(CALLBACKS).child(name);
            if (!own.isEmpty()) {
                callback.restore(own);
            }
        });
    }

    private static void take(Bundle part, List<Variable> variables) {
        for (Variable v : variables) {
            NDArray value = part.array(name(v));
            v.value().copyFrom(value);
        }
    }
}
