package dyp.labs.chest;

import dyp.data.Batch;
import dyp.data.Dataset;
import dyp.explain.Explainers;
import dyp.explain.Explanation;
import dyp.explain.Overlay;
import dyp.labs.data.MedMnist;
import dyp.labs.finding.Committee;
import dyp.labs.finding.Finding;
import dyp.labs.recipe.Lab;
import dyp.labs.recipe.Recipe;
import dyp.labs.report.Pictures;
import dyp.labs.report.Report;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Lab X: pneumonia in X-ray pictures of the chest, or opacities in drawings of such. */
public final class Chest implements Recipe {
    private static final String FILE = "pneumoniamnist.npz";
    private static final int SIDE = 28;
    private static final int BATCH = 32;
    /** Small data need small batches, or there are too few steps for the learning rate to rise and fall. */
    private static final int QUICK_BATCH = 8;
    private static final int EPOCHS = 14;
    private static final int MEMBERS = 2;

    @Override
    public String name() {
        return "chest";
    }

    @Override
    public String lab() {
        return "X";
    }

    @Override
    public String title() {
        return "Chest X-rays: a DenseNet in CheXNet's manner, with heat maps";
    }

    @Override
    public Optional<String> set() {
        return Optional.of("pneumoniamnist");
    }

    /** @param opacities of the test pictures, (n, height, width); null where nobody knows where they are */
    private record Data(Dataset train, Dataset validation, Dataset test, List<String> names, NDArray opacities) {}

    /** Probabilities that pneumonia is there, brought back to how often it is. */
    record Answers(double[] validation, double[] test) {}

    @Override
    public void run(Lab lab) {
        Data data = lab.data().isPresent() ? real(lab, lab.data().get()) : synthetic(lab);
        Report report = lab.report();
        int[] counts = MedMnist.counts(data.train);
        examples(report, data, counts);

        ChestNet net = lab.quick() ? new ChestNet(4, List.of(2, 2)) : new ChestNet(12, List.of(3, 6, 6));
        int epochs = lab.epochs(EPOCHS);
        int side = data.train.sampleShape().dim(0);
        int batch = lab.quick() ? QUICK_BATCH : BATCH;
        int steps = epochs * Math.ceilDiv(data.train.size(), batch);
        List<UnaryOperator<NDArray>> views = List.of(UnaryOperator.identity(), Chest::mirrored);
        Committee committee = Committee.train(lab, lab.quick() ? 1 : MEMBERS, views, seed -> ChestNet.compiled(net.model(side, seed), counts, steps), data.train,
                fit -> fit.epochs(epochs).batchSize(batch).augment(ChestNet.augmentation()).validation(data.validation));
        network(report, committee);
        committee.together().save(lab.folder().resolve("chest.keras"));

        Batch validation = data.validation.toArrays();
        Batch test = data.test.toArrays();
        double share = counts[1] / (double) (counts[0] + counts[1]);
        Answers answers = lab.once("answers", Answers.class, () -> new Answers(Finding.atPrevalence(committee.probabilities(validation.x()), share),
                Finding.atPrevalence(committee.probabilities(test.x()), share)));
        Finding finding = new Finding(data.names, answers.validation, Finding.truth(validation.y()), answers.test, Finding.truth(test.y()));
        finding.report(lab);
        maps(lab, data, committee, finding, test.x());
    }

    private static Data real(Lab lab, Path place) {
        MedMnist set = MedMnist.read(place, FILE);
        // The file is sorted by class in part; fit shuffles each epoch as well.
        Dataset train = set.train().shuffle(lab.seed());
        if (lab.quick()) {
            train = train.take(200);
        }
        lab.uses(String.format(Locale.ROOT, "PneumoniaMNIST: %,d X-ray pictures of the chests of children, %d by %d, normal or with pneumonia",
                set.train().size() + set.validation().size() + set.test().size(), SIDE, SIDE), List.of(set.file()),
                String.format(Locale.ROOT, "as published: %,d to train on, %,d to validate, %,d to test. The validation set is a part of the source's training set, the test set is the "
                        + "source's own and differs more: networks do worse on it", train.size(), set.validation().size(), set.test().size()));
        return new Data(train, set.validation(), set.test(), List.of("normal", "pneumonia"), null);
    }

    private static Data synthetic(Lab lab) {
        int train = lab.quick() ? 96 : 1600, others = lab.quick() ? 32 : 300;
        SyntheticChest all = SyntheticChest.of(train + 2 * others, SIDE, lab.seed());
        Dataset set = Dataset.of(all.pictures(), all.labels());
        lab.uses("Synthetic drawings in the manner of chest X-rays, made by this program for seed " + lab.seed() + " (no data of people)", List.of(),
                train + " to train on, " + others + " to validate, " + others + " to test");
        return new Data(set.take(train), set.rows(train, train + others), set.skip(train + others), List.of("clear", "opacity"), all.opacities().rows(train + others, train + 2 * others));
    }

