package dyp.cli;

import dyp.store.Npy;
import dyp.tensor.NDArray;
import dyp.train.Model;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Gives arrays to a model and writes what it answers. */
@Command(name = "run",
        header = "Gives arrays to a model, and writes what it answers.",
        description = {"", "Arrays are NumPy's .npy files, the samples along the first axis.", ""},
        footer = {"", "Examples:", "  dyp run model.keras --input x.npy --output y.npy",
            "  dyp run two.keras --input image=a.npy --input age=b.npy --output out/"})
final class RunCommand implements Callable<Integer> {
    @ParentCommand private Main main;

    @Parameters(paramLabel = "MODEL", description = "A model's file.")
    private Path file;

    @Option(names = "--input", required = true, paramLabel = "[NAME=]FILE",
            description = "The array of an input, once per input: in the model's order, or by name.")
    private List<String> inputs;

    @Option(names = {"-o", "--output"}, required = true, paramLabel = "FILE",
            description = "Where the answer goes. Where the model has several outputs, each goes to NAME.npy in that folder, or beside that file.")
    private Path output;

    @Override
    public Integer call() {
        Model model = Model.load(file);
        NDArray[] xs = ArrayFiles.read("--input", inputs, model.body().inputNames()).toArray(NDArray[]::new);
        List<NDArray> answers = model.predictAll(xs);
        List<String> names = distinct(model.body().outputNames());
        for (int i = 0; i < answers.size(); i++) {
            Path place = answers.size() == 1 && !folder() ? output : (folder() ? output : output.toAbsolutePath().getParent()).resolve(names.get(i) + ".npy");
            Npy.write(place, answers.get(i));
            main.screen().out().println("Wrote " + place + ", " + answers.get(i).shape() + ".");
        }
        return 0;
    }

    /** A layer of several outputs gives each the same name: NAME, NAME_1 and so on. */
    private static List<String> distinct(List<String> names) {
        List<String> all = new ArrayList<>();
        for (String name : names) {
            String free = name;
            for (int i = 1; all.contains(free); i++) {
                free = name + "_" + i;
            }
            all.add(free);
        }
        return all;
    }

    private boolean folder() {
        return Files.isDirectory(output) || !output.getFileName().toString().contains(".");
    }
}
