package dyp.labs.digits;

import static dyp.optim.Optimizers.sgd;
import static dyp.preprocessing.Augmentation.randomFlip;
import static dyp.preprocessing.Augmentation.randomTranslation;

import dyp.labs.recipe.Lab;
import dyp.labs.recipe.Recipe;
import dyp.labs.recipe.Trained;
import dyp.labs.report.Charts;
import dyp.labs.report.Report;
import dyp.op.FillMode;
import dyp.op.Resize;
import dyp.preprocessing.RandomFlip;
import dyp.preprocessing.Sampling;
import dyp.tune.LearningRateFinder;
import dyp.tune.LearningRates;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Lab C: a convolutional network from nothing, with what makes that comfortable: a search for the learning rate, checkpoints, early stopping, TensorBoard
 * and a look at what it gets wrong.
 *
 * @param read the pictures in a folder; whether few of them
 * @param colours whether synthetic pictures have them
 */
public record FromScratch(String name, String title, String known, BiFunction<Path, Boolean, PictureSet> read, boolean colours, Plan plan, String network) implements Recipe {
    @Override
    public String lab() {
        return "C";
    }

    @Override
    public Optional<String> set() {
        return Optional.of(known);
    }

    public static FromScratch fashion() {
        return new FromScratch("fashion", "A CNN from scratch on articles of clothing (Fashion-MNIST)", "fashion-mnist",
                (folder, quick) -> PictureSet.mnist(folder, "Fashion-MNIST", PictureSet.CLOTHES, quick), false,
                Plan.of(Networks::cnn, 15, 3e-3).augment(randomFlip(RandomFlip.Mode.HORIZONTAL), randomTranslation(0.06, 0.06).fillMode(FillMode.CONSTANT)).patience(8),
                "four normalized 3x3 convolutions and two dense layers");
    }

    public static FromScratch cifar() {
        // Whole pixels: a picture of 32x32 has none to lose between them.
        Sampling whole = new Sampling(Resize.Method.NEAREST, FillMode.CONSTANT, 0);
        return new FromScratch("cifar", "ResNet-18 from scratch on photographs (CIFAR-10's small subset)", "cifar10-subset", PictureSet::cifar, true,
                Plan.of(Networks::resNet18, 12, 0.05).batch(64).optimizer(s -> sgd(s).nesterov(0.9).weightDecay(5e-4))
                        .augment(randomFlip(RandomFlip.Mode.HORIZONTAL), randomTranslation(0.125, 0.125).sampling(whole)).patience(8),
                "ResNet-18 for pictures of 32x32");
    }

    /** What the search for a rate saw. */
    private record Rates(double[] rates, double[] losses) {}

    @Override
    public void run(Lab lab) {
        PictureSet data = lab.data().map(d -> read.apply(d, lab.quick())).orElseGet(() -> PictureSet.synthetic(colours, lab.quick())).told(lab);
        Sections sections = new Sections(lab.report(), data).samples();
        rates(lab, data);

        int passes = lab.epochs(plan.epochs());
        Trained trained = plan.train(lab, "cnn", data, lab.seed());
        lab.report().heading("Training").text("The network: " + network + String.format(Locale.ROOT, ", %,d parameters. ",
                trained.model().trainableVariables().stream().mapToLong(v -> v.value().size()).sum()) + plan.words(passes) + ".");
        lab.report().curves("cnn-curves", "Loss and accuracy over the epochs", trained.history());
        lab.report().text(String.format(Locale.ROOT, "%,.0f pictures a second, %s in all. TensorBoard shows the folder `tensorboard`.", trained.history().samplesPerSecond(),
                Report.time(trained.seconds())));

        int[] truth = PictureSet.labels(data.test());
        Answers test = Answers.of(trained.model(), data.test().toArrays().x(), truth);
        Answers validation = Answers.of(trained.model(), data.validation().toArrays().x(), PictureSet.labels(data.validation()));
        lab.score("validation accuracy", validation.accuracy());
        lab.score("accuracy", test.accuracy());
        lab.report().heading("What it knows");
        sections.judged("cnn", "the network", test).curves("cnn", "the network", test);
        lab.report().heading("What it gets wrong");
        sections.worst("cnn", "the network", test).lookedAt("cnn", trained.model(), test);
    }

    private void rates(Lab lab, PictureSet data) {
        Rates found = lab.once("learning-rates", Rates.class, () -> {
            lab.say("learning-rates: looking for the rate at which the loss falls fastest");
            LearningRates seen = LearningRateFinder.create().range(1e-5, 1).steps(lab.quick() ? 12 : 80).batchSize(plan.batch())
                    .find(plan.fresh(data, lab.seed()).engine(lab.engine()), data.train());
            return new Rates(seen.rates(), seen.losses());
        });
        LearningRates seen = new LearningRates(found.rates(), found.losses());
        double suggested = seen.suggestion();
        lab.report().heading("Which learning rate?").text("The network learns for a few steps while the rate grows (Smith 2015); afterwards it is as it was. "
                + (Double.isNaN(suggested) ? "The loss falls at no rate." : String.format(Locale.ROOT, "The loss falls fastest at %.1e.", suggested))
                + String.format(Locale.ROOT, " The training below goes up to %s.", plan.rate()));
        if (seen.rates().length > 1) {
            lab.report().lines("learning-rates", "The loss while the learning rate grows", Charts.Axis.logarithmic("learning rate"), Charts.Axis.of("loss"), List.of(
                    new Charts.Line("each step", seen.rates(), seen.losses(), false, 4), new Charts.Line("smoothed", seen.rates(), seen.smoothed(), false, 0)));
        }
    }
}
