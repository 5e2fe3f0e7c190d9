package dyp.cli;

import dyp.formats.image.ImageFiles;
import dyp.tensor.NDArray;
import dyp.train.Model;
import dyp.zoo.ClassLabels;
import dyp.zoo.ClassLabels.Guess;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Says what pictures show. */
@Command(name = "predict",
        header = "Says what pictures show: the five likeliest classes of each.",
        description = {"", "Pictures are PNG, JPEG, BMP, GIF or TIFF files; they are brought to the size that the model takes.", ""},
        footer = {"", "Examples:", "  dyp predict resnet50.keras cat.jpg dog.png --labels names.txt", "  dyp predict dyp-cnn.keras digit.png --invert"})
final class PredictCommand implements Callable<Integer> {
    private static final int SHOWN = 5;

    @ParentCommand private Main main;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A model's file.")
    private Path file;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "IMAGE", description = "Pictures.")
    private List<Path> images;

    @Mixin private PictureOptions options;

    @Override
    public Integer call() {
        Model model = Model.load(file);
        ImageFiles files = PictureOptions.files(model);
        PrintStream out = main.screen().out();
        ClassLabels labels = null;
        for (Path image : images) {
            NDArray picture = files.read(image);
            int[] dims = picture.shape().dims();
            NDArray p = Answers.probabilities(model, options.prepared(model, picture.reshape(1, dims[0], dims[1], dims[2])));
            labels = labels == null ? new ClassLabels(options.names(model, p.rowSize())) : labels;
            out.println(main.screen().style(Screen.BOLD, image.toString()));
            for (Guess g : labels.top(p, SHOWN).getFirst()) {
                out.println(String.format(Locale.ROOT, "  %6.2f%%  %s", 100 * g.score(), g.label()));
            }
        }
        return 0;
    }
}
