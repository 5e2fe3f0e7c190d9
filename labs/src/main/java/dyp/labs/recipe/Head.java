package dyp.labs.recipe;

import dyp.labs.report.Markdown;
import dyp.labs.report.Report;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What stands at the beginning of a report: all that is needed to run the recipe again. */
final class Head {
    private final Recipe recipe;
    private final LabOptions options;
    private final String begun = ZonedDateTime.now().format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT));
    private final Map<String, Double> times = new LinkedHashMap<>();
    private final Map<String, Double> scores = new LinkedHashMap<>();
    private String state = "under way";
    private String data = "";
    private String split = "";
    private List<Identity.Learned> files = List.of();

    Head(Recipe recipe, LabOptions options) {
        this.recipe = recipe;
        this.options = options;
    }

    void state(String text) {
        state = text;
    }

    void data(String what, String parts, List<Identity.Learned> read) {
        data = what;
        split = parts;
        files = read;
    }

    void took(String stage, double seconds) {
        times.put(stage, seconds);
    }

    Map<String, Double> scores() {
        return scores;
    }

    Map<String, Double> times() {
        return times;
    }

    String markdown() {
        List<String> rows = new ArrayList<>();
        row(rows, "Recipe", Markdown.code(recipe.name()) + " (lab " + recipe.lab() + " of the course)");
        row(rows, "Command", options.command().isEmpty() ? "none: called from a program" : Markdown.code(options.command()));
        row(rows, "State", state);
        row(rows, "Date", begun);
        row(rows, "Seed", Long.toString(options.seed()) + (options.quick() ? ", quick (small data, few epochs: a test)" : ""));
        row(rows, "Data", data.isEmpty() ? "not read yet" : Markdown.plain(data));
        row(rows, "Split", split.isEmpty() ? "not made yet" : Markdown.plain(split));
        row(rows, "Machine", Markdown.plain(Machine.describe(options.engine())));
        row(rows, "Dyp", Machine.version());
        row(rows, "Time", times.isEmpty() ? "nothing is done yet" : times.entrySet().stream().map(e -> Markdown.plain(e.getKey()) + " " + Report.time(e.getValue()))
                .collect(Collectors.joining(", ", "", "; together " + Report.time(times.values().stream().mapToDouble(t -> t).sum()))));
        StringBuilder out = new StringBuilder();
        if (options.data().isEmpty()) {
            out.append("> These data are **synthetic**: made by a program. The scores say that the recipe works, and nothing about real data; for those, give `--data`.\n\n");
        }
        if (!scores.isEmpty()) {
            out.append("| score | value |\n|---|---:|\n");
            scores.forEach((name, value) -> out.append("| ").append(Markdown.plain(name)).append(" | ").append(number(value)).append(" |\n"));
            out.append('\n');
        }
        out.append("| | |\n|---|---|\n").append(String.join("\n", rows)).append('\n');
        if (!files.isEmpty()) {
            out.append("\n| file | sha256 |\n|---|---|\n");
            files.forEach(f -> out.append("| ").append(Markdown.plain(f.file())).append(" | ").append(Markdown.code(f.sha256())).append(" |\n"));
        }
        return out.toString();
    }

    private static void row(List<String> rows, String key, String value) {
        rows.add("| " + key + " | " + value + " |");
    }

    /** Shares have four digits, counts none. */
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) >= 2 ? String.format(Locale.ROOT, "%,.0f", value) : String.format(Locale.ROOT, "%.4f", value);
    }
}
