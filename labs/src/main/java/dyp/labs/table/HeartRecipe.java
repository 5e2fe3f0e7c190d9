package dyp.labs.table;

import dyp.formats.csv.Table;
import dyp.labs.recipe.Lab;
import dyp.labs.recipe.Recipe;
import dyp.labs.recipe.Trained;
import dyp.labs.report.Report;
import dyp.labs.table.HeartFolds.Repeat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Lab B: who has heart disease, from thirteen findings; a small table, judged without a leak. */
public final class HeartRecipe implements Recipe {
    private static final List<String> CLASSES = List.of("no disease", "disease");
    private static final int PEOPLE = 300, FOLDS = 5, REPEATS = 10, WORST = 8;
    private static final String RECODED = "heart_kaggle.csv";

    @Override
    public String name() {
        return "heart";
    }

    @Override
    public String lab() {
        return "B";
    }

    @Override
    public String title() {
        return "Heart disease from a table: MLP, logistic regression and random forest in repeated cross-validation";
    }

    @Override
    public Optional<String> set() {
        return Optional.of("heart-disease");
    }

    @Override
    public void run(Lab lab) {
        HeartTable table = lab.data().map(HeartTable::read).orElseGet(() -> SyntheticHeart.make(lab.quick() ? 80 : PEOPLE, lab.seed()));
        RepeatedFolds folds = lab.quick() ? new RepeatedFolds(2, 2, lab.seed()) : new RepeatedFolds(FOLDS, REPEATS, lab.seed());
        MlpEnsemble mlp = lab.quick() ? new MlpEnsemble(2, 8, MlpEnsemble.USUAL.price(), MlpEnsemble.USUAL.dropout(), 3) : MlpEnsemble.USUAL;
        mlp = mlp.epochs(lab.epochs().orElse(mlp.epochs()));
        lab.uses((lab.data().isPresent() ? "heart disease, " : "synthetic table, made up by this project and of nobody: ") + table.sick().length + " people, " + Arrays.stream(table.sick()).sum() + " of them with disease",
                lab.data().map(d -> List.of(HeartTable.file(d))).orElse(List.of()),
                folds.folds() + " folds, classes with their shares, " + folds.repeats() + " times over with other folds; every model is judged by people it has not seen");
        data(lab, table);

        List<Repeat> repeats = new ArrayList<>();
        List<RepeatedFolds.Turn> turns = folds.of(table.sick());
        MlpEnsemble own = mlp;
        for (int i = 0; i < folds.repeats(); i++) {
            lab.progress("repeats", i, folds.repeats());
            List<RepeatedFolds.Turn> some = turns.subList(i * folds.folds(), (i + 1) * folds.folds());
            repeats.add(lab.once("repeat-" + (i + 1), Repeat.class, () -> HeartFolds.judge(table, some, own, lab.seed(), lab.engine())));
        }
        lab.progress("repeats", folds.repeats(), folds.repeats());
        scores(lab, repeats, mlp);
        pictures(lab, table, repeats);
        worst(lab, table, repeats);
        whole(lab, table, mlp);
    }

    private static void data(Lab lab, HeartTable table) {
        Report report = lab.report().heading("The table").table(List.of("column", "what", "missing"), HeartTable.MEANINGS.stream()
                .map(m -> List.of(m.get(0), m.get(1), Integer.toString(table.features().column(m.get(0)).missing()))).toList());
        report.text("- " + String.join("\n- ", table.findings()));
        Optional<Path> recoded = lab.data().filter(Files::isDirectory).map(d -> d.resolve(RECODED)).filter(Files::isRegularFile);
        recoded.ifPresent(file -> report.subheading("Beware of " + RECODED).text("The folder also holds the recoded table that goes round. It is not learned from here (`--data` with the file itself does that); what was found in it:")
                .text("- " + String.join("\n- ", HeartTable.read(file).findings())));
        report.text("Missing numbers are filled with the median and marked, categories become columns of 0 and 1, numbers are brought to mean 0 and deviation 1: "
                + "all of it learned in each fold from its own training part alone. Both classes weigh the same.");
    }

