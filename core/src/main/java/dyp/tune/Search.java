package dyp.tune;

import dyp.tensor.DypException;
import dyp.tensor.Philox;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Tries settings and keeps count: every combination (a grid), or so many at random, which finds a good one sooner where only some
 * of the parameters matter: Bergstra and Bengio 2012, "Random search for hyper-parameter optimization".
 *
 * <pre>{@code
 * var units = HyperParameter.choice("units", 16, 32, 64);
 * var rate = HyperParameter.logUniform("rate", 1e-4, 1e-1);
 * Search.Results results = Search.random(20, units, rate).minimize("val_loss").run(trial -> {
 *     Model model = Sequential.of(dense(trial.get(units), RELU), dense(1)).seed(trial.seed());
 *     model.compile(adam(trial.get(rate)), meanSquaredError());
 *     return model.fit(data, fit -> fit.epochs(5).validationSplit(0.2).quiet()).epochs().getLast();
 * });
 * }</pre>
 */
public final class Search {
    /** Far from the streams of first weights, dropout and shuffling. */
    private static final int STREAM = 0x54554E45;

    private final List<HyperParameter<?>> parameters;
    /** 0 for a grid. */
    private final int trials;
    private final long seed;
    private final String figure;
    private final boolean grows;
    private final boolean quiet;

    private Search(List<HyperParameter<?>> parameters, int trials, long seed, String figure, boolean grows, boolean quiet) {
        this.parameters = List.copyOf(parameters);
        this.trials = trials;
        this.seed = seed;
        this.figure = figure;
        this.grows = grows;
        this.quiet = quiet;
        if (parameters.isEmpty() || parameters.stream().map(HyperParameter::name).distinct().count() < parameters.size()) {
            throw new DypException("A search goes over one or more parameters with names of their own, but "
                    + parameters.stream().map(HyperParameter::name).toList() + " came.");
        }
    }

    /** Every combination of all values; looks for the smallest {@code val_loss} unless told otherwise. */
    public static Search grid(HyperParameter<?>... parameters) {
        return new Search(List.of(parameters), 0, 0, "val_loss", false, false);
    }

    /** So many trials, each with values drawn at random; looks for the smallest {@code val_loss} unless told otherwise. */
    public static Search random(int trials, HyperParameter<?>... parameters) {
        if (trials < 1) {
            throw new DypException("A search makes 1 or more trials, but " + trials + " came.");
        }
        return new Search(List.of(parameters), trials, 0, "val_loss", false, false);
    }

    /** Decides the values drawn, and the trials' own seeds; 0 unless said. */
    public Search seed(long s) {
        return new Search(parameters, trials, s, figure, grows, quiet);
    }

    /** The best trial is the one where this is smallest. */
    public Search minimize(String name) {
        return new Search(parameters, trials, seed, name, false, quiet);
    }

    /** The best trial is the one where this is largest. */
    public Search maximize(String name) {
        return new Search(parameters, trials, seed, name, true, quiet);
    }

    /** No line per trial on the terminal. */
    public Search quiet() {
        return new Search(parameters, trials, seed, figure, grows, true);
    }

    /** One setting: a value for each parameter, by name, and a seed for the model. */
    public record Trial(int number, long seed, Map<String, Object> values) {
        /** The parameter's value here. */
        @SuppressWarnings("unchecked")
        public <T> T get(HyperParameter<T> parameter) {
            if (!values.containsKey(parameter.name())) {
                throw new DypException("The search does not go over '" + parameter.name() + "'. Name it when the search is made.");
            }
            return (T) values.get(parameter.name());
        }

        @Override
        public String toString() {
            StringBuilder out = new StringBuilder();
            values.forEach((name, v) -> out.append(out.isEmpty() ? "" : ", ").append(name).append(' ').append(text(v)));
            return out.toString();
        }
    }

    /**
     * What a trial came to.
     *
     * @param scores empty where it failed
     * @param failure why it failed (a loss that became NaN, say); null where it did not
     */
    public record Result(Trial trial, Map<String, Double> scores, double seconds, String failure) {}

