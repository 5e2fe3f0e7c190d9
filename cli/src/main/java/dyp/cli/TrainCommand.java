package dyp.cli;

import static dyp.loss.Losses.sparseCategoricalCrossentropy;
import static dyp.metric.Metrics.accuracy;
import static dyp.optim.Optimizers.adam;
import static dyp.callback.Callbacks.learningRateScheduler;

import dyp.labs.DigitModels;
import dyp.runtime.Engine;
import dyp.train.History;
import dyp.train.Model;
import dyp.train.ModelFormat;
import dyp.zoo.ClassLabels;
import dyp.zoo.Preprocess;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Trains a network on small images, and shows what it has learned. */
@Command(name = "train",
        header = "Trains a network on small images, and shows what it has learned.",
        description = {"", "Without --data it trains on digits that Dyp draws itself (synthetic: no handwriting of people, nothing is"
                + " downloaded), always the same ones.", "",
            "DIR is a folder with the four files of a data set of the MNIST family (MNIST, Fashion-MNIST): train-images-idx3-ubyte,"
                + " train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte, each with or without .gz.", ""},
        footer = {"", "The same seed gives the same network, whatever the number of threads.", "", "Examples:",
            "  dyp train",
            "  dyp train --model mlp --epochs 3",
            "  dyp train --data DIR         trains on DIR, tests on DIR",
            "  dyp train --test-data DIR    trains on the built-in digits, tests on DIR",
            "  dyp train --zoo resnet18 --data DIR --size 64",
            "  dyp train --zoo resnet50 --data DIR --weights resnet50.safetensors --freeze base"})
final class TrainCommand implements Callable<Integer> {
    private static final int EPOCHS_SYNTHETIC = 5;
    private static final int EPOCHS_FILES = 6;
    private static final double RATE = 2e-3;
    private static final int MOST_THREADS = 1024;
    private static final int MOST_SYNTHETIC = 1_000_000;

    /** The networks there are, written in small letters on the command line. */
    enum Kind {
        CNN,
        MLP;

        Model model() {
            return this == CNN ? DigitModels.cnn() : DigitModels.mlp();
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final class KindConverter implements ITypeConverter<Kind> {
        @Override
        public Kind convert(String text) {
            return Arrays.stream(Kind.values()).filter(k -> k.toString().equalsIgnoreCase(text)).findFirst()
                    .orElseThrow(() -> new TypeConversionException("expected cnn or mlp, but '" + text + "' came"));
        }
    }

    @Spec private CommandSpec spec;
    @ParentCommand private Main main;

    @Option(names = "--data", paramLabel = "DIR", description = "Train on the images in DIR.")
    private Path data;

    @Option(names = "--test-data", paramLabel = "DIR",
            description = "Test on the test images in DIR, whatever it trains on.")
    private Path testData;

    @Option(names = "--model", paramLabel = "cnn|mlp", defaultValue = "cnn", converter = KindConverter.class,
            description = "cnn: convolutions and pooling; mlp: one wide hidden layer. Default: ${DEFAULT-VALUE}.")
    private Kind kind;

    @Option(names = "--epochs", paramLabel = "N",
            description = "Passes over the training images. Default: " + EPOCHS_SYNTHETIC + "; with --data " + EPOCHS_FILES + ".")
    private Integer epochs;

    @Option(names = "--batch-size", paramLabel = "N", defaultValue = "128",
            description = "Images per step. Default: ${DEFAULT-VALUE}.")
    private int batchSize;

    @Option(names = "--samples", paramLabel = "N",
            description = "Images to train on. Default: 20,000 built-in digits; with --data all but those held back to validate.")
    private Integer samples;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "0",
            description = "Decides the first weights, the order of the images and the dropout. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = {"-o", "--output"}, paramLabel = "FILE", description = "Where the trained network goes. Default: dyp-cnn.keras or dyp-mlp.keras, here.")
    private Path output;

    @Option(names = "--threads", paramLabel = "N", description = "Threads that compute. Default: one per processor.")
    private Integer threads;

    @Mixin private ZooOptions zoo = new ZooOptions();

    @Override
    public Integer call() {
        if (zoo.idle() != null) {
            throw new ParameterException(spec.commandLine(), zoo.idle() + " has a meaning only with --zoo NAME.");
        }
        int passes = epochs != null ? within("--epochs", epochs, Integer.MAX_VALUE) : data == null ? EPOCHS_SYNTHETIC : EPOCHS_FILES;
        within("--batch-size", batchSize, Integer.MAX_VALUE);
        within("--samples", samples == null ? 1 : samples, data == null ? MOST_SYNTHETIC : Integer.MAX_VALUE);
        Engine engine = threads == null ? Engine.shared() : Engine.threads(within("--threads", threads, MOST_THREADS));

        if (output != null) {
            ModelFormat.of(output); // before the work rather than after it
        }
        Screen screen = main.screen();
        if (zoo.asked()) {
            if (data == null) {
                throw new ParameterException(spec.commandLine(), "--zoo needs --data DIR, a folder of pictures per class.");
            }
            new ZooTraining(zoo, data, passes, batchSize, seed, engine, output, screen).run();
            return 0;
        }
        TrainingData images = TrainingData.of(data, testData, samples);
        Report report = new Report(screen);
        Model model = kind.model().seed(seed).engine(engine);
        model.compile(adam(RATE), sparseCategoricalCrossentropy().fromLogits(), accuracy());
        report.before(images, String.format(Locale.ROOT, "%s, seed %d, %d %s in batches of %,d", kind, seed, passes,
                passes == 1 ? "epoch" : "epochs", batchSize), engine, model);
        History history = screen.interruptible(() -> model.fit(images.train(), fit -> fit.epochs(passes).batchSize(batchSize)
                .validation(images.validation())
                .callbacks(learningRateScheduler((epoch, rate) -> cosine(RATE, epoch, passes)))));
        report.after(images, history, Verdict.of(model, images.test()));
        Path file = output == null ? Path.of("dyp-" + kind + ".keras") : output;
        Preprocess.UNIT.note(model);
        new ClassLabels(images.names()).note(model);
        model.save(file);
        report.saved(file);
        return 0;
    }

    /** Half a wave from the first rate down towards 0: Loshchilov and Hutter 2017, "SGDR". */
    private static double cosine(double first, int epoch, int epochs) {
        return first * 0.5 * (1 + Math.cos(Math.PI * (epoch - 1) / epochs));
    }

    private int within(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new ParameterException(spec.commandLine(), String.format(Locale.ROOT, "%s must be %s, but %,d came.", option,
                    most == Integer.MAX_VALUE ? "1 or more" : String.format(Locale.ROOT, "from 1 to %,d", most), value));
        }
        return value;
    }
}
