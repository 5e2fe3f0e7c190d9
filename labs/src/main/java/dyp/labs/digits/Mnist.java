package dyp.labs.digits;

import static dyp.preprocessing.Augmentation.randomRotation;
import static dyp.preprocessing.Augmentation.randomTranslation;
import static dyp.preprocessing.Augmentation.randomZoom;

import dyp.labs.classic.RandomForest;
import dyp.labs.recipe.Lab;
import dyp.labs.recipe.Recipe;
import dyp.labs.recipe.Trained;
import dyp.labs.report.Report;
import dyp.op.FillMode;
import dyp.tensor.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Lab A: the same digits for a random forest, a plain network and a convolutional one, in one table. */
public final class Mnist implements Recipe {
    private static final int TREES = 100;
    private static final int MEMBERS = 3;

    @Override
    public String name() {
        return "mnist";
    }

    @Override
    public String lab() {
        return "A";
    }

    @Override
    public String title() {
        return "Handwritten digits: random forest, MLP and CNN side by side";
    }

    @Override
    public Optional<String> set() {
        return Optional.of("mnist");
    }

    private static Plan mlp() {
        return Plan.of(Networks::mlp, 12, 1e-3);
    }

    private static Plan cnn(boolean best) {
        Plan plan = Plan.of(Networks::cnn, 8, 3e-3);
        return best ? plan.augment(randomTranslation(0.08, 0.08).fillMode(FillMode.CONSTANT), randomRotation(0.03).fillMode(FillMode.CONSTANT),
                randomZoom(0.1).fillMode(FillMode.CONSTANT)) : plan.augment(randomTranslation(0.06, 0.06).fillMode(FillMode.CONSTANT));
    }

    /** A line of the table. @param size parameters, or nodes of trees */
    private record Row(String name, Answers test, double validation, double seconds, long size) {}

    /** What the forest says. */
    private record Grown(double[][] test, double validation, long nodes) {}

    @Override
    public void run(Lab lab) {
        PictureSet data = lab.data().map(d -> PictureSet.mnist(d, "MNIST", PictureSet.DIGITS, lab.quick())).orElseGet(() -> PictureSet.synthetic(false, lab.quick())).told(lab);
        Sections sections = new Sections(lab.report(), data).samples();
        int[] truth = PictureSet.labels(data.test());
        List<Row> rows = new ArrayList<>();
        rows.add(forest(lab, data, truth));
        rows.add(network(lab, data, sections, "mlp", "MLP", mlp(), lab.seed(), truth));
        Plan plan = cnn(lab.best());
        if (lab.best()) {
            List<Row> members = new ArrayList<>();
            for (int i = 1; i <= MEMBERS; i++) {
                members.add(network(lab, data, sections, "cnn-" + i, "CNN " + i, plan, lab.seed() * 1000 + i, truth));
            }
            rows.addAll(members);
            Answers all = Answers.mean(members.stream().map(Row::test).toList());
            rows.add(new Row("CNNs together", all, Double.NaN, members.stream().mapToDouble(Row::seconds).sum(), members.stream().mapToLong(Row::size).sum()));
            lab.score("ensemble accuracy", all.accuracy());
        } else {
            rows.add(network(lab, data, sections, "cnn", "CNN", plan, lab.seed(), truth));
        }
        Row last = rows.getLast();
        lab.report().heading("All beside one another");
        lab.report().table(List.of("model", "test accuracy", "wrong", "validation accuracy", "training", "parameters"), rows.stream().map(r -> List.of(r.name(),
                Report.percent(r.test().accuracy()), Long.toString(Math.round((1 - r.test().accuracy()) * truth.length)), Double.isNaN(r.validation()) ? "-" : Report.percent(r.validation()),
                Report.time(r.seconds()), String.format(Locale.ROOT, "%,d", r.size()))).toList());
        lab.report().text("For the forest the nodes of its trees are counted. The validation part decided the settings; the test part was looked at once, at the end.");
        lab.report().heading(last.name() + " in detail");
        sections.judged("last", "the " + last.name(), last.test()).worst("last", "the " + last.name(), last.test());
    }

    private static Row forest(Lab lab, PictureSet data, int[] truth) {
        int trees = lab.quick() ? 20 : TREES;
        Grown grown = lab.once("forest", Grown.class, () -> {
            lab.say("forest: growing " + trees + " trees");
            RandomForest forest = RandomForest.create().trees(trees).threads(lab.engine().workers().threads())
                    .fit(PictureSet.rows(data.train()), PictureSet.labels(data.train()), lab.seed(), n -> {
                        lab.progress("forest: trees", n, trees);
                        lab.checkStop();
                    });
            Answers validation = new Answers(forest.probabilities(PictureSet.rows(data.validation())), PictureSet.labels(data.validation()));
            return new Grown(forest.probabilities(PictureSet.rows(data.test())), validation.accuracy(), forest.nodes());
        });
        Row row = new Row("random forest", new Answers(grown.test(), truth), grown.validation(), lab.seconds("forest"), grown.nodes());
        lab.score("forest accuracy", row.test().accuracy());
        lab.report().heading("Random forest").text(trees + " trees, each on samples drawn with replacement, looking at 28 of the 784 pixels per split. On the validation part it answers right in "
                + Report.percent(grown.validation()) + ".");
        return row;
    }

    private static Row network(Lab lab, PictureSet data, Sections sections, String stage, String name, Plan plan, long seed, int[] truth) {
        Trained trained = plan.train(lab, stage, data, seed);
        NDArray x = data.test().toArrays().x();
        Answers test = Answers.of(trained.model(), x, truth);
        Answers validation = Answers.of(trained.model(), data.validation().toArrays().x(), PictureSet.labels(data.validation()));
        long parameters = trained.model().variables().stream().mapToLong(v -> v.value().size()).sum();
        lab.report().heading(name).text(plan.words(lab.epochs(plan.epochs())) + ". On the validation part it answers right in " + Report.percent(validation.accuracy()) + ".");
        lab.report().curves(stage + "-curves", "Loss and accuracy of the " + name + " over the epochs", trained.history());
        lab.score(stage + " accuracy", test.accuracy());
        return new Row(name, test, validation.accuracy(), trained.seconds(), parameters);
    }
}
