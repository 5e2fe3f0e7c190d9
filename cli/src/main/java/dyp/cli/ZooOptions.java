package dyp.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** What {@code dyp train --zoo} takes besides. */
final class ZooOptions {
    @Option(names = "--zoo", paramLabel = "NAME", description = "A network of the zoo, as resnet18, in place of --model; --data is then a folder of pictures per class.")
    String network;

    @Option(names = "--weights", paramLabel = "FILE", description = {"With --zoo: what the network knows already, of Keras (.h5, .keras) or of PyTorch (.safetensors, .pt, .pth).",
        "It gets a new classifier."})
    Path weights;

    @Option(names = "--freeze", paramLabel = "WHAT", description = {"With --zoo: what stays as it is: base (all but the classifier), a number (all but the last so many layers),",
        "or a layer, or how its name begins (conv2*)."})
    List<String> freeze = List.of();

    @Option(names = "--size", paramLabel = "N", description = "With --zoo: height and width of the pictures. Default: the network's own.")
    Integer size;

    @Option(names = "--learning-rate", paramLabel = "R", description = "With --zoo: Adam's first rate. Default: 0.001.")
    Double rate;

    @Option(names = "--group-by", paramLabel = "REGEX", description = {"With --zoo: the group of a file, as its patient: what the first brackets of the expression find in its path.",
        "A group is never parted between training and test."})
    String groups;

    boolean asked() {
        return network != null;
    }

    /** What was said that has a meaning only with --zoo; null where nothing. */
    String idle() {
        return network != null ? null : weights != null ? "--weights" : !freeze.isEmpty() ? "--freeze" : size != null ? "--size" : rate != null ? "--learning-rate"
                : groups != null ? "--group-by" : null;
    }
}
