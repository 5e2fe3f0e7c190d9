package dyp.labs.face;

import dyp.data.Dataset;
import dyp.explain.ColorMap;
import dyp.explain.Explanation;
import dyp.labs.recipe.Lab;
import dyp.labs.recipe.Recipe;
import dyp.labs.recipe.Trained;
import dyp.labs.report.Pictures;
import dyp.labs.report.Report;
import dyp.labs.report.Report.Tile;
import dyp.tensor.NDArray;
import dyp.train.Model;
import dyp.zoo.ClassLabels;
import dyp.zoo.Preprocess;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Moods from faces of 48x48 pixels, where one mood is far rarer than the others: what augmentation and class weights change, class by class, and what the network looks at.
 */
public final class FaceRecipe implements Recipe {
    private static final int TILES = 14;
    private static final int LOOKED_AT = 200;
    private static final double OPACITY = 0.45;

    @Override
    public String name() {
        return "faces";
    }

    @Override
    public String lab() {
        return "E";
    }

    @Override
    public String title() {
        return "Moods from faces of 48x48 pixels: rare classes, confusions, and where the network looks";
    }

    @Override
    public Optional<String> set() {
        return Optional.empty();
    }

    @Override
    public void run(Lab lab) {
        FaceSet set = FaceSet.of(lab);
        lab.uses(set.what(), set.files(), set.split());
        int classes = set.classes().size();
        NDArray test = set.test().toArrays().x();
        pictures(lab, set, test);

        // Five times as many pictures, as in FER2013, need fewer passes for the same time.
        int epochs = lab.epochs(set.train().size() > 10_000 ? 7 : 14);
        Trained plain = lab.train("plain", noted(FaceNetworks.network(classes, lab.seed()), set), set.train(), fit -> {
            FaceNetworks.plain(fit, epochs);
            fit.validation(set.validation());
        });
        learned(lab, "plain", "Learning as it comes", plain);
        double[] weights = FaceNetworks.weights(set.train(), classes);
        Trained balanced = lab.train("balanced", noted(FaceNetworks.network(classes, lab.seed()), set), set.train(), fit -> {
            FaceNetworks.balanced(fit, epochs, weights);
            fit.validation(set.validation());
        });
        learned(lab, "balanced", "Learning with augmentation and class weights", balanced);

        Map<String, Trained> networks = new LinkedHashMap<>();
        networks.put("plain", plain);
        networks.put("balanced", balanced);
        Judgement judged = compare(lab, set, networks);
        look(lab, set, balanced.model(), judged, test);
        mistakes(lab, set, judged, test);
    }

    private static Model noted(Model model, FaceSet set) {
        new ClassLabels(set.classes()).note(model);
        Preprocess.UNIT.note(model);
        return model;
    }

