package dyp.cli;

import static dyp.loss.Losses.sparseCategoricalCrossentropy;
import static dyp.metric.Metrics.accuracy;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.dropout;
import static dyp.nn.Layers.globalAveragePooling1d;
import static dyp.nn.Layers.globalAveragePooling2d;
import static dyp.optim.Optimizers.adam;

import dyp.data.Dataset;
import dyp.formats.image.ImageFiles;
import dyp.nn.Layer;
import dyp.runtime.Engine;
import dyp.tensor.DypException;
import dyp.train.Model;
import dyp.train.Sequential;
import dyp.zoo.Blueprint;
import dyp.zoo.Catalog;
import dyp.zoo.ClassLabels;
import dyp.zoo.Preprocess;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Trains a network of the zoo on folders of pictures: from first weights, or on top of what it knows already. */
record ZooTraining(ZooOptions zoo, Path data, int epochs, int batchSize, long seed, Engine engine, Path output, Screen screen) {
    private static final double RATE = 1e-3;
    private static final double DROPPED = 0.2;

    void run() {
        Blueprint blueprint = Catalog.of(zoo.network).seed(seed);
        ZooPictures pictures = ZooPictures.of(data, zoo.groups, seed);
        List<String> classes = pictures.classes();
        if (zoo.size != null) {
            blueprint = blueprint.input(zoo.size, zoo.size, 3);
        }
        Model model = zoo.weights == null ? blueprint.classes(classes.size()).logits().model() : onTop(blueprint, classes.size());
        model.engine(engine);
        Preprocess preprocess = Preprocess.of(model);
        freeze(model);
        model.compile(adam(zoo.rate == null ? RATE : zoo.rate), sparseCategoricalCrossentropy().fromLogits(), accuracy());
        preprocess.note(model);
        new ClassLabels(classes).note(model);

        PrintStream out = screen.out();
        out.println(screen.style(Screen.BOLD, "Data     " + data));
        out.println(String.format(Locale.ROOT, "         %,d pictures to train on, %,d to test on, of %s", pictures.train().size(), pictures.test().size(),
                String.join(", ", classes)));
        out.println("Network  " + blueprint.classes(classes.size()));
        out.println(String.format(Locale.ROOT, "         %,d parameters, of which %,d learn%s", count(model.variables()), count(model.trainableVariables()),
                zoo.weights == null ? "" : ", on top of " + zoo.weights));
        out.println();
        ImageFiles files = PictureOptions.files(model);
        Dataset train = ZooPictures.read(pictures.train(), files, preprocess), test = ZooPictures.read(pictures.test(), files, preprocess);
        screen.interruptible(() -> model.fit(train, fit -> fit.epochs(epochs).batchSize(batchSize).validation(test)));
        Verdict verdict = Verdict.of(model, test);
        out.println();
        out.println(screen.style(Screen.BOLD, "Test accuracy " + verdict.accuracy("pictures")));
        out.println();
        Report report = new Report(screen);
        report.confusion(verdict, classes);
        Path file = output == null ? Path.of("dyp-" + blueprint.name() + ".keras") : output;
        model.save(file);
        report.saved(file);
    }

    /** The network that the weights are of, without its classifier, and a new one on it. */
    private Model onTop(Blueprint blueprint, int classes) {
        Model base = blueprint.weights(zoo.weights).withoutTop();
        int rank = base.predictor(1).shape(0).rank();
        List<Layer> layers = new ArrayList<>(List.of(base));
        if (rank > 2) {
            layers.add(rank == 3 ? globalAveragePooling1d() : globalAveragePooling2d());
        }
        layers.add(dropout(DROPPED));
        layers.add(dense(classes).named("classifier"));
        return Sequential.of(layers.toArray(Layer[]::new)).seed(seed);
    }

    private void freeze(Model model) {
        for (String what : zoo.freeze) {
            if (what.matches("\\d+")) {
                model.freeze().unfreezeLast(Integer.parseInt(what));
            } else if (!what.equals("base")) {
                model.freeze(what);
            } else if (zoo.weights == null) {
                throw new DypException("--freeze base keeps what a network knows already, but there are no --weights, so it would never learn. Give weights, or leave it out.");
            } else {
                model.freeze().trainable(true, "classifier");
            }
        }
    }

    private static long count(List<dyp.op.Leaf.Variable> variables) {
        return variables.stream().mapToLong(v -> v.value().size()).sum();
    }
}
