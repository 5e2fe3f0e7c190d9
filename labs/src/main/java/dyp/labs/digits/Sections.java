package dyp.labs.digits;

import dyp.explain.Explainers;
import dyp.explain.Overlay;
import dyp.labs.report.Pictures;
import dyp.labs.report.Report;
import dyp.metric.Bootstrap;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The parts of a report that the labs on small pictures have in common. */
record Sections(Report report, PictureSet data) {
    private static final int SHOWN = 24;
    private static final int EXPLAINED = 6;

    /** A few training pictures of each class. */
    Sections samples() {
        report.heading("The pictures");
        int[] labels = PictureSet.labels(data.train());
        NDArray x = data.train().toArrays().x();
        int[] left = new int[data.classes()];
        Arrays.fill(left, 2);
        List<Report.Tile> tiles = IntStream.range(0, labels.length).filter(i -> left[labels[i]]-- > 0).boxed()
                .sorted(Comparator.comparingInt(i -> labels[i])).map(i -> new Report.Tile(Pictures.of(x, i), data.names().get(labels[i]))).toList();
        report.gallery("samples", "Two training pictures of each class", tiles);
        return this;
    }

    /** How good the answers on the test part are: accuracy with its interval, confusion matrix, calibration. */
    Sections judged(String file, String name, Answers test) {
        NDArray right = NDArray.generate(Shape.of(test.truth().length), i -> test.right(i) ? 1 : 0);
        Bootstrap.Interval in = Bootstrap.bootstrap().mean(right);
        report.text(String.format(Locale.ROOT, "On the test part %s answers right in **%s** (%,d of %,d; 95%% interval %s to %s, bootstrap).", name, Report.percent(in.figure()),
                Math.round(in.figure() * test.truth().length), test.truth().length, Report.percent(in.low()), Report.percent(in.high())));
        report.confusion(file + "-confusion", "Confusion matrix of " + name + " on the test part: counts and shares of each true class", test.confusion(data.classes()), data.names());
        report.calibration(file + "-calibration", "Calibration of " + name + " on the test part", test.probabilities(), test.truth());
        return this;
    }

    /** ROC and precision-recall curves of each class. */
    Sections curves(String file, String name, Answers test) {
        report.roc(file + "-roc", "ROC curves of " + name + ", each class against the others, with areas", test.probabilities(), test.truth(), data.names());
        report.precisionRecall(file + "-pr", "Precision over recall of " + name + ", each class against the others, with average precisions", test.probabilities(), test.truth(), data.names());
        return this;
    }

    /** The wrong answers that were surest. */
    Sections worst(String file, String name, Answers test) {
        int[] worst = test.worst(SHOWN);
        if (worst.length == 0) {
            report.text("There is no wrong answer on the test part.");
            return this;
        }
        NDArray x = data.test().toArrays().x();
        report.gallery(file + "-mistakes", "Wrong answers of " + name + " on the test part, the surest first", Arrays.stream(worst).mapToObj(i -> new Report.Tile(Pictures.of(x, i),
                String.format(Locale.ROOT, "%s, said %s\n%.0f%% sure", data.names().get(test.truth()[i]), data.names().get(test.said(i)), 100 * test.probabilities()[i][test.said(i)]))).toList());
        return this;
    }

    /** What a network looked at when it was wrong: Grad-CAM for what it said and for what is true. */
    Sections lookedAt(String file, Model model, Answers test) {
        int[] worst = test.worst(EXPLAINED);
        NDArray x = data.test().toArrays().x();
        List<Report.Tile> tiles = Arrays.stream(worst).boxed().flatMap(i -> {
            NDArray picture = x.rows(i, i + 1).reshape(x.shape().sample().dims());
            return Stream.of(test.said(i), test.truth()[i]).map(k -> new Report.Tile(
                    new Overlay().names(data.names()).title((k == test.said(i) ? "said: " : "true: ") + data.names().get(k)).draw(Explainers.gradCam().explain(model, picture, k), picture), ""));
        }).toList();
        if (!tiles.isEmpty()) {
            report.gallery(file + "-gradcam", "What the network looks at (Grad-CAM) in its surest wrong answers: for the class that it says, and for the true one", tiles);
            report.text("Grad-CAM (Selvaraju et al. 2017) shows where the last convolutions found what speaks for a class: yellow counts most.");
        }
        return this;
    }
}
