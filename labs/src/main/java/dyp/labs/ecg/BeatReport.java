package dyp.labs.ecg;

import dyp.labs.recipe.Lab;
import dyp.labs.report.Report;
import dyp.tensor.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The sections that the reports on beats have in common. */
record BeatReport(Lab lab, List<String> classes) {
    /** How often each kind occurs in each part, and what it looks like. */
    void data(List<String> names, List<Beats> parts, String about) {
        Report report = lab.report().heading("The beats").text(about);
        List<List<String>> rows = new ArrayList<>();
        for (int c = 0; c < classes.size(); c++) {
            List<String> row = new ArrayList<>(List.of(classes.get(c)));
            for (Beats part : parts) {
                row.add(String.format(Locale.ROOT, "%,d (%s)", part.counts()[c], BeatScores.percent((double) part.counts()[c] / part.size())));
            }
            rows.add(row);
        }
        List<String> head = new ArrayList<>(List.of("kind"));
        head.addAll(names);
        report.table(head, rows);
        Beats train = parts.getFirst();
        float[] range = BeatPicture.range(train);
        List<Report.Tile> tiles = new ArrayList<>();
        for (int c = 0; c < classes.size(); c++) {
            int kind = c;
            Beats of = train.where(i -> (int) train.y().at(i) == kind);
            if (of.size() > 0) {
                tiles.add(new Report.Tile(BeatPicture.of(of, range), classes.get(c)));
            }
        }
        report.gallery("kinds", "Beats to learn from, up to 40 of each kind (blue), and of these the one most like the others (orange)", tiles);
    }

    /** One line of the table on class weights. */
    record Choice(String name, BeatScores scores) {
        private List<String> row(int classes) {
            List<String> row = new ArrayList<>(List.of(name, BeatScores.percent(scores.accuracy()), BeatScores.percent(scores.macroF1())));
            IntStream.range(0, classes).forEach(c -> row.add(BeatScores.percent(scores.recall(c))));
            return row;
        }
    }

    /** What came out on beats that were held back from the training part. */
    void choices(List<Choice> choices) {
        List<String> head = new ArrayList<>(List.of("on validation beats", "accuracy", "macro-F1"));
        classes.forEach(c -> head.add("recall " + c));
        lab.report().table(head, choices.stream().map(c -> c.row(classes.size())).toList());
    }

    /** The test, looked at once. */
    BeatScores test(double[][] probabilities, NDArray y, String name) {
        BeatScores scores = BeatScores.of(probabilities, y, classes.size());
        int[] truth = IntStream.range(0, y.size()).map(i -> (int) y.at(i)).toArray();
        lab.score(name + " accuracy", scores.accuracy());
        lab.score(name + " macro-F1", scores.macroF1());
        int[] counts = IntStream.range(0, classes.size()).map(scores::support).toArray();
        double most = IntStream.of(counts).max().orElseThrow() / (double) y.size();
        lab.report().heading("The test").text(String.format(Locale.ROOT, "The test beats were looked at once, with everything settled. **%s of %,d are right**; "
                + "who calls every beat by the commonest kind has %s. Where kinds are so unequal, look at each of them: precision is the share of the beats called so "
                + "that are so, recall the share of the beats that are so that were called so, and F1 their harmonic mean.", BeatScores.percent(scores.accuracy()),
                y.size(), BeatScores.percent(most)))
                .table(List.of("kind", "precision", "recall", "F1", "beats"), scores.table(classes))
                .confusion("confusion", "What each kind of test beats (rows) was taken for (columns)", scores.counts(), classes)
                .roc("roc", "Each kind against the others", probabilities, truth, classes)
                .precisionRecall("precision-recall", "Each kind against the others: where a kind is rare, this curve shows more than the one above", probabilities, truth, classes)
                .calibration("calibration", "How often what is said with a probability is right", probabilities, truth);
        return scores;
    }

    /** The rows of the beats that were taken for another kind, those first of which the model was surest. */
    static int[] mistakes(double[][] probabilities, NDArray y, int most) {
        return IntStream.range(0, probabilities.length).filter(i -> BeatScores.largest(probabilities[i]) != (int) y.at(i)).boxed()
                .sorted((a, b) -> Double.compare(sure(probabilities[b]), sure(probabilities[a]))).limit(most).mapToInt(i -> i).toArray();
    }

    private static double sure(double[] row) {
        return row[BeatScores.largest(row)];
    }

    /** As probabilities, a row per beat. */
    static double[][] rows(NDArray p) {
        int classes = p.shape().last();
        double[][] rows = new double[p.shape().dim(0)][classes];
        for (int i = 0; i < p.size(); i++) {
            rows[i / classes][i % classes] = p.at(i);
        }
        return rows;
    }

    /** The mean of several models' probabilities, beat by beat. */
    static double[][] mean(List<double[][]> all) {
        double[][] mean = new double[all.getFirst().length][all.getFirst()[0].length];
        for (int i = 0; i < mean.length; i++) {
            for (int c = 0; c < mean[i].length; c++) {
                int row = i, column = c;
                mean[i][c] = all.stream().mapToDouble(p -> p[row][column]).average().orElseThrow();
            }
        }
        return mean;
    }

    /** From scores without a closing softmax. */
    static double[][] softmax(NDArray scores) {
        double[][] rows = rows(scores);
        for (double[] row : rows) {
            double largest = row[BeatScores.largest(row)], sum = 0;
            for (int c = 0; c < row.length; c++) {
                sum += row[c] = Math.exp(row[c] - largest);
            }
            for (int c = 0; c < row.length; c++) {
                row[c] /= sum;
            }
        }
        return rows;
    }
}
