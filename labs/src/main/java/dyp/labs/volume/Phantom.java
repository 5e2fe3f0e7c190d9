package dyp.labs.volume;

import dyp.data.Dataset;
import dyp.explain.Explanation;
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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Lab D without data: synthetic heads, half of them with enlarged ventricles, of which it is known where they are. So the maps can be marked. */
public final class Phantom implements Recipe {
    private static final int SIDE = 28;
    private static final int EPOCHS = 10;
    private static final double TURN = 8 / 360.0;

    @Override
    public String name() {
        return "phantom";
    }

    @Override
    public String lab() {
        return "D";
    }

    @Override
    public String title() {
        return "Synthetic heads: a 3-D network finds enlarged ventricles, and does its map sit on them?";
    }

    @Override
    public Optional<String> set() {
        return Optional.empty();
    }

    @Override
    public void run(Lab lab) {
        study(lab);
    }

    static void study(Lab lab) {
        int train = lab.quick() ? 48 : 640, validation = lab.quick() ? 16 : 160, test = lab.quick() ? 24 : 240;
        HeadPhantoms heads = HeadPhantoms.of(train + validation + test, SIDE, lab.seed());
        lab.uses("Synthetic heads made by this program for seed " + lab.seed() + " (no data of people): " + SIDE + "x" + SIDE + "x" + SIDE + " voxels, T1 contrast", List.of(),
                train + " to train on, " + validation + " to validate, " + test + " to test");
        Dataset all = Dataset.of(heads.volumes(), heads.labels());
        VolumeNet net = new VolumeNet(SIDE, lab.quick() ? List.of(4, 4, 4) : List.of(8, 16, 32), 0.3);
        VolumeStudy study = new VolumeStudy(List.of("usual", "enlarged"), all.take(train), all.rows(train, train + validation), all.skip(train + validation), net, 1, lab.epochs(EPOCHS),
                augmentation(), List.of(UnaryOperator.identity(), x -> Adrenal.mirrored(x, true, false, false)), v -> Planes.middles(v, SIDE * 4));
        Report report = lab.report();
        report.heading("What is learned from");
        report.text("Heads made of bent and turned ellipsoids: scalp, bone, fluid, grey and white matter, and in the middle the ventricles. With age (which is not told) ventricles grow and the brain shrinks "
                + "from its bone; in half of the heads the ventricles are larger than that. The coil lights one side more than the other, and there is noise.");
        study.examples(report, "Some of the training volumes: the middle of each plane");
        VolumeStudy.Result result = study.run(lab, "phantom", null);

        int from = train + validation;
        double ruler = Finding.auroc(IntStream.range(from, from + test).mapToDouble(i -> heads.ratio().at(i)).toArray(), result.finding().testTruth());
        report.text(String.format(Locale.ROOT, "Who knew exactly which share of the inside of the head is ventricle would come to an area under the ROC curve of %.4f: age blurs the rest.", ruler));
        study.maps(report, result);
        pointing(lab, study, result, heads.ventricles().rows(from, from + test));
    }

    /** The maps marked against the truth. */
    private static void pointing(Lab lab, VolumeStudy study, VolumeStudy.Result result, NDArray ventricles) {
        NDArray x = study.test().toArrays().x();
        int[] hits = result.finding().surest(1, 1, lab.quick() ? 4 : 60);
        double on = 0, inside = 0, blind = 0;
        for (int row : hits) {
            lab.checkStop();
            NDArray near = widened(VolumeStudy.volume(ventricles.reshape(with(ventricles.shape())), row));
            Explanation e = VolumeStudy.explained(result.committee(), x, row);
            on += near.get(e.peak()) > 0 ? 1 : 0;
            inside += share(e.map(), near);
            blind += share(NDArray.generate(near.shape(), _ -> 1), near);
        }
        int n = Math.max(1, hits.length);
        lab.score("pointing", on / n);
        lab.report().subheading("Does it sit on the ventricles?").text(String.format(Locale.ROOT, "It is known here where the ventricles are. Of %d maps of heads that were rightly found, %s have their largest value on a "
                + "ventricle or the voxel beside it, and %s of the maps' weight lies there. These voxels are %s of the volume: so often would a blind guess hit. (Pointing game: Zhang et al. 2018, "
                + "\"Top-down neural attention by excitation backprop\".)", hits.length, Report.percent(on / n), Report.percent(inside / n), Report.percent(blind / n)));
    }

    private static int[] with(Shape s) {
        return new int[] {s.dim(0), s.dim(1), s.dim(2), s.dim(3), 1};
    }

    /** How much of a map's sum lies where the mask is above 0; 0 where the map is nothing. */
    private static double share(NDArray map, NDArray mask) {
        double all = 0, there = 0;
        for (int i = 0; i < map.size(); i++) {
            all += map.at(i);
            there += mask.at(i) > 0 ? map.at(i) : 0;
        }
        return all > 0 ? there / all : 0;
    }

    /** One voxel more on all six sides: the map's own places are two voxels wide. */
    static NDArray widened(NDArray mask) {
        Shape s = mask.shape();
        int[] stride = {s.dim(1) * s.dim(2), s.dim(2), 1};
        return NDArray.generate(s, i -> {
            if (mask.at(i) > 0) {
                return 1;
            }
            for (int axis = 0; axis < 3; axis++) {
                int at = i / stride[axis] % s.dim(axis);
                if (at > 0 && mask.at(i - stride[axis]) > 0 || at < s.dim(axis) - 1 && mask.at(i + stride[axis]) > 0) {
                    return 1;
                }
            }
            return 0;
        });
    }

    /** A head may be mirrored from left to right, and lies as it lies. The first axis runs to the right. */
    private static List<Layer> augmentation() {
        Sampling nothingBeyond = new Sampling(Resize.Method.BILINEAR, FillMode.CONSTANT, 0);
        return List.of(new SideSwap(), new SliceWise(Augmentation.randomRotation(TURN).sampling(nothingBeyond)), new SliceWise(Augmentation.randomTranslation(0.05, 0.05).sampling(nothingBeyond)));
    }
}
