package dyp.labs.context;

import dyp.labs.recipe.Lab;
import dyp.labs.recipe.Recipe;
import dyp.labs.table.Verdicts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Lab F: a network that was trained once, on made-up tables, beside methods that are trained on each table. */
public final class ContextRecipe implements Recipe {
    private static final int SPLITS = 10, QUICK = 2;

    @Override
    public String name() {
        return "context";
    }

    @Override
    public String lab() {
        return "F";
    }

    @Override
    public String title() {
        return "In-context transformer: small tables at a glance, beside logistic regression and random forest";
    }

    @Override
    public Optional<String> set() {
        return Optional.of("tabular");
    }

    @Override
    public void run(Lab lab) {
        boolean real = lab.data().isPresent();
        int splits = lab.quick() ? QUICK : SPLITS;
        List<NamedTable> all = real ? NamedTable.read(lab.data().get()) : NamedTable.synthetic(lab.seed());
        List<NamedTable> tables = lab.quick() ? all.subList(0, 2) : all;
        lab.uses(real ? "iris, wine, breast cancer (WDBC) and heart disease (Cleveland)" : "synthetic tables from the prior that the network was trained on, by a seed that its training did not see",
                tables.stream().flatMap(t -> t.file().stream()).toList(), splits + " random halves of each table, classes with their shares: one half is known, the other is judged");
        lab.report().heading("What is compared").text("""
                The in-context transformer is not trained on these tables: its weights come with Dyp, and were learned on made-up tables alone. It reads the known
                half with its classes and the other half without, and answers in one go. Logistic regression and random forest are trained on the known half. They
                get missing cells filled and marked, categories as columns of their own and numbers standardised, all by the known half; the network gets the table as it is.
                Figures are areas under the ROC curve; of more than two classes the mean of each against the rest. Nothing was chosen by these figures.""");
        ContextClassifier context = ContextClassifier.create();
        List<Comparison.Result> results = new ArrayList<>();
        for (NamedTable t : tables) {
            lab.checkStop();
            results.add(lab.once(t.name().replace(' ', '-'), Comparison.Result.class, () -> Comparison.of(t, context, splits, lab.seed())));
            lab.say(t.name() + ": " + IntStream.range(0, Comparison.METHODS.size()).mapToObj(m -> Comparison.METHODS.get(m) + " " + number(results.getLast().mean(m))).reduce((a, b) -> a + ", " + b).orElseThrow());
        }
        report(lab, tables, results);
    }

    private static void report(Lab lab, List<NamedTable> tables, List<Comparison.Result> results) {
        List<String> head = new ArrayList<>(List.of("table", "rows", "features", "classes"));
        head.addAll(Comparison.METHODS);
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            NamedTable t = tables.get(i);
            Comparison.Result r = results.get(i);
            List<String> row = new ArrayList<>(List.of(t.name(), "" + t.y().length, "" + t.features().columns().size(), "" + t.classes()));
            IntStream.range(0, head.size() - 4).forEach(m -> row.add(number(r.mean(m)) + " ± " + number(Verdicts.deviation(r.aurocs()[m]))));
            rows.add(row);
        }
        double[] means = IntStream.range(0, Comparison.METHODS.size()).mapToDouble(m -> results.stream().mapToDouble(r -> r.mean(m)).average().orElseThrow()).toArray();
        List<String> last = new ArrayList<>(List.of("**mean**", "", "", ""));
        Arrays.stream(means).forEach(m -> last.add("**" + number(m) + "**"));
        rows.add(last);
        lab.report().heading("Areas under the ROC curve").table(head, rows).text(verdict(results));
        lab.report().bars("aurocs", "Mean area under the ROC curve over all tables", Comparison.METHODS, means);
        List<List<String>> seconds = new ArrayList<>();
        for (int m = 0; m < means.length; m++) {
            int method = m;
            seconds.add(List.of(Comparison.METHODS.get(m), String.format(Locale.ROOT, "%.2f", results.stream().mapToDouble(r -> r.seconds()[method]).sum() / results.stream().mapToInt(r -> r.aurocs()[0].length).sum())));
        }
        lab.report().heading("Seconds").text("Mean of a split, learning and answering together. Of the network the first split of a table is the slowest, since a program is made for each shape of table.")
                .table(List.of("method", "seconds"), seconds);
        for (int m = 0; m < means.length; m++) {
            lab.score(Comparison.METHODS.get(m) + " AUROC", means[m]);
        }
    }

    /** Whether the network is ahead, and by how much, as measured. */
    static String verdict(List<Comparison.Result> results) {
        double[] logistic = ahead(results, 1), forest = ahead(results, 2);
        boolean both = Verdicts.mean(logistic) > 0 && Verdicts.mean(forest) > 0;
        return "On average over the tables the in-context transformer is " + words(logistic) + " the logistic regression and " + words(forest)
                + " the random forest (± is the standard error over the splits)." + (both ? "" : " **It is not above both here.**");
    }

    /** For each split, how far the network is above another method, on average over the tables. */
    private static double[] ahead(List<Comparison.Result> results, int other) {
        return IntStream.range(0, results.getFirst().aurocs()[0].length).mapToDouble(split -> results.stream().mapToDouble(r -> r.aurocs()[0][split] - r.aurocs()[other][split]).average().orElseThrow()).toArray();
    }

    private static String words(double[] ahead) {
        double mean = Verdicts.mean(ahead);
        return String.format(Locale.ROOT, "%.4f ± %.4f %s", Math.abs(mean), Verdicts.deviation(ahead) / Math.sqrt(ahead.length), mean > 0 ? "above" : "below");
    }

    private static String number(double v) {
        return String.format(Locale.ROOT, "%.4f", v);
    }
}
