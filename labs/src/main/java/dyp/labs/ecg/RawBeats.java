package dyp.labs.ecg;

import dyp.labs.recipe.Lab;
import dyp.labs.recipe.Recipe;
import dyp.labs.recipe.Trained;
import dyp.train.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * From raw electrocardiograms to kinds of beats: the signal is filtered, beats are cut out around their R waves, and a residual network tells them apart.
 * Where there are several patients, nobody is in two parts; where there is one record, its beginning is learned from and its end is the test.
 *
 * @param set the known set; empty where there is none
 */
public record RawBeats(String name, String title, Optional<String> set) implements Recipe {
    private static final int FEWEST = 5;
    private static final int EXPLAINED = 6;
    private static final int SEVERAL = 3;
    private static final BeatTraining TRAINING = new BeatTraining(16, 15, new BeatChanges(0.02, 0.01, 0.1, 0.03), 9996, 0.01);

    /** Many patients: five kinds of beats from a model of the heart, or a folder of records. */
    public static RawBeats many() {
        return new RawBeats("ecg", "ECG: five kinds of heart beats, split by patient", Optional.empty());
    }

    /** One record of the MIT-BIH Arrhythmia Database. */
    public static RawBeats mitBih() {
        return new RawBeats("mitbih", "MIT-BIH: beats cut out of a raw record", Optional.of("mitbih-sample"));
    }

    @Override
    public String lab() {
        return "B";
    }

    /** What is learned from, what settings are chosen by, what is tested. */
    private record Parts(Beats train, Beats validation, Beats test, String what, List<Path> files, String split, String words) {}

    private Parts parts(Lab lab) {
        BeatCutter cutter = BeatCutter.usual();
        if (lab.data().isEmpty()) {
            return set.isPresent() ? synthetic(new SyntheticEcg(1, lab.quick() ? 240 : 1800, 360, lab.seed()), true, cutter)
                    : synthetic(new SyntheticEcg(lab.quick() ? 15 : 60, lab.quick() ? 20 : 60, 360, lab.seed()), false, cutter);
        }
        Path place = lab.data().get();
        List<EcgRecord> records = WfdbBeats.read(place);
        String what = String.format(Locale.ROOT, "%d record%s of raw electrocardiograms with annotated beats: %s", records.size(), records.size() == 1 ? "" : "s",
                String.join(", ", records.stream().limit(10).map(EcgRecord::patient).toList()) + (records.size() > 10 ? " ..." : ""));
        return split(records, EcgRecord.AAMI, cutter, lab.seed(), what, WfdbBeats.headers(place).stream().flatMap(h -> WfdbBeats.files(h).stream()).toList());
    }

    /** @param one whether a single record is wanted: the first one with several kinds of beats */
    private static Parts synthetic(SyntheticEcg hearts, boolean one, BeatCutter cutter) {
        List<EcgRecord> records = !one ? hearts.records() : IntStream.iterate(0, i -> i + 1).mapToObj(hearts::record)
                .filter(r -> IntStream.of(r.kinds()).distinct().count() >= SEVERAL).limit(1).toList();
        return split(records, SyntheticEcg.CLASSES, cutter, hearts.seed(), String.format(Locale.ROOT,
                "synthetic electrocardiograms of %d invented patient%s, %.0f s each (a dynamical model of the heart, after McSharry et al. 2003)", records.size(),
                one ? "" : "s", hearts.seconds()), List.of());
    }