    private static void examples(Report report, Data data, int[] counts) {
        report.heading("What is learned from");
        int[] validation = MedMnist.counts(data.validation), test = MedMnist.counts(data.test);
        report.table(List.of("class", "training", "validation", "test"), IntStream.range(0, 2).mapToObj(c -> List.of(data.names.get(c), String.format(Locale.ROOT, "%,d", counts[c]),
                String.format(Locale.ROOT, "%,d", validation[c]), String.format(Locale.ROOT, "%,d", test[c]))).toList());
        Batch some = data.train.take(400).toArrays();
        List<Report.Tile> tiles = new ArrayList<>();
        for (int c = 0; c < 2; c++) {
            int kind = c;
            IntStream.range(0, some.size()).filter(i -> (int) some.y().at(i) == kind).limit(6).forEach(i -> tiles.add(new Report.Tile(Pictures.of(some.x(), i), data.names.get(kind))));
        }
        report.gallery("examples", "Some of the training pictures", tiles);
    }

    private static void network(Report report, Committee committee) {
        report.heading("The network");
        report.text("A DenseNet in the manner of CheXNet, made small: every layer sees what all layers of its block gave. The mean over its last map goes to one sigmoid. Each picture is first "
                + "brought to mean 0 and variance 1, since exposure is no finding. Learned with CheXNet's loss, in which both classes weigh the same; the answers are then brought back to how often "
                + "the finding is in the training data. While training, pictures are mirrored, moved, turned and zoomed a little, exposed differently, partly covered, and mixed in pairs (mixup).");
        report.text("Settings were chosen beforehand and on the validation set; nothing was tried on the test set. " + committee.members().size()
                + (committee.members().size() == 1 ? " network answers" : " networks from different seeds answer together") + ", each for a picture and its mirror image.");
        for (int i = 0; i < committee.members().size(); i++) {
            report.curves("curves-" + (i + 1), "Network " + (i + 1) + ": loss (on mixed pictures while training, on plain ones for validation) and area under the ROC curve",
                    committee.members().get(i).history());
        }
    }

    private static void maps(Lab lab, Data data, Committee committee, Finding finding, NDArray test) {
        Report report = lab.report();
        report.heading("Where it looks");
        report.text("Heat maps by Grad-CAM of the first network: what in the last map speaks for the answer *" + data.names.get(1) + "*. They show where the network looks, not where the "
                + "illness is. First those that it is surest of and right, then the worst mistakes.");
        draw(report, data, committee, finding, test, 1, 1, "hit", "found, and there");
        draw(report, data, committee, finding, test, 0, 1, "false-alarm", "reported, but not there");
        draw(report, data, committee, finding, test, 1, 0, "miss", "there, but not found");
        if (data.opacities != null) {
            int[] hits = finding.surest(1, 1, lab.quick() ? 4 : 100);
            double on = IntStream.of(hits).filter(i -> pointsAt(explained(committee, test, i), data.opacities, i)).count() / (double) Math.max(1, hits.length);
            double by = IntStream.of(hits).mapToDouble(i -> covered(data.opacities, i)).average().orElse(0);
            lab.score("pointing", on);
            report.text(String.format(Locale.ROOT, "Here it is known where the opacities are: of %d heat maps %s have their largest value on one (where they cover %s of the picture: so often would "
                    + "a blind guess hit). Pointing game: Zhang et al. 2018, \"Top-down neural attention by excitation backprop\".", hits.length, Report.percent(on), Report.percent(by)));
        }
    }

    private static void draw(Report report, Data data, Committee committee, Finding finding, NDArray test, int truth, int answer, String file, String what) {
        int[] rows = finding.surest(truth, answer, 4);
        if (rows.length == 0) {
            report.text("None that is " + what + ".");
        }
        for (int k = 0; k < rows.length; k++) {
            String title = String.format(Locale.ROOT, "%s: probability of %s %.1f%%", what, data.names.get(1), 100 * finding.test()[rows[k]]);
            report.picture(file + "-" + (k + 1), title, new Overlay().title(title).draw(explained(committee, test, rows[k])));
        }
    }

    private static Explanation explained(Committee committee, NDArray test, int row) {
        int[] one = test.rows(row, row + 1).shape().sample().dims();
        return Explainers.gradCam().explain(committee.first(), test.rows(row, row + 1).reshape(one), 1);
    }

    private static boolean pointsAt(Explanation e, NDArray opacities, int row) {
        int[] peak = e.peak();
        return opacities.get(row, peak[0], peak[1]) > SEEN;
    }

    /** From here on an opacity counts as being at a place: about the noise. */
    private static final double SEEN = 0.03;

    private static double covered(NDArray opacities, int row) {
        NDArray one = opacities.rows(row, row + 1);
        return IntStream.range(0, one.size()).filter(i -> one.at(i) > SEEN).count() / (double) one.size();
    }

    /** Left for right. */
    static NDArray mirrored(NDArray pictures) {
        Shape s = pictures.shape();
        int wide = s.dim(2) * s.dim(3), channels = s.dim(3);
        return NDArray.generate(s, i -> {
            int at = i % wide;
            return pictures.at(i - at + wide - channels - at / channels * channels + at % channels);
        });
    }
}
