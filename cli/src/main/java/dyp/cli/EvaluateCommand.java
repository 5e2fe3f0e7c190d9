package dyp.cli;

import dyp.data.Dataset;
import dyp.data.MnistFiles;
import dyp.formats.image.ImageFolder;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.train.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Tests a model on pictures whose classes are known. */
@Command(name = "evaluate",
        header = "Tests a model on pictures whose classes are known.",
        description = {"", "DIR holds a folder of pictures per class, or the files of a data set of the MNIST family, of which the test images are taken.", ""},
        footer = {"", "Example:", "  dyp evaluate dyp-cnn.keras --data DIR"})
final class EvaluateCommand implements Callable<Integer> {
    @ParentCommand private Main main;

    @Parameters(paramLabel = "MODEL", description = "A model's file.")
    private Path file;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "The pictures.")
    private Path data;

    @Mixin private PictureOptions options;

    @Override
    public Integer call() {
        Model model = Model.load(file);
        int classes = Answers.probabilities(model, NDArray.zeros(model.fields().getFirst().batch(1))).rowSize();
        List<String> names = options.names(model, classes);
        Dataset pictures = isMnist(data) ? mnist(classes) : folder(model, names);
        Verdict verdict = Verdict.of(model, pictures(model, pictures));
        Screen screen = main.screen();
        screen.out().println(screen.style(Screen.BOLD, "Accuracy " + verdict.accuracy("pictures")));
        screen.out().println();
        new Report(screen).confusion(verdict, names);
        screen.out().flush();
        return 0;
    }

    /** The same pictures, prepared for the model. */
    private Dataset pictures(Model model, Dataset raw) {
        var all = raw.toArrays();
        return Dataset.of(options.prepared(model, all.x()), all.y());
    }

    private static boolean isMnist(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(f -> f.getFileName().toString().startsWith("t10k-images"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Dataset mnist(int classes) {
        var test = MnistFiles.readTest(data).checkLabels(classes).toArrays();
        return Dataset.of(NDArray.generate(test.x().shape(), i -> Math.round(255 * test.x().at(i))), test.y());
    }

    /** Folders are put in the order of the model's classes, by name where both have the same names, else by the alphabet. */
    private Dataset folder(Model model, List<String> names) {
        ImageFolder folder = ImageFolder.of(data);
        List<String> theirs = folder.classes();
        boolean named = names.containsAll(theirs);
        if (!named && theirs.size() != names.size()) {
            throw new DypException(data + " has a folder for each of " + theirs + ", but the model tells " + names + " apart. Name the folders as the model's classes.");
        }
        int[] classes = theirs.stream().mapToInt(t -> named ? names.indexOf(t) : theirs.indexOf(t)).toArray();
        var read = folder.dataset(PictureOptions.files(model)).toArrays();
        return Dataset.of(read.x(), NDArray.of(Arrays.stream(read.y().ints()).map(l -> classes[l]).toArray()));
    }
}
