package dyp.labs.volume;

import static dyp.loss.Losses.balancedBinaryCrossentropy;
import static dyp.metric.Metrics.auc;
import static dyp.optim.Optimizers.adamW;
import static dyp.optim.Schedules.oneCycle;

import dyp.data.Batch;
import dyp.data.Dataset;
import dyp.explain.Explainers;
import dyp.explain.Explanation;
import dyp.explain.Overlay;
import dyp.labs.data.MedMnist;
import dyp.labs.finding.Committee;
import dyp.labs.finding.Finding;
import dyp.labs.recipe.Lab;
import dyp.labs.report.Report;
import dyp.nn.Layer;
import dyp.tensor.NDArray;
import dyp.train.Model;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * What the labs with volumes of two classes have in common: networks that learn them, figures, and maps of where they look.
 *
 * @param names of class 0 and class 1
 * @param test volumes (n, side, side, side, 1) with labels (n, 1), as the other parts
 * @param augmentation what may happen to a volume while training
 * @param views what is asked about a volume: see {@link Committee}
 * @param drawing how a volume (side, side, side) is shown in galleries
 */
record VolumeStudy(List<String> names, Dataset train, Dataset validation, Dataset test, VolumeNet net, int members, int epochs, List<Layer> augmentation,
        List<UnaryOperator<NDArray>> views, Function<NDArray, BufferedImage> drawing) {
    private static final int BATCH = 32;
    /** Small data need small batches, or there are too few steps for the learning rate to rise and fall. */
    private static final int QUICK_BATCH = 8;
    private static final double RATE = 3e-3;
    private static final double DECAY = 0.05;

    /** Probabilities of class 1, brought back to how often it is. */
    record Answers(double[] validation, double[] test) {}

    /** What came of it. @param networks what the networks alone say; the same as {@code finding} where nobody answers beside them */
    record Result(Committee committee, Finding finding, Finding networks) {}

    /** Whoever else answers: probabilities of class 1 for volumes (n, side, side, side, 1). */
    interface Second extends Function<NDArray, double[]> {}

    /** The classes' numbers, and some volumes of each. */
    void examples(Report report, String caption) {
        int[][] counts = {MedMnist.counts(train), MedMnist.counts(validation), MedMnist.counts(test)};
        report.table(List.of("class", "training", "validation", "test"), IntStream.range(0, 2).mapToObj(c -> List.of(names.get(c), String.valueOf(counts[0][c]),
                String.valueOf(counts[1][c]), String.valueOf(counts[2][c]))).toList());
        Batch some = train.take(100).toArrays();
        List<Report.Tile> tiles = new ArrayList<>();
        for (int c = 0; c < 2; c++) {
            int kind = c;
            IntStream.range(0, some.size()).filter(i -> (int) some.y().at(i) == kind).limit(3).forEach(i -> tiles.add(new Report.Tile(drawing.apply(volume(some.x(), i)), names.get(kind))));
        }
        report.gallery("examples", caption, tiles);
    }

    /**
     * Trains, saves the networks together as {@code FILE.keras}, and writes the sections on the network and on how good it is.
     *
     * @param second answers beside the networks, with equal weight: the mean of the log-odds; null for the networks alone
     */
    Result run(Lab lab, String file, Second second) {
        int[] counts = MedMnist.counts(train);
        int batch = lab.quick() ? QUICK_BATCH : BATCH;
        int steps = epochs * Math.ceilDiv(train.size(), batch);
        Committee committee = Committee.train(lab, members, views, seed -> compiled(net.model(seed), counts, steps), train,
                fit -> fit.epochs(epochs).batchSize(batch).augment(augmentation.toArray(Layer[]::new)).validation(validation));
        Report report = lab.report();
        report.heading("The network");
        report.text("A small residual network of 3-D convolutions at three scales. The means over each of the scales go to the classifier: what is seen in small pieces, such as how thick something "
                + "is, counts directly, and a mean over the whole volume tells how much of it there is. It learns with weights that let both classes count the same (the rarer one is not drowned); "
                + "its answers are then brought back to how often the finding is.");
        report.text((members == 1 ? "One network answers" : members + " networks from different seeds answer together") + ", each for " + views.size()
                + (views.size() == 1 ? " view" : " views") + " of a volume; nothing is picked on the validation set but the threshold.");
        for (int i = 0; i < members; i++) {
            report.curves("curves-" + (i + 1), "Network " + (i + 1) + ": loss and area under the ROC curve", committee.members().get(i).history());
        }
        committee.together().save(lab.folder().resolve(file + ".keras"));
        Batch v = validation.toArrays();
        Batch t = test.toArrays();
        double share = counts[1] / (double) (counts[0] + counts[1]);
        Answers answers = lab.once("answers", Answers.class, () -> new Answers(Finding.atPrevalence(committee.probabilities(v.x()), share),
                Finding.atPrevalence(committee.probabilities(t.x()), share)));
        Finding networks = new Finding(names, answers.validation, Finding.truth(v.y()), answers.test, Finding.truth(t.y()));
        Finding finding = second == null ? networks
                : new Finding(names, together(answers.validation, second.apply(v.x())), networks.validationTruth(), together(answers.test, second.apply(t.x())), networks.testTruth());
        finding.report(lab);
        return new Result(committee, finding, networks);
    }

    /** The mean of the log-odds, as a probability. */
    static double[] together(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> 1 / (1 + Math.exp(-(odds(a[i]) + odds(b[i])) / 2))).toArray();
    }

    private static double odds(double p) {
        double inside = Math.clamp(p, 1e-6, 1 - 1e-6);
        return Math.log(inside / (1 - inside));
    }

    private static Model compiled(Model model, int[] counts, int steps) {
        return model.compile(adamW(oneCycle(RATE, steps)).weightDecay(DECAY), balancedBinaryCrossentropy(new long[] {counts[1]}, new long[] {counts[0]}), auc());
    }

    /** Maps in three planes for the surest right answers and the worst mistakes. */
    void maps(Report report, Result result) {
        NDArray x = test.toArrays().x();
        report.heading("Where it looks");
        report.text("Grad-CAM of the first network, at the scale of two voxels: what speaks for *" + names.get(1) + "*. Each picture has the three planes through the place where the map is largest, "
                + "plain and under the map. First the surest answers that are right, then the worst mistakes.");
        int[][] kinds = {{1, 1}, {0, 1}, {1, 0}};
        String[] files = {"hit", "false-alarm", "miss"};
        String[] words = {"found, and there", "reported, but not there", "there, but not found"};
        for (int k = 0; k < kinds.length; k++) {
            int[] rows = result.finding.surest(kinds[k][0], kinds[k][1], 2);
            for (int i = 0; i < rows.length; i++) {
                String title = String.format(Locale.ROOT, "%s: probability of %s %.1f%%", words[k], names.get(1), 100 * result.finding.test()[rows[i]]);
                report.picture(files[k] + "-" + (i + 1), title, new Overlay().title(title).draw(explained(result.committee, x, rows[i])));
            }
            if (rows.length == 0) {
                report.text("None that is " + words[k] + ".");
            }
        }
    }

    static Explanation explained(Committee committee, NDArray volumes, int row) {
        return Explainers.gradCam().layer(VolumeNet.LOOKED_AT).explain(committee.first(), volumes.rows(row, row + 1).reshape(volumes.shape().sample().dims()), 1);
    }

    /** One of (n, side, side, side, 1) as (side, side, side). */
    static NDArray volume(NDArray volumes, int row) {
        int[] dims = volumes.shape().dims();
        return volumes.rows(row, row + 1).reshape(dims[1], dims[2], dims[3]);
    }
}
