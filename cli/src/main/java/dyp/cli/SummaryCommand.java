package dyp.cli;

import dyp.train.Goal;
import dyp.train.Model;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Shows what is in a model's file. */
@Command(name = "summary",
        header = "Shows what is in a model's file: layers, shapes, parameters.",
        description = {"", "The file's ending says its format: .keras, .h5 (whole models of Keras), .safetensors (of Dyp).", ""},
        footer = {"", "Example:", "  dyp summary model.keras"})
final class SummaryCommand implements Callable<Integer> {
    @ParentCommand private Main main;

    @Parameters(paramLabel = "FILE", description = "The model.")
    private Path file;

    @Override
    public Integer call() {
        Model model = Model.load(file);
        main.screen().out().println(model.summary() + "\n" + learning(model));
        return 0;
    }

    private static String learning(Model model) {
        List<Goal> goals = model.goals();
        if (goals.isEmpty()) {
            return " It is not compiled: the file says nothing about an optimizer and a loss.";
        }
        String losses = goals.stream().map(g -> (goals.size() == 1 ? "" : g.output() + " ") + name(g.loss())).collect(Collectors.joining(", "));
        boolean begun = !model.optimizerState().isEmpty();
        return " Compiled with " + name(model.optimizer()) + (begun ? " (its state is in the file)" : "") + " and " + losses + ".";
    }

    private static String name(Object part) {
        return part.getClass().getSimpleName();
    }
}
