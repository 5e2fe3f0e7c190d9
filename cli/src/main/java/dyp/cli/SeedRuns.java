package dyp.cli;

import dyp.labs.recipe.LabOptions;
import dyp.labs.recipe.Recipe;
import dyp.labs.recipe.Run;
import dyp.labs.recipe.Stop;
import dyp.labs.report.Markdown;
import dyp.labs.report.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The same recipe from several seeds, each in a folder of its own, and what its scores are on average.
 *
 * @param fresh whether each begins anew
 */
record SeedRuns(Recipe recipe, Path folder, LabOptions options, Stop stop, Screen screen, boolean fresh) {
    private static final String FORMAT = "%.4f";

    int run(int seeds) {
        Map<String, List<Double>> scores = new LinkedHashMap<>();
        List<Long> done = new ArrayList<>();
        for (long seed : LongStream.range(options.seed(), options.seed() + seeds).toArray()) {
            Path own = folder.resolve("seed-" + seed);
            screen.out().println("Seed " + seed + " (" + own + ")");
            if (fresh) {
                Run.clear(own);
            }
            Run.Outcome outcome = Run.of(recipe, own, options.seed(seed), stop, screen.out());
            if (!outcome.finished()) {
                LabCommand.end(screen, outcome, own);
                break;
            }
            done.add(seed);
            outcome.scores().forEach((name, value) -> scores.computeIfAbsent(name, n -> new ArrayList<>()).add(value));
            screen.out().println();
        }
        if (!done.isEmpty()) {
            summary(done, scores, seeds);
        }
        return 0;
    }

    private void summary(List<Long> done, Map<String, List<Double>> scores, int seeds) {
        int width = scores.keySet().stream().mapToInt(String::length).max().orElse(0);
        screen.out().println(String.format(Locale.ROOT, "%-" + (width + 2) + "s%10s %10s   seeds %s", "", "mean", "deviation", done));
        List<List<String>> rows = new ArrayList<>();
        scores.forEach((name, values) -> {
            String mean = String.format(Locale.ROOT, FORMAT, mean(values));
            String deviation = values.size() < 2 ? "-" : String.format(Locale.ROOT, FORMAT, deviation(values));
            screen.out().println(String.format(Locale.ROOT, "%-" + (width + 2) + "s%10s %10s", name, mean, deviation));
            List<String> row = new ArrayList<>(List.of(Markdown.plain(name), mean, deviation));
            values.forEach(v -> row.add(String.format(Locale.ROOT, FORMAT, v)));
            rows.add(row);
        });
        List<String> head = new ArrayList<>(List.of("score", "mean", "standard deviation"));
        done.forEach(seed -> head.add("[seed " + seed + "](seed-" + seed + "/report.html)"));
        // A figure that not every seed has leaves places free at the end.
        rows.forEach(row -> {
            while (row.size() < head.size()) {
                row.add("");
            }
        });
        new Report(folder, recipe.title() + ": " + done.size() + " of " + seeds + " seeds", () -> Markdown.code(options.command())).table(head, rows).flush();
        screen.out().println("Summary: " + folder.resolve("report.html"));
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(v -> v).average().orElse(Double.NaN);
    }

    /** Of a sample: over n - 1. */
    private static double deviation(List<Double> values) {
        double mean = mean(values);
        return Math.sqrt(values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum() / (values.size() - 1));
    }
}