    private static void scores(Lab lab, List<Repeat> repeats, MlpEnsemble mlp) {
        List<List<String>> rows = new ArrayList<>();
        for (int m = 0; m < HeartFolds.METHODS.size(); m++) {
            int method = m;
            double[] accuracy = repeats.stream().flatMapToDouble(r -> Arrays.stream(r.accuracies()[method])).toArray();
            double[] auroc = repeats.stream().flatMapToDouble(r -> Arrays.stream(r.aurocs()[method])).toArray();
            rows.add(List.of(HeartFolds.METHODS.get(m), percent(Verdicts.mean(accuracy)), percent(Verdicts.deviation(accuracy)), number(Verdicts.mean(auroc)), number(Verdicts.deviation(auroc))));
            lab.score(HeartFolds.METHODS.get(m) + " accuracy", Verdicts.mean(accuracy));
            lab.score(HeartFolds.METHODS.get(m) + " AUROC", Verdicts.mean(auroc));
        }
        lab.report().heading("Cross-validation").table(List.of("method", "accuracy", "± between folds", "AUROC", "± between folds"), rows)
                .text(String.format(Locale.ROOT, "The MLP is the mean of %d networks of %d hidden units from different seeds, each with an L2 price of %s on its weights and dropout of %s, %d epochs. "
                        + "Deviations are between single folds; folds overlap in what is learned, so they are no standard error of the mean.", mlp.members(), mlp.hidden(), mlp.price(), mlp.dropout(), mlp.epochs()));
    }

    /** Of the first repeat: each person is judged once in it. */
    private static void pictures(Lab lab, HeartTable table, List<Repeat> repeats) {
        double[][] p = Arrays.stream(repeats.getFirst().sick()[0]).mapToObj(v -> new double[] {1 - v, v}).toArray(double[][]::new);
        lab.report().heading("The MLP in the first repeat").text("Each person is judged once, by the networks that have not seen them.")
                .confusion("confusion", "Confusion matrix of the MLP", Verdicts.confusion(p, table.sick()), CLASSES)
                .roc("roc", "ROC curve of the MLP", p, table.sick(), CLASSES)
                .precisionRecall("precision-recall", "Precision and recall of the MLP", p, table.sick(), CLASSES)
                .calibration("calibration", "Calibration of the MLP", p, table.sick());
    }

    /** Those about whom the MLP was wrong with the most certainty, over all repeats. */
    private static void worst(Lab lab, HeartTable table, List<Repeat> repeats) {
        double[] sick = new double[table.sick().length];
        repeats.forEach(r -> Arrays.setAll(sick, i -> sick[i] + r.sick()[0][i] / repeats.size()));
        List<Integer> order = IntStream.range(0, sick.length).boxed().sorted(Comparator.comparingDouble((Integer i) -> -Math.abs(sick[i] - table.sick()[i])).thenComparing(i -> i)).limit(WORST).toList();
        List<String> head = new ArrayList<>(List.of("row", "truth", "p(disease)"));
        head.addAll(List.of(HeartTable.NAMES));
        List<List<String>> rows = new ArrayList<>();
        for (int i : order) {
            List<String> row = new ArrayList<>(List.of(Integer.toString(i), CLASSES.get(table.sick()[i]), String.format(Locale.ROOT, "%.2f", sick[i])));
            for (Table.Column c : table.features().columns()) {
                row.add(cell(c, i));
            }
            rows.add(row);
        }
        lab.report().heading("The worst mistakes").text("Mean over all repeats; rows count from 0, duplicates left out.").table(head, rows);
    }

    static String cell(Table.Column c, int row) {
        double v = c.values()[row];
        return Double.isNaN(v) ? "?" : c.categorical() ? c.categories().get((int) v) : v == Math.rint(v) ? Long.toString((long) v) : Double.toString(v);
    }

    /** A network of all people, to be kept: what it can do was judged above. */
    private static void whole(Lab lab, HeartTable table, MlpEnsemble mlp) {
        TableEncoder encoder = TableEncoder.fit(table.features());
        float[][] x = encoder.encode(table.features());
        Trained trained = lab.train("heart", mlp.network(x[0].length, lab.seed(), lab.engine()).note("features", String.join(", ", encoder.names())), MlpEnsemble.dataset(x, table.sick()),
                fit -> mlp.options(fit, table.sick()));
        lab.report().heading("A network of all").text("One network of the same kind has learned from everybody and is saved as heart.keras; it takes the " + encoder.width() + " encoded numbers `"
                + String.join("`, `", encoder.names()) + "`. What it would do with people it has not seen is said by the cross-validation above, not by its own curve.").curves("curve", "Loss of the network of all people", trained.history());
        HeartReasons.report(lab, table, encoder, trained.model());
    }

    private static String percent(double v) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * v);
    }

    private static String number(double v) {
        return String.format(Locale.ROOT, "%.3f", v);
    }
}
