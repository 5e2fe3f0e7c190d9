package dyp.cli;

import dyp.formats.image.Channels;
import dyp.formats.image.ImageFiles;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import dyp.zoo.ClassLabels;
import dyp.zoo.Preprocess;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/** How pictures become what a model takes, where its file does not say it. */
final class PictureOptions {
    /** The usual preparations, written in small letters on the command line. */
    enum Preparation {
        NONE(Preprocess.NONE), UNIT(Preprocess.UNIT), SCALE(Preprocess.SCALE), IMAGENET(Preprocess.IMAGENET), CAFFE(Preprocess.CAFFE);

        final Preprocess preprocess;

        Preparation(Preprocess preprocess) {
            this.preprocess = preprocess;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(names = "--preprocess", paramLabel = "HOW", description = {"How the numbers of pictures, 0 to 255, are prepared, where the model's file does not say it:",
        "none (left as they are), unit (0 to 1), scale (-1 to 1), imagenet (PyTorch's means and deviations), caffe."})
    private Preparation preparation;

    @Option(names = "--labels", paramLabel = "FILE", description = "What the classes are called, where the model's file does not say it: a name per line, or JSON.")
    private Path labels;

    @Option(names = "--invert", description = "Dark on light becomes light on dark, as in MNIST.")
    private boolean invert;

    /** How files are read for a model of one picture as input. */
    static ImageFiles files(Model model) {
        Shape sample = model.fields().getFirst().sample();
        Channels channels = model.fields().size() != 1 || sample.rank() != 3 ? null
                : Arrays.stream(Channels.values()).filter(c -> c.count() == sample.dim(2)).findFirst().orElse(null);
        if (channels == null) {
            throw new DypException("The model takes " + model.fields().stream().map(f -> f.sample().toString()).toList()
                    + ", which is no picture (height, width, 1 or 3 or 4). Run it on arrays: dyp run MODEL --input x.npy --output y.npy.");
        }
        return ImageFiles.of(channels).size(sample.dim(0), sample.dim(1)).antialias(true);
    }

    /** Pictures (n, height, width, channels) of 0 to 255, prepared for the model. */
    NDArray prepared(Model model, NDArray pictures) {
        NDArray light = !invert ? pictures : NDArray.generate(pictures.shape(), i -> 255 - pictures.at(i));
        return preprocess(model).of(light);
    }

    private Preprocess preprocess(Model model) {
        if (preparation != null) {
            return preparation.preprocess;
        }
        try {
            return Preprocess.of(model);
        } catch (DypException e) {
            throw new DypException("The model's file does not say how its pictures are prepared. Say it: --preprocess none, unit, scale, imagenet or caffe.", e);
        }
    }

    /** What the classes are called; by their number where nobody says it. */
    List<String> names(Model model, int classes) {
        List<String> names = labels != null ? ClassLabels.read(labels) : model.notes().containsKey("labels") ? ClassLabels.of(model).names()
                : IntStream.range(0, classes).mapToObj(Integer::toString).toList();
        if (names.size() != classes) {
            throw new DypException("The model tells " + classes + " classes apart, but there are " + names.size() + " names for them"
                    + (labels == null ? " in its file" : " in " + labels) + ". Give one name per class, in their order: --labels FILE.");
        }
        return names;
    }
}
