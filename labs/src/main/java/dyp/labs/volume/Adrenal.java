package dyp.labs.volume;

import dyp.data.Batch;
import dyp.data.Dataset;
import dyp.labs.data.MedMnist;
import dyp.labs.finding.Finding;
import dyp.labs.recipe.Lab;
import dyp.labs.recipe.Recipe;
import dyp.labs.report.Report;
import dyp.nn.Layer;
import dyp.op.FillMode;
import dyp.op.Resize;
import dyp.preprocessing.Augmentation;
import dyp.preprocessing.Sampling;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Lab D: is an adrenal gland enlarged? Shapes in 28x28x28 voxels. Without data, synthetic heads in their place. */
public final class Adrenal implements Recipe {
    private static final String FILE = "adrenalmnist3d.npz";
    private static final int EPOCHS = 30;
    private static final int MEMBERS = 3;
    private static final double TURN = 15 / 360.0;

    @Override
    public String name() {
        return "adrenal";
    }

    @Override
    public String lab() {
        return "D";
    }

    @Override
    public String title() {
        return "Adrenal glands from CT: a 3-D network finds the enlarged ones";
    }

    @Override
    public Optional<String> set() {
        return Optional.of("adrenalmnist3d");
    }

    @Override
    public void run(Lab lab) {
        if (lab.data().isEmpty()) {
            Phantom.study(lab);
            return;
        }
        MedMnist set = read(lab, lab.data().get());
        int[] sides = set.train().sampleShape().dims();
        Dataset train = lab.quick() ? set.train().take(64) : set.train();
        VolumeNet net = new VolumeNet(sides[0], lab.quick() ? List.of(4, 4, 4) : List.of(8, 16, 32), 0.3);
        VolumeStudy study = new VolumeStudy(List.of("normal", "hyperplasia"), train, set.validation(), set.test(), net, lab.quick() ? 1 : MEMBERS, lab.epochs(EPOCHS), augmentation(), views(),
                Planes::shadows);
        Report report = lab.report();
        report.heading("What is learned from");
        report.text("Shapes of adrenal glands cut out of CT volumes: a voxel is gland or not. A gland with hyperplasia is thickened.");
        study.examples(report, "Some of the training volumes, seen through from three sides; the brighter, the thicker");
        report.text("While training, volumes are put into any of the 48 positions of a cube, since a thick gland is thick from every side, and turned and moved a little more in between; what is then "
                + "between inside and outside is rounded, so that shapes stay as sharp as those to be judged.");
        Ruler ruler = Ruler.of(train, lab.seed());
        VolumeStudy.Result result = study.run(lab, name(), ruler::probabilities);
        ruler(lab, study, result, ruler);
        study.maps(report, result);
    }

    private static MedMnist read(Lab lab, Path place) {
        MedMnist set = MedMnist.read(place, FILE);
        int[] test = MedMnist.counts(set.test());
        lab.uses(String.format(Locale.ROOT, "AdrenalMNIST3D: %,d adrenal glands as volumes of %s voxels, normal or with hyperplasia",
                set.train().size() + set.validation().size() + set.test().size(), set.train().sampleShape()), List.of(set.file()),
                String.format(Locale.ROOT, "as published: %,d to train on, %,d to validate, %,d to test (%.0f%% of them normal: so accurate is who never reports anything)", set.train().size(),
                        set.validation().size(), set.test().size(), 100.0 * test[0] / (test[0] + test[1])));
        return set;
    }

    /** How far one comes with a ruler: figures that a person can check. */
    private static void ruler(Lab lab, VolumeStudy study, VolumeStudy.Result result, Ruler ruler) {
        Report report = lab.report();
        report.heading("What a ruler says");
        report.text("All answers above are those of the networks and of a ruler together, each with equal weight (the mean of their log-odds): few glands are there to learn from, and what can be measured "
                + "need not be learned. The ruler is a logistic regression of how thick a gland is, how large, how much surface it has and which way it lies. Here are the areas under the ROC curve of "
                + "each alone, and of single measurements without any learning.");
        List<List<String>> rows = new ArrayList<>();
        for (int f = 0; f < Shapes.FIGURES.size(); f++) {
            rows.add(List.of(Shapes.FIGURES.get(f), area(study.train(), f), area(study.validation(), f), area(study.test(), f)));
        }
        Finding all = result.finding(), networks = result.networks();
        double alone = Finding.auroc(ruler.probabilities(study.test().toArrays().x()), all.testTruth());
        rows.add(List.of("the ruler: all measurements", "", number(Finding.auroc(ruler.probabilities(study.validation().toArrays().x()), all.validationTruth())), number(alone)));
        rows.add(List.of("the networks", "", number(Finding.auroc(networks.validation(), networks.validationTruth())), number(networks.auroc())));
        rows.add(List.of("**both together**", "", number(Finding.auroc(all.validation(), all.validationTruth())), number(all.auroc())));
        report.table(List.of("figure", "training", "validation", "test"), rows);
        lab.score("AUROC of the networks", networks.auroc());
        lab.score("AUROC of the ruler", alone);
    }

    private static String area(Dataset part, int figure) {
        Batch all = part.toArrays();
        double[] scores = IntStream.range(0, all.size()).mapToDouble(i -> Shapes.of(VolumeStudy.volume(all.x(), i)).figure(figure)).toArray();
        return number(Finding.auroc(scores, Finding.truth(all.y())));
    }

    private static String number(double v) {
        return String.format(Locale.ROOT, "%.4f", v);
    }

    /** For shapes that keep their class in any position. */
    static List<Layer> augmentation() {
        Sampling nothingBeyond = new Sampling(Resize.Method.BILINEAR, FillMode.CONSTANT, 0);
        Layer sharp = (x, scope) -> scope.training() ? x.sub(0.5).mul(8).add(0.5).clip(0, 1) : x;
        return List.of(new CubeTurns(), new SliceWise(Augmentation.randomRotation(TURN).sampling(nothingBeyond)),
                new SliceWise(Augmentation.randomTranslation(0.07, 0.07).sampling(nothingBeyond)), sharp);
    }

    /** A volume as it is and mirrored along each axis. */
    static List<UnaryOperator<NDArray>> views() {
        return IntStream.range(0, 8).mapToObj(k -> (UnaryOperator<NDArray>) x -> mirrored(x, (k & 1) != 0, (k & 2) != 0, (k & 4) != 0)).toList();
    }

    /** Volumes (n, a, b, c, channels) mirrored along some of their axes. */
    static NDArray mirrored(NDArray x, boolean a, boolean b, boolean c) {
        Shape s = x.shape();
        int n0 = s.dim(1), n1 = s.dim(2), n2 = s.dim(3), channels = s.dim(4);
        return !a && !b && !c ? x : NDArray.generate(s, i -> {
            int rest = i / channels, k = rest % n2, j = rest / n2 % n1, h = rest / n2 / n1 % n0, sample = rest / n2 / n1 / n0;
            int from = ((sample * n0 + (a ? n0 - 1 - h : h)) * n1 + (b ? n1 - 1 - j : j)) * n2 + (c ? n2 - 1 - k : k);
            return x.at(from * channels + i % channels);
        });
    }
}
