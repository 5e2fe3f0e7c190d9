package dyp.labs.ecg;

import dyp.data.Dataset;
import dyp.labs.recipe.Lab;
import dyp.labs.recipe.Trained;
import dyp.tensor.NDArray;
import dyp.train.Model;
import dyp.tune.CrossValidation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The section on unequal classes where there is a training part alone: it is cut into folds, and each beat is judged by networks that have not seen it. */
final class HeldOut {
    private final Lab lab;
    private final BeatTraining training;
    private final Beats train;
    private final List<Dataset> parts;

    HeldOut(Lab lab, BeatTraining training, Beats train, int folds) {
        this.lab = lab;
        this.training = training;
        this.train = train;
        this.parts = CrossValidation.folds(folds).stratified().seed(lab.seed()).parts(train.dataset());
    }

    /** @return what both ways together, unweighted, came to */
    BeatScores section(BeatReport report) {
        lab.report().heading("What unequal classes do").text("The loss is a sum over beats, so a kind with a hundred times the beats has a hundred times the say. Weights make up for "
                + "that: each beat counts the more, the rarer its kind. That finds more of the rare beats and takes some common ones for rare; which is better depends on what a "
                + "miss costs. The training beats were cut into " + parts.size() + " parts, each judged by networks that learned from the others; the test beats play no part in this.");
        double[][] plain = networks(""), weighted = networks("-weighted"), kernels = kernels(""), kernelsWeighted = kernels("-weighted");
        BeatReport.Choice both = choice("both together, unweighted", BeatReport.mean(List.of(plain, kernels)));
        report.choices(List.of(choice("residual network, unweighted", plain), choice("residual network, weighted", weighted), choice("random kernels, unweighted", kernels),
                choice("random kernels, weighted", kernelsWeighted), both));
        lab.report().text("What follows is unweighted, since this set's results are told as the share of right answers.");
        return both.scores();
    }

    private BeatReport.Choice choice(String name, double[][] said) {
        int[] truth = IntStream.range(0, parts.size()).mapToObj(this::held).flatMapToInt(b -> Arrays.stream(b.y().ints())).toArray();
        return new BeatReport.Choice(name, BeatScores.of(said, NDArray.of(truth), train.classes().size()));
    }

    private double[][] networks(String weights) {
        List<double[][]> said = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Trained trained = training.resNet(lab, "network-fold-" + (i + 1) + weights, others(i), held(i), !weights.isEmpty(), lab.seed() + i);
            said.add(said(trained.model(), i));
            if (i == 0 && weights.isEmpty()) {
                lab.report().curves("curves", "A residual network while it learned from all parts but one, and on that one (validation)", trained.history());
            }
        }
        return joined(said);
    }

    private double[][] kernels(String weights) {
        List<double[][]> said = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            said.add(said(training.kernels(lab, "kernels-fold-" + (i + 1) + weights, others(i), !weights.isEmpty(), lab.seed() + i), i));
        }
        return joined(said);
    }

    private double[][] said(Model model, int fold) {
        return BeatReport.softmax(model.predict(held(fold).x()));
    }

    private static double[][] joined(List<double[][]> parts) {
        return parts.stream().flatMap(Stream::of).toArray(double[][]::new);
    }

    private Beats held(int fold) {
        return of(parts.get(fold));
    }

    private Beats others(int fold) {
        return of(Dataset.join(IntStream.range(0, parts.size()).filter(i -> i != fold).mapToObj(parts::get).toList()));
    }

    private Beats of(Dataset part) {
        return train.rows(IntStream.range(0, part.size()).map(part::sourceRow).toArray());
    }
}
