package dyp.cli;

import dyp.train.Model;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Writes a model in another format. */
@Command(name = "convert",
        header = "Writes a model in another format.",
        description = {"", "The files' endings say the formats. What B has no place for is left out: the optimizer's state in .onnx and .safetensors, all but the"
                + " weights in .weights.h5.", ""},
        footer = {"", "Examples:", "  dyp convert model.h5 model.keras", "  dyp convert model.keras model.safetensors",
            "  dyp convert trained.weights.h5 trained.keras --layers model.keras"})
final class ConvertCommand implements Callable<Integer> {
    @ParentCommand private Main main;

    @Parameters(index = "0", paramLabel = "A", description = "What to read.")
    private Path from;

    @Parameters(index = "1", paramLabel = "B", description = "What to write. An old file is replaced once the new one is whole.")
    private Path to;

    @Option(names = "--layers", paramLabel = "FILE", description = "Where A holds weights alone: a model with the layers that they belong to.")
    private Path layers;

    @Override
    public Integer call() {
        Model model = layers == null ? Model.load(from) : Model.load(layers).loadWeights(from);
        if (to.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".weights.h5")) {
            model.saveWeights(to);
        } else {
            model.save(to);
        }
        main.screen().out().println("Wrote " + to + ".");
        return 0;
    }
}