    private static void pictures(Lab lab, FaceSet set, NDArray test) {
        Report report = lab.report().heading("The pictures");
        report.text("Grey, 48x48 pixels, in " + set.classes().size() + " classes that are far from equally common: whoever answers with the commonest class only is right more often"
                + " than one in seven, and F1, class by class, says more than the share of right answers.");
        int[] truth = truth(set.test());
        List<Tile> tiles = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            for (int c = 0; c < set.classes().size(); c++) {
                int wanted = c;
                int[] rows = IntStream.range(0, truth.length).filter(i -> truth[i] == wanted).toArray();
                if (round < rows.length) {
                    tiles.add(new Tile(Pictures.of(test, rows[round * (rows.length - 1)]), set.classes().get(c)));
                }
            }
        }
        report.gallery("examples", "Two test pictures of each class", tiles);
        int[] counts = Arrays.copyOf(set.train().classCounts(), set.classes().size());
        report.bars("classes", "Pictures to train on, by class", set.classes(), Arrays.stream(counts).asDoubleStream().toArray());
    }

    private static void learned(Lab lab, String stage, String heading, Trained trained) {
        lab.report().heading(heading).curves("curves-" + stage, heading + ": loss and accuracy over the epochs", trained.history())
                .text(Report.time(trained.seconds()) + " of training.");
    }

    /** Both networks on unseen pictures; gives the second one's judgement of the test part. */
    private static Judgement compare(Lab lab, FaceSet set, Map<String, Trained> networks) {
        Report report = lab.report().heading("On unseen pictures");
        List<List<String>> rows = new ArrayList<>();
        Map<String, Judgement> tests = new LinkedHashMap<>();
        networks.forEach((name, trained) -> {
            Judgement validated = Judgement.of(trained.model(), set.validation(), set.classes().size());
            Judgement tested = Judgement.of(trained.model(), set.test(), set.classes().size());
            tests.put(name, tested);
            rows.add(List.of(name, Report.percent(validated.accuracy()), Report.percent(validated.macroF1()), Report.percent(tested.accuracy()), Report.percent(tested.macroF1())));
            lab.score(name + " accuracy", tested.accuracy());
            lab.score(name + " macro F1", tested.macroF1());
        });
        report.table(List.of("network", "validation: right", "mean F1", "test: right", "mean F1"), rows);
        report.text("F1 of each class on the test part:");
        Judgement plain = tests.get("plain");
        Judgement balanced = tests.get("balanced");
        report.table(List.of("class", "test pictures", "plain", "balanced"), IntStream.range(0, set.classes().size()).mapToObj(c -> List.of(set.classes().get(c),
                "" + Arrays.stream(plain.counts()[c]).sum(), f1(plain.f1(c)), f1(balanced.f1(c)))).toList());
        report.confusion("confusion-plain", "Plain: rows are what is shown, columns what was said", plain.counts(), set.classes());
        report.confusion("confusion-balanced", "With augmentation and class weights", balanced.counts(), set.classes());
        report.calibration("calibration", "With augmentation and class weights: how far its probabilities can be believed", balanced.probabilities(), balanced.truth());
        return balanced;
    }

    private static String f1(double value) {
        return Double.isNaN(value) ? "none there" : String.format(Locale.ROOT, "%.3f", value);
    }

    private static void look(Lab lab, FaceSet set, Model model, Judgement judged, NDArray test) {
        Report report = lab.report().heading("Where it looks");
        report.text("Grad-CAM (Selvaraju et al. 2017) for the class that was said, from dark (nothing) to yellow (much), on the layer that sees 12 x 12 places.");
        int[] hits = ranked(judged, true);
        int[] misses = ranked(judged, false);
        report.gallery("looks-hits", "Right answers", maps(set, model, judged, test, spread(judged, hits, set.classes().size())));
        if (misses.length > 0) {
            report.gallery("looks-mistakes", "Mistakes: what was shown, and what it was taken for", maps(set, model, judged, test, Arrays.copyOf(misses, Math.min(TILES, misses.length))));
        }
        if (!set.parts().isEmpty()) {
            Pointing pointing = lab.once("pointing", Pointing.class, () -> Pointing.of(model, test, set.parts(), judged, set.classes(), every(hits, lab.quick() ? 10 : LOOKED_AT)));
            pointed(lab, report, pointing);
        }
    }

    private static void pointed(Lab lab, Report report, Pointing p) {
        report.text(String.format(Locale.ROOT, "The drawn faces are known: in %d right answers the map's largest number lies on brows, eyes, nose or mouth in **%.1f%%**, and %.1f%% of the map"
                + " lies there; these parts cover %.1f%% of the pictures, which is what looking anywhere would give.", p.pictures(), 100 * p.peaks(), 100 * p.mass(), 100 * p.area()));
        List<List<String>> rows = new ArrayList<>();
        p.where().forEach((name, shares) -> {
            List<String> row = new ArrayList<>(List.of(name));
            Pointing.PLACES.forEach(place -> row.add(Report.percent(shares.get(place))));
            rows.add(row);
        });
        report.table(List.of("said", "brows", "eyes", "nose", "mouth", "elsewhere"), rows);
        lab.score("pointing", p.peaks());
        lab.score("pointing by chance", p.area());
    }

    private static void mistakes(Lab lab, FaceSet set, Judgement judged, NDArray test) {
        int[] worst = ranked(judged, false);
        if (worst.length > 0) {
            lab.report().heading("The worst mistakes").gallery("worst", "Wrong, and most certain of it", Arrays.stream(worst).limit(TILES).mapToObj(row -> new Tile(Pictures.of(test, row),
                    title(set, judged, row))).toList());
        }
    }

    private static String title(FaceSet set, Judgement judged, int row) {
        int said = judged.said(row);
        String sure = String.format(Locale.ROOT, " %.0f%%", 100 * judged.probabilities()[row][said]);
        String shown = set.classes().get(judged.truth()[row]);
        return said == judged.truth()[row] ? shown + sure : shown + ", taken for " + set.classes().get(said) + sure;
    }

    /** Right or wrong answers, the most certain first. */
    private static int[] ranked(Judgement judged, boolean right) {
        return IntStream.range(0, judged.truth().length).filter(i -> judged.said(i) == judged.truth()[i] == right).boxed()
                .sorted(Comparator.comparingDouble(i -> -judged.probabilities()[i][judged.said(i)])).mapToInt(i -> i).toArray();
    }

    /** Two of each class where there are. */
    private static int[] spread(Judgement judged, int[] rows, int classes) {
        int[] left = new int[classes];
        Arrays.fill(left, 2);
        return Arrays.stream(rows).filter(i -> left[judged.truth()[i]]-- > 0).boxed().sorted(Comparator.comparingInt(i -> judged.truth()[i])).mapToInt(i -> i).toArray();
    }

    /** So many of them, evenly over all. */
    private static int[] every(int[] rows, int most) {
        int n = Math.min(most, rows.length);
        return IntStream.range(0, n).map(i -> rows[(int) ((long) i * rows.length / n)]).toArray();
    }

    private static List<Tile> maps(FaceSet set, Model model, Judgement judged, NDArray test, int[] rows) {
        return Arrays.stream(rows).mapToObj(row -> new Tile(over(test, row, Pointing.explain(model, test, row, judged.said(row))), title(set, judged, row))).toList();
    }

    /** The picture, and beside it the picture under the map. */
    private static BufferedImage over(NDArray test, int row, Explanation e) {
        int side = DrawnFaces.SIDE;
        BufferedImage image = new BufferedImage(2 * side + 2, side, BufferedImage.TYPE_INT_RGB);
        double most = IntStream.range(0, e.map().size()).mapToDouble(e.map()::at).max().orElse(1);
        BufferedImage plain = Pictures.of(test, row);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int grey = plain.getRGB(x, y) & 255;
                int map = ColorMap.RISING.rgb(Math.max(0, e.map().get(y, x)) / Math.max(most, 1e-12));
                int rgb = 0;
                for (int shift = 16; shift >= 0; shift -= 8) {
                    rgb |= (int) Math.round(OPACITY * (map >> shift & 255) + (1 - OPACITY) * grey) << shift;
                }
                image.setRGB(x, y, plain.getRGB(x, y));
                image.setRGB(side + 2 + x, y, rgb);
            }
            image.setRGB(side, y, 0xFFFFFF);
            image.setRGB(side + 1, y, 0xFFFFFF);
        }
        return image;
    }

    private static int[] truth(Dataset data) {
        int[] truth = new int[data.size()];
        data.copyY(0, data.size(), truth, 0);
        return truth;
    }
}
