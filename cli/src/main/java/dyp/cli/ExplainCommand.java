package dyp.cli;

import dyp.explain.Explainer;
import dyp.explain.Explainers;
import dyp.explain.Explanation;
import dyp.explain.Faithfulness;
import dyp.explain.Overlay;
import dyp.formats.image.ImageFiles;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.train.Model;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Draws what a model looks at. */
@Command(name = "explain",
        header = "Draws what a model looks at in pictures: maps of what its answers hang on.",
        description = {"", "Deletion and insertion say how far a map can be believed: the answer should fall soon where the places that count are taken away, and rise",
            "soon where they are brought. See docs/explaining.md.", ""},
        footer = {"", "Examples:", "  dyp explain dyp-cnn.keras digit.png -o why.png", "  dyp explain resnet50.keras cat.jpg --method gradcam,integrated --class tabby -o maps",
            "  dyp explain --list"})
final class ExplainCommand implements Callable<Integer> {
    @ParentCommand private Main main;

    @Parameters(index = "0", arity = "0..1", paramLabel = "MODEL", description = "A model's file.")
    private Path file;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "IMAGE", description = "Pictures.")
    private List<Path> images = new ArrayList<>();

    @Option(names = "--method", paramLabel = "NAME", split = ",", defaultValue = "gradcam",
            description = "How, several with commas between: see --list. Default: ${DEFAULT-VALUE}.")
    private List<String> methods;

    @Option(names = "--list", description = "Lists the methods and exits.")
    private boolean list;

    @Option(names = "--layer", paramLabel = "NAME", description = "The layer to look at, for the methods that look at one; the last map of features unless said.")
    private String layer;

    @Option(names = "--class", paramLabel = "CLASS", description = "The class to explain, by name or number; the likeliest unless said.")
    private String chosen;

    @Option(names = {"-o", "--output"}, paramLabel = "FILE", description = {"The picture to write, PNG; of several pictures or methods, the folder to write them to.",
        "Unless said, beside the command: IMAGE-METHOD.png."})
    private Path output;

    @Mixin private PictureOptions options;

    @Override
    public Integer call() {
        PrintStream out = main.screen().out();
        if (list) {
            Explainers.all().forEach(e -> out.println(String.format(Locale.ROOT, "  %-14s %s", e.name(), e.about())));
            return 0;
        }
        if (file == null || images.isEmpty()) {
            throw new DypException("explain takes a model and one picture or more: dyp explain MODEL IMAGE. --list shows the methods.");
        }
        List<Explainer> explainers = methods.stream().map(this::explainer).toList();
        Model model = Model.load(file);
        ImageFiles files = PictureOptions.files(model);
        for (Path image : images) {
            NDArray picture = files.read(image);
            int[] dims = picture.shape().dims();
            NDArray prepared = options.prepared(model, picture.reshape(1, dims[0], dims[1], dims[2])).reshape(dims);
            List<String> names = options.names(model, Explainers.classes(model));
            out.println(main.screen().style(Screen.BOLD, image.toString()));
            for (Explainer explainer : explainers) {
                Explanation e = chosen == null ? explainer.explain(model, prepared) : explainer.explain(model, prepared, target(names));
                Path to = target(image, explainer);
                Faithfulness f = e.faithfulness();
                String believed = String.format(Locale.ROOT, "deletion %.2f, insertion %.2f", f.deletion(), f.insertion());
                Overlay.save(new Overlay().names(names).caption(believed + " (" + f.baseline() + ")")
                        .draw(e, NDArray.generate(picture.shape(), i -> picture.at(i) / 255)), to);
                out.println(String.format(Locale.ROOT, "  %-14s %s %.2f%%, %s%s -> %s", explainer.name(), names.get(e.target()), 100 * e.probability(), believed,
                        e.layer().map(l -> ", layer " + l).orElse(""), to));
            }
        }
        return 0;
    }

    private Explainer explainer(String name) {
        Explainer found = Explainers.named(name.strip());
        if (layer == null) {
            return found;
        }
        if (!(found instanceof Explainer.Layered layered)) {
            throw new DypException("The method '" + found.name() + "' looks at no layer. Leave out --layer, or use gradcam.");
        }
        return layered.layer(layer);
    }

    private int target(List<String> names) {
        if (names.contains(chosen)) {
            return names.indexOf(chosen);
        }
        try {
            return Integer.parseInt(chosen);
        } catch (NumberFormatException e) {
            throw new DypException("There is no class '" + chosen + "'. Give a number from 0 to " + (names.size() - 1) + ", or one of "
                    + String.join(", ", names.subList(0, Math.min(12, names.size()))) + (names.size() > 12 ? ", ..." : "") + ".", e);
        }
    }

    private Path target(Path image, Explainer explainer) {
        String name = image.getFileName().toString().replaceFirst("\\.[^.]*$", "") + "-" + explainer.name().replace("+", "p") + ".png";
        if (output == null) {
            return Path.of(name);
        }
        return images.size() > 1 || methods.size() > 1 || Files.isDirectory(output) ? output.resolve(name) : output;
    }
}
