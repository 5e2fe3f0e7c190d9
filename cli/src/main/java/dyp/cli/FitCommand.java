package dyp.cli;

import static dyp.callback.Callbacks.lambdaCallback;

import dyp.tensor.DypException;
import dyp.train.Goal;
import dyp.train.Model;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Goes on training a model where its file stopped. */
@Command(name = "fit",
        header = "Goes on training a model, with the optimizer and the loss in its file.",
        description = {"", "Arrays are NumPy's .npy files, the samples along the first axis. Prints a line per epoch: its number, and the mean loss of its"
                + " steps, penalties included.", ""},
        footer = {"", "Example:", "  dyp fit model.keras --x x.npy --y y.npy --epochs 5 -o better.keras"})
final class FitCommand implements Callable<Integer> {
    @ParentCommand private Main main;

    @Parameters(paramLabel = "MODEL", description = "A compiled model's file.")
    private Path file;

    @Option(names = "--x", required = true, paramLabel = "[NAME=]FILE", description = "What the model sees, once per input.")
    private List<String> x;

    @Option(names = "--y", required = true, paramLabel = "[NAME=]FILE", description = "What it shall answer, once per output.")
    private List<String> y;

    @Option(names = "--epochs", paramLabel = "N", defaultValue = "1", description = "Passes over the samples. Default: ${DEFAULT-VALUE}.")
    private int epochs;

    @Option(names = "--batch-size", paramLabel = "N", defaultValue = "32", description = "Samples per step. Default: ${DEFAULT-VALUE}.")
    private int batchSize;

    @Option(names = "--no-shuffle", description = "Take the samples in their order. Otherwise each epoch has another one.")
    private boolean inOrder;

    @Option(names = {"-o", "--output"}, required = true, paramLabel = "OUT", description = "Where the trained model goes.")
    private Path output;

    @Override
    public Integer call() {
        Model model = Model.load(file);
        if (model.goals().isEmpty()) {
            throw new DypException(file + " does not say how its model learns. Compile the model with an optimizer and a loss before it is saved.");
        }
        List<String> goals = model.goals().size() == 1 ? model.body().outputNames() : model.goals().stream().map(Goal::output).toList();
        var xs = ArrayFiles.read("--x", x, model.body().inputNames());
        var ys = ArrayFiles.read("--y", y, goals);
        Screen screen = main.screen();
        screen.interruptible(() -> model.fit(xs, ys, fit -> fit.epochs(epochs).batchSize(batchSize).shuffle(!inOrder).quiet()
                .callbacks(lambdaCallback().onEpochEnd(t -> screen.out().printf(Locale.ROOT, "epoch %d loss %.7g%n", t.epoch(), t.logs().get("loss"))))));
        model.save(output);
        screen.out().println("Wrote " + output + ".");
        return 0;
    }
}
