package dyp.labs.ecg;

import dyp.labs.recipe.Lab;
import dyp.labs.recipe.Recipe;
import dyp.train.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Beats of the UCR archive on their published split: random kernels and residual networks, which answer together. Everything is settled within the
 * training part, by cross-validation; the test part is looked at once.
 *
 * @param name on the command line, and of the known set
 * @param stem how the archive's files begin
 * @param kinds the classes by their numbers in the files, ascending
 * @param members residual networks in the answer
 * @param folds into which the training part is cut
 */
public record UcrBeats(String name, String title, String stem, List<String> kinds, BeatTraining training, int members, int folds) implements Recipe {
    private static final int SYNTHETIC_LEARNED = 500;
    private static final int EXPLAINED = 6;

    /** Five kinds, 500 beats to learn from, 4,499 to test. */
    public static UcrBeats ecg5000() {
        return new UcrBeats("ecg5000", "ECG5000: five kinds of heart beats", "ECG5000", List.of("normal", "R-on-T", "PVC", "SV ectopic", "unknown"),
                new BeatTraining(16, 30, new BeatChanges(0.03, 0.02, 0.1, 0.05), 2520, 0.3), 3, 5);
    }

    /** Two kinds, 100 beats to learn from, 100 to test. */
    public static UcrBeats ecg200() {
        return new UcrBeats("ecg200", "ECG200: heart beats with and without infarction", "ECG200", List.of("infarction", "normal"),
                new BeatTraining(16, 60, new BeatChanges(0.03, 0.02, 0.1, 0.05), 2520, 3), 3, 5);
    }

    @Override
    public String lab() {
        return "B";
    }

    @Override
    public Optional<String> set() {
        return Optional.of(name);
    }

    /** What is learned from and what is tested. */
    private record Parts(Beats train, Beats test, String what, List<Path> files, String split) {}

    private Parts parts(Lab lab) {
        if (lab.data().isPresent()) {
            UcrFiles set = UcrFiles.read(lab.data().get(), stem, kinds);
            return new Parts(set.train(), set.test(), String.format(Locale.ROOT, "%s of the UCR archive, %,d beats", stem, set.train().size() + set.test().size()), set.files(),
                    String.format(Locale.ROOT, "the archive's own: %,d beats to learn from, %,d to test; settings are chosen by cross-validation among the "
                            + "first", set.train().size(),
                            set.test().size()));
        }
        SyntheticEcg hearts = new SyntheticEcg(lab.quick() ? 10 : 40, lab.quick() ? 20 : 40, 360, lab.seed());
        Beats all = BeatCutter.usual().cut(hearts.records(), SyntheticEcg.CLASSES).alone().withAtLeast(2);
        List<Beats> parts = all.byPatient(lab.seed(), 0.5, 0.5);
        Beats train = parts.getFirst().where(i -> i < SYNTHETIC_LEARNED);
        return new Parts(train, parts.getLast(), String.format(Locale.ROOT, "synthetic beats of %d invented patients (a dynamical model of the heart), in "
                + "place of %s", hearts.patients(), stem),
                List.of(), String.format(Locale.ROOT, "by patient: %,d beats to learn from, %,d of other patients to test", train.size(), parts.getLast().size()));
    }

    @Override
    public void run(Lab lab) {
        Parts parts = parts(lab);
        Beats train = parts.train;
        lab.uses(parts.what, parts.files, parts.split);
        BeatReport report = new BeatReport(lab, train.classes());
        report.data(List.of("to learn from", "to test"), List.of(train, parts.test), "Each beat is a curve of " + train.length()
                + " points with mean 0 and deviation 1: how high it was, and when the beat before it came, is not known any more.");
        lab.score("validation accuracy", new HeldOut(lab, training, train, lab.quick() ? 2 : folds).section(report).accuracy());

        int members = lab.quick() ? 1 : this.members;
        lab.report().heading("The networks").text("Two ways that err in different places, and answer together. **Random kernels** (Dempster, Schmidt and Webb 2021): thousands of small "
                + "filters that nobody trained; each says which share of the curve lies above a threshold, and one layer learns to tell the kinds by that. **Residual networks**, "
                + members + " of them, which learn their filters from beats that are shifted, warped, scaled and noisy in each epoch anew. All learn from all training beats.");
        Model kernels = training.kernels(lab, "kernels", train, false, lab.seed());
        List<Model> networks = new ArrayList<>();
        for (int i = 1; i <= members; i++) {
            networks.add(training.resNet(lab, "network-" + i, train, null, false, lab.seed() * 100 + i).model());
        }
        Model all = BeatTraining.together(train, kernels, networks).engine(lab.engine());
        all.save(lab.folder().resolve("beats.keras"));
        lab.checkStop();

        double[][] probabilities = BeatReport.rows(all.predict(parts.test.x()));
        report.test(probabilities, parts.test.y(), "test");
        alone(lab, report, kernels, networks, parts.test);
        BeatMistakes.explain(lab, networks.getFirst(), parts.test, probabilities, EXPLAINED);
        lab.report().text("The network that gave these answers is in `beats.keras`: a beat goes in as " + train.x().shape().sample() + ", a probability "
                + "per kind comes out.").flush();
    }

    /** What each would have said by itself: to be seen, not to choose by. */
    private static void alone(Lab lab, BeatReport report, Model kernels, List<Model> networks, Beats test) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("random kernels", BeatReport.softmax(kernels.predict(test.x())), test));
        for (int i = 0; i < networks.size(); i++) {
            rows.add(row("residual network " + (i + 1), BeatReport.softmax(networks.get(i).predict(test.x())), test));
        }
        lab.report().text("Each by itself (for the record; nothing was chosen by this):").table(List.of("", "accuracy", "macro-F1"), rows);
    }

    private static List<String> row(String name, double[][] said, Beats test) {
        BeatScores scores = BeatScores.of(said, test.y(), test.classes().size());
        return List.of(name, BeatScores.percent(scores.accuracy()), BeatScores.percent(scores.macroF1()));
    }
}