    private static Parts split(List<EcgRecord> records, List<String> classes, BeatCutter cutter, long seed, String what, List<Path> files) {
        if (records.size() >= SEVERAL) {
            Beats all = cutter.cut(records, classes), kept = all.withAtLeast(FEWEST);
            List<Beats> parts = kept.byPatient(seed, 0.6, 0.2, 0.2);
            return new Parts(parts.get(0), parts.get(1), parts.get(2), what, files, String.format(Locale.ROOT,
                    "by patient: %d patients to learn from, %d to validate, %d to test; nobody is in two parts", parts.get(0).people().size(), parts.get(1).people().size(),
                    parts.get(2).people().size()), leftOut(all, kept) + "What holds for these patients has been found out about others: that is what a "
                            + "split by patient is for.");
        }
        List<Beats> train = new ArrayList<>(), validation = new ArrayList<>(), test = new ArrayList<>();
        for (EcgRecord r : records) {
            List<Beats> parts = InTime.split(r, cutter, classes, 0.6, 0.2, 0.2);
            train.add(parts.get(0));
            validation.add(parts.get(1));
            test.add(parts.get(2));
        }
        Beats learned = Beats.joined(train), kept = learned.withAtLeast(FEWEST), chosen = Beats.joined(validation), judged = Beats.joined(test);
        return new Parts(kept, chosen.only(kept.classes()), judged.only(kept.classes()), what, files, "in time: the first 60% of "
                + (records.size() == 1 ? "the record" : "each record") + " to learn from, the next 20% to validate, the last 20% to test; nothing in one "
                + "part, filters included, has a say in another",
                leftOut(Beats.joined(List.of(learned, chosen, judged)), kept) + "**One record is one patient.** What is tested is whether the network "
                        + "knows this patient's beats again a few minutes later, with the same electrodes. "
                + "Whether it knows the beats of others is not tested, and networks that learned from a single patient mostly do not. With a few rare "
                + "beats in the test, each of them "
                + "moves the recall of its kind by whole points.");
    }

    private static String leftOut(Beats all, Beats kept) {
        List<String> gone = all.classes().stream().filter(c -> !kept.classes().contains(c)).toList();
        return gone.isEmpty() ? "" : "There are " + all.described() + ". Kinds with fewer than " + FEWEST + " beats to learn from are left out of all "
                + "parts, since nothing can be learned "
                + "about them: " + String.join(", ", gone) + ". So this network does not know them, and would call such a beat something else; the test does not show that. ";
    }

    @Override
    public void run(Lab lab) {
        Parts parts = parts(lab);
        lab.uses(parts.what, parts.files, parts.split);
        BeatReport report = new BeatReport(lab, parts.train.classes());
        report.data(List.of("to learn from", "to validate", "to test"), List.of(parts.train, parts.validation, parts.test), "The signal was cut at 40 Hz "
                + "and resampled to 125 points a second, "
                + "its baseline (two moving medians, 0.2 and 0.6 s) taken off, and divided by the size of the record's usual R wave (a median; no label is "
                + "needed for it). A beat is the " + parts.train.length()
                + " points from 0.3 s before its R wave to 0.5 s after it. A second channel says how far the cycle has come at each moment: the time since "
                + "the last R wave over the usual "
                + "interval, so that a beat that comes too early shows it. " + parts.words);

        lab.report().heading("What unequal classes do").text("The loss is a sum over beats, so a kind with a hundred times the beats has a hundred times "
                + "the say. Weights make up for that: each beat "
                + "counts the more, the rarer its kind. One network learns without, one with weights; the macro-F1 on validation beats chooses.");
        Trained plain = TRAINING.resNet(lab, "unweighted", parts.train, parts.validation, false, lab.seed());
        Trained weighted = TRAINING.resNet(lab, "weighted", parts.train, parts.validation, true, lab.seed());
        List<BeatReport.Choice> choices = List.of(choice("unweighted", plain.model(), parts.validation), choice("weighted by class", weighted.model(), parts.validation));
        report.choices(choices);
        boolean better = choices.get(1).scores().macroF1() > choices.get(0).scores().macroF1();
        Trained chosen = better ? weighted : plain;
        lab.report().text("Taken: the **" + (better ? "weighted" : "unweighted") + "** network.").curves("curves", "The network while it learned", chosen.history());
        lab.score("validation macro-F1", choices.get(better ? 1 : 0).scores().macroF1());

        double[][] probabilities = BeatReport.softmax(chosen.model().predict(parts.test.x()));
        report.test(probabilities, parts.test.y(), "test");
        BeatMistakes.explain(lab, chosen.model(), parts.test, probabilities, EXPLAINED);
        lab.report().text("The network is in `" + (better ? "weighted" : "unweighted") + ".keras`: a beat goes in as "
                 + parts.train.x().shape().sample() + ", a score per kind comes out.").flush();
    }

    private static BeatReport.Choice choice(String name, Model model, Beats validation) {
        return new BeatReport.Choice(name, BeatScores.of(BeatReport.softmax(model.predict(validation.x())), validation.y(), validation.classes().size()));
    }
}