    /** All trials; {@code toString} is a table, the best first. */
    public record Results(List<Result> all, String figure, boolean grows) {
        /** The best trial. */
        public Result best() {
            return ranked().stream().filter(r -> r.failure == null).findFirst()
                    .orElseThrow(() -> new DypException("Every trial failed; the first: " + all.getFirst().failure));
        }

        /** The best first; those that failed, or came to NaN, last. */
        public List<Result> ranked() {
            return all.stream().sorted((a, b) -> Double.compare(rank(a), rank(b))).toList();
        }

        private double rank(Result r) {
            double value = r.failure == null ? r.scores.get(figure) : Double.NaN;
            return grows ? -value : value;
        }

        @Override
        public String toString() {
            List<String> names = all.stream().filter(r -> r.failure == null).findFirst().map(r -> List.copyOf(r.scores.keySet())).orElse(List.of());
            List<String> head = new ArrayList<>(List.of("trial"));
            head.addAll(all.getFirst().trial.values.keySet());
            names.forEach(n -> head.add(n.equals(figure) ? "*" + n : n));
            head.add("seconds");
            Table table = new Table().row(head);
            for (Result r : ranked()) {
                List<String> cells = new ArrayList<>(List.of(Integer.toString(r.trial.number)));
                r.trial.values.values().forEach(v -> cells.add(text(v)));
                names.forEach(n -> cells.add(r.failure != null ? "failed" : r.scores.containsKey(n) ? Table.number(r.scores.get(n)) : ""));
                cells.add(String.format(Locale.ROOT, "%.1f", r.seconds));
                table.row(cells);
            }
            StringBuilder out = new StringBuilder(table.toString());
            all.stream().filter(r -> r.failure != null).forEach(r -> out.append("Trial ").append(r.trial.number).append(" failed: ").append(r.failure).append('\n'));
            return out.toString();
        }
    }

    /**
     * Runs all trials, one after the other. One that throws a {@link DypException} is noted as failed, and the search goes on.
     *
     * @param objective from a setting to its figures: {@code model.evaluate(validation)}, or {@code history.epochs().getLast()}
     */
    public Results run(Function<Trial, Map<String, Double>> objective) {
        List<Result> results = new ArrayList<>();
        List<Trial> settings = settings();
        for (Trial trial : settings) {
            long start = System.nanoTime();
            Map<String, Double> scores = Map.of();
            String failure = null;
            try {
                scores = new LinkedHashMap<>(objective.apply(trial));
            } catch (DypException e) {
                failure = e.getMessage();
            }
            if (failure == null && !scores.containsKey(figure)) {
                throw new DypException("The search looks for the best '" + figure + "', but a trial has only " + scores.keySet()
                        + ". Say minimize(name) or maximize(name) with one of these, or give validation data.");
            }
            results.add(new Result(trial, scores, (System.nanoTime() - start) / 1e9, failure));
            if (!quiet) {
                System.out.printf(Locale.ROOT, "Trial %d/%d: %s: %s%n", trial.number, settings.size(), trial,
                        failure == null ? figure + " " + Table.number(scores.get(figure)) : "failed");
            }
        }
        return new Results(List.copyOf(results), figure, grows);
    }

    private List<Trial> settings() {
        List<Trial> all = new ArrayList<>();
        if (trials > 0) {
            for (int i = 0; i < trials; i++) {
                Map<String, Object> values = new LinkedHashMap<>();
                for (int p = 0; p < parameters.size(); p++) {
                    values.put(parameters.get(p).name(), parameters.get(p).at(Philox.uniform(seed, i, STREAM, p)));
                }
                all.add(new Trial(i + 1, seed + i + 1, values));
            }
            return all;
        }
        List<Map<String, Object>> combinations = List.of(Map.of());
        for (HyperParameter<?> p : parameters) {
            List<Map<String, Object>> longer = new ArrayList<>();
            for (Map<String, Object> one : combinations) {
                for (Object value : p.grid()) {
                    Map<String, Object> more = new LinkedHashMap<>(one);
                    more.put(p.name(), value);
                    longer.add(more);
                }
            }
            combinations = longer;
        }
        combinations.forEach(values -> all.add(new Trial(all.size() + 1, seed + all.size() + 1, values)));
        return all;
    }

    private static String text(Object value) {
        return value instanceof Double d ? Table.number(d) : value.toString();
    }
}
