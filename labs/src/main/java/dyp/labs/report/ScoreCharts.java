package dyp.labs.report;

import dyp.metric.Bootstrap;
import dyp.metric.CalibrationError;
import dyp.metric.ScoreCurve;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.knowm.xchart.style.Styler;

/** Charts of how good probabilities are: ROC, precision over recall, calibration; each with its figures in words. */
final class ScoreCharts {
    /** More points than there are pixels help nobody. */
    private static final int MOST_POINTS = 1500;
    private static final int ROUNDS = 500;
    private static final int BINS = 15;

    private ScoreCharts() {}

    /** A chart and what it says in numbers. @param figures one line of Markdown per curve */
    record Drawn(BufferedImage image, List<String> figures) {}

    /** One class against all others. */
    private record Ranked(String name, NDArray scores, NDArray labels) {
        static List<Ranked> of(double[][] p, int[] truth, List<String> names) {
            check(p, truth);
            int classes = p[0].length;
            if (names.size() != classes) {
                throw new DypException("There are " + classes + " columns of probabilities, but " + names.size() + " names of classes: " + names + ".");
            }
            return IntStream.range(classes == 2 ? 1 : 0, classes).filter(k -> Arrays.stream(truth).anyMatch(t -> t == k) && Arrays.stream(truth).anyMatch(t -> t != k))
                    .mapToObj(k -> new Ranked(names.get(k), NDArray.generate(Shape.of(p.length), i -> p[i][k]), NDArray.generate(Shape.of(p.length), i -> truth[i] == k ? 1 : 0)))
                    .toList();
        }
    }

    private static void check(double[][] p, int[] truth) {
        if (p.length == 0 || p.length != truth.length) {
            throw new DypException("Every sample needs a row of probabilities and a true class, but " + p.length + " rows and " + truth.length + " classes came.");
        }
    }

    static Drawn roc(double[][] p, int[] truth, List<String> names) {
        return drawn(p, truth, names, "AUC", ScoreCurve::roc, r -> Bootstrap.bootstrap().rounds(ROUNDS).rocAuc(r.scores(), r.labels()),
                Charts.Axis.share("false positive rate"), Charts.Axis.share("true positive rate (recall)"), true);
    }

    static Drawn precisionRecall(double[][] p, int[] truth, List<String> names) {
        // A draw sorts all scores anew: fewer rounds where there are many.
        int rounds = p.length > 5000 ? 100 : ROUNDS;
        return drawn(p, truth, names, "average precision", ScoreCurve::precisionRecall, r -> Bootstrap.bootstrap().rounds(rounds).of(r.scores(), r.labels(),
                (scores, labels) -> ScoreCurve.of(scores, labels).averagePrecision()), Charts.Axis.share("recall"), Charts.Axis.share("precision"), false);
    }

    private static Drawn drawn(double[][] p, int[] truth, List<String> names, String figure, Function<ScoreCurve, NDArray> points,
            Function<Ranked, Bootstrap.Interval> interval, Charts.Axis x, Charts.Axis y, boolean diagonal) {
        List<Charts.Line> lines = new ArrayList<>();
        List<String> figures = new ArrayList<>();
        if (diagonal) {
            lines.add(new Charts.Line("chance", new double[] {0, 1}, new double[] {0, 1}, true, -1));
        }
        List<Ranked> ranked = Ranked.of(p, truth, names);
        // Many intervals take long, and the mean of the classes says enough then.
        boolean intervals = ranked.size() <= 3;
        double sum = 0;
        for (int i = 0; i < ranked.size(); i++) {
            Ranked r = ranked.get(i);
            ScoreCurve curve = ScoreCurve.of(r.scores(), r.labels());
            double area = diagonal ? curve.rocAuc() : curve.averagePrecision();
            sum += area;
            NDArray all = points.apply(curve);
            int[] shown = thinned(all.shape().dim(0));
            lines.add(new Charts.Line(String.format(Locale.ROOT, "%s %.3f", r.name(), area), IntStream.of(shown).mapToDouble(k -> all.get(k, 0)).toArray(),
                    IntStream.of(shown).mapToDouble(k -> all.get(k, 1)).toArray(), i >= Palette.SERIES.size(), i));
            if (intervals) {
                Bootstrap.Interval in = interval.apply(r);
                figures.add(String.format(Locale.ROOT, "%s: %s %.4f (95%% interval %.4f to %.4f, bootstrap)", Markdown.plain(r.name()), figure, area, in.low(), in.high()));
            }
        }
        if (!intervals) {
            figures.add(String.format(Locale.ROOT, "%s, each class against the others, on average: %.4f", figure, sum / ranked.size()));
        }
        if (ranked.isEmpty()) {
            figures.add("There are not samples of two classes: no " + figure + ".");
        }
        return new Drawn(Charts.lines(x, y, lines, Styler.LegendPosition.OutsideE), figures);
    }

    private static int[] thinned(int points) {
        int n = Math.min(points, MOST_POINTS);
        return IntStream.range(0, n).map(i -> n == 1 ? 0 : (int) ((long) i * (points - 1) / (n - 1))).toArray();
    }

    static Drawn calibration(double[][] p, int[] truth) {
        check(p, truth);
        CalibrationError error = new CalibrationError(BINS);
        NDArray said = NDArray.generate(Shape.of(p.length, p[0].length), i -> p[i / p[0].length][i % p[0].length]);
        NDArray totals = error.totals(Tensor.constant(NDArray.of(truth, truth.length)), Tensor.constant(said)).value();
        double[] sums = IntStream.range(0, totals.size()).mapToDouble(totals::at).toArray();
        NDArray bins = error.values(sums);
        int[] there = IntStream.range(0, BINS).filter(b -> bins.get(b, 0) > 0).toArray();
        List<Charts.Line> lines = List.of(new Charts.Line("as said", new double[] {0, 1}, new double[] {0, 1}, true, -1),
                new Charts.Line("right answers", IntStream.of(there).mapToDouble(b -> bins.get(b, 1)).toArray(), IntStream.of(there).mapToDouble(b -> bins.get(b, 2)).toArray(), false, 0),
                new Charts.Line("share of the samples", IntStream.of(there).mapToDouble(b -> bins.get(b, 1)).toArray(),
                        IntStream.of(there).mapToDouble(b -> bins.get(b, 0) / p.length).toArray(), true, 1));
        return new Drawn(Charts.lines(Charts.Axis.share("probability of the answer"), Charts.Axis.share("share"), lines),
                List.of(String.format(Locale.ROOT, "Expected calibration error (%d bins): %.4f", BINS, error.result(sums))));
    }
}
