package dyp.zoo;

import dyp.formats.safetensors.Safetensors;
import dyp.formats.torch.Pairs;
import dyp.formats.torch.Report;
import dyp.formats.torch.TorchFile;
import dyp.formats.torch.TorchWeights;
import dyp.nn.Activation;
import dyp.nn.Input;
import dyp.nn.Layers;
import dyp.nn.Network;
import dyp.nn.Outline;
import dyp.nn.Symbol;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A network of the zoo before it is made: which one, for what input and how many classes, with whose weights. Each method gives another blueprint;
 * {@link #model} or {@link #withoutTop} makes the network.
 */
public final class Blueprint {
    private static final List<String> STATE_DICTS = List.of(".safetensors", ".pt", ".pth");
    /** Where checkpoints keep the model. */
    private static final List<String> CHECKPOINT = List.of("state_dict", "model_state_dict", "model");

    private final String name;
    private final String paper;
    private final Architecture architecture;
    private Shape input;
    private int classes;
    private Activation end;
    private Style style;
    private Path weights;
    private Map<String, NDArray> arrays;
    private Consumer<Report> listener = _ -> { };
    private Preprocess preprocess;
    private List<String> labels = List.of();
    private long seed;

    /** @param end null for what suits the number of classes */
    Blueprint(String name, String paper, Architecture architecture, Shape input, int classes, Activation end) {
        this.name = name;
        this.paper = paper;
        this.architecture = architecture;
        this.input = input;
        this.classes = classes;
        this.end = end;
    }

    private Blueprint with(Consumer<Blueprint> change) {
        Blueprint copy = new Blueprint(name, paper, architecture, input, classes, end);
        copy.style = style;
        copy.weights = weights;
        copy.arrays = arrays;
        copy.listener = listener;
        copy.preprocess = preprocess;
        copy.labels = labels;
        copy.seed = seed;
        change.accept(copy);
        return copy;
    }

    // ---- what it is to be

    /** The shape of a sample: (height, width, channels) of a picture, (length, channels) of a signal, (depth, height, width, channels) of a volume. */
    public Blueprint input(int... sample) {
        return with(b -> b.input = Shape.of(sample));
    }

    /** How many classes there are: 1000 unless said, but for networks that were made for others. Names of another number of classes are forgotten. */
    public Blueprint classes(int n) {
        if (n < 1) {
            throw new DypException("A network needs 1 class at least, but " + n + " came.");
        }
        return with(b -> {
            b.classes = n;
            b.labels = b.labels.size() == n ? b.labels : List.of();
        });
    }

    /** What is made of the classifier's sums: softmax unless said, of one class sigmoid. */
    public Blueprint end(Activation activation) {
        return with(b -> b.end = activation);
    }

    /** The classifier's sums as they are, for a loss {@code fromLogits()}. */
    public Blueprint logits() {
        return end(Activation.LINEAR);
    }

    /**
     * Whose way of building it is followed: unless said, that of the file of weights, else Keras's where Keras has this network.
     *
     * @throws DypException where the network is not built that way
     */
    public Blueprint style(Style s) {
        if (!architecture.styles().contains(s)) {
            throw new DypException("There is no " + name + " in the style " + s + ", only in " + architecture.styles() + ".");
        }
        return with(b -> b.style = s);
    }

    /** Where first weights are drawn from; 0 unless said. */
    public Blueprint seed(long value) {
        return with(b -> b.seed = value);
    }

    // ---- what it is to know

    /**
     * Takes weights from a file when the network is made: Keras's {@code .h5}, {@code .weights.h5} and {@code .keras}, or the {@code .safetensors},
     * {@code .pt} and {@code .pth} of PyTorch (torchvision and timm).
     */
    public Blueprint weights(Path file) {
        return with(b -> b.weights = file);
    }

    /** The same, with a look at what of the file went where. Files of Keras are not reported: there every name must fit. */
    public Blueprint weights(Path file, Consumer<Report> report) {
        return with(b -> {
            b.weights = file;
            b.listener = report;
        });
    }

    /** Takes weights from a state dict of PyTorch's, however it was read. */
    public Blueprint weights(Map<String, NDArray> stateDict, Consumer<Report> report) {
        return with(b -> {
            b.arrays = Map.copyOf(stateDict);
            b.listener = report;
        });
    }

    /** What its classes are called; they travel with the model. */
    public Blueprint labels(List<String> names) {
        return with(b -> b.labels = List.copyOf(names));
    }

    /** The same from a file: see {@link ClassLabels#read}. */
    public Blueprint labels(Path file) {
        return labels(ClassLabels.read(file));
    }

    /** How pictures are prepared, where it is not as usual for this network; it travels with the model. */
    public Blueprint preprocess(Preprocess p) {
        return with(b -> b.preprocess = p);
    }

    // ---- looking

    public String name() {
        return name;
    }

    /** Where it was first described. */
    public String paper() {
        return paper;
    }

    /** How many numbers its weights and states hold, with the classifier. Nothing is drawn or read for that. */
    public long parameters() {
        return outline().parameters();
    }

    /** The shape of each variable by its path, with the classifier. */
    public Map<String, Shape> weights() {
        return outline().weights();
    }

    private Outline outline() {
        Plan plan = plan(true);
        return Outline.of(new Network(List.of(plan.in), List.of(plan.out)));
    }

    // ---- making

    /**
     * The network with its classifier.
     *
     * @throws DypException where the input is too small, or weights are of another network
     */
    public Model model() {
        return make(true);
    }

    /**
     * The network up to its classifier: of pictures (height, width, features), of a vision transformer (tokens, features). What the classifier had in
     * a file of weights is passed over.
     */
    public Model withoutTop() {
        return make(false);
    }

    private record Plan(Net net, Input in, Symbol out) {}

    private Plan plan(boolean top) {
        Net net = new Net(style(), classes, end != null ? end : classes == 1 ? Activation.SIGMOID : Activation.SOFTMAX);
        Input in = Layers.input(input.dims()).named("input");
        try {
            Symbol features = architecture.features(net, in);
            return new Plan(net, in, top ? architecture.top(net, features) : features);
        } catch (DypException e) {
            throw new DypException(name + " cannot be made for inputs of " + input + ": " + e.getMessage(), e);
        }
    }

    private Style style() {
        Style file = weights == null && arrays == null ? null : arrays != null || isStateDict() ? Style.TORCH : Style.KERAS;
        return style != null ? style : file != null && architecture.styles().contains(file) ? file : architecture.styles().getFirst();
    }

    private boolean isStateDict() {
        String name = weights.getFileName().toString().toLowerCase(Locale.ROOT);
        return STATE_DICTS.stream().anyMatch(name::endsWith);
    }

    /** The arrays of the file; of a checkpoint those of the model, without the optimizer's. */
    private Map<String, NDArray> stateDict() {
        if (weights.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(STATE_DICTS.getFirst())) {
            return Safetensors.read(weights);
        }
        Map<String, NDArray> all = TorchFile.read(weights);
        for (String part : CHECKPOINT) {
            if (all.keySet().stream().anyMatch(k -> k.startsWith(part + "."))) {
                try {
                    return TorchFile.read(weights, part);
                } catch (DypException e) {
                    return all; // no container of this name, but arrays whose names begin so
                }
            }
        }
        return all;
    }

    private Model make(boolean top) {
        Plan plan = plan(top);
        Model model = Model.of(plan.in, plan.out).named(name).seed(seed);
        Preprocess prepared = architecture.preprocess(style());
        if (arrays != null || weights != null && isStateDict()) {
            Architecture.Pretrained state = architecture.adapt(model, arrays != null ? arrays : stateDict());
            report(TorchWeights.load(model, state.arrays(), Pairs.of(plan.net.names())));
            architecture.loaded(model, Style.TORCH);
            prepared = state.preprocess() == null ? prepared : state.preprocess();
        } else if (weights != null) {
            model.loadWeights(weights);
            architecture.loaded(model, Style.KERAS);
        }
        (preprocess == null ? prepared : preprocess).note(model);
        if (!labels.isEmpty()) {
            ClassLabels.of(labels, classes).note(model);
        }
        return model;
    }

    private void report(Report all) {
        Report r = new Report(all.matched(), all.missing().stream().filter(m -> !architecture.own(m.variable())).toList(), all.unexpected(), all.leftAside());
        listener.accept(r);
        r.requireAll(weights == null ? "The state dict" : weights.toString());
    }

    @Override
    public String toString() {
        return name + " for " + input + ", " + classes + " classes (" + paper + ")";
    }
}
