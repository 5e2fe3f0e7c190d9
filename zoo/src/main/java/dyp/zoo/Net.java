package dyp.zoo;

import static dyp.nn.Layers.activation;
import static dyp.nn.Layers.batchNormalization;

import dyp.nn.Activation;
import dyp.nn.BatchNormalization;
import dyp.nn.Layer;
import dyp.nn.Symbol;
import dyp.op.Padding;
import java.util.LinkedHashMap;
import java.util.Map;

/** A network while it is put together: its layers under Keras's names, and what PyTorch's files call them. */
final class Net {
    private final Style style;
    private final int classes;
    private final Activation end;
    private final Map<String, String> torch = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    Net(Style style, int classes, Activation end) {
        this.style = style;
        this.classes = classes;
        this.end = end;
    }

    boolean torch() {
        return style == Style.TORCH;
    }

    int classes() {
        return classes;
    }

    Activation end() {
        return end;
    }

    /** What PyTorch's files call layers and variables; several names are parted by {@code |}. */
    Map<String, String> names() {
        return torch;
    }

    Symbol put(String name, Layer layer, Symbol... on) {
        return layer.named(name).on(on);
    }

    Symbol put(String name, String torchName, Layer layer, Symbol... on) {
        call(name, torchName);
        return put(name, layer, on);
    }

    /** What PyTorch's files call a layer, or a variable. */
    void call(String path, String torchName) {
        torch.put(path, torchName);
    }

    /** {@code conv2d}, {@code conv2d_1} ...: the names of layers that Keras's networks leave nameless. */
    String next(String stem) {
        int n = counts.merge(stem, 1, Integer::sum) - 1;
        return n == 0 ? stem : stem + "_" + n;
    }

    // ---- what differs between the styles

    /** Moving averages and epsilon as the style has them. */
    BatchNormalization norm(double epsilon, double momentum) {
        return torch() ? batchNormalization().epsilon(1e-5).momentum(0.9) : batchNormalization().epsilon(epsilon).momentum(momentum);
    }

    /** Zeros around, as many as PyTorch's padding = kernel / 2; where the convolution takes every place, SAME is that already. */
    Symbol padded(String name, Symbol x, int kernel) {
        return kernel == 1 ? x : put(name, Rank.pad(Rank.of(x), kernel / 2), x);
    }

    /** A convolution over all axes, with its border filled as the style has it. */
    Symbol conv(String name, String torchName, Symbol x, int filters, int kernel, int stride, boolean bias) {
        boolean pad = torch() && stride > 1 && kernel > 1;
        Symbol in = pad ? padded(name + "_pad", x, kernel) : x;
        return put(name, torchName, Rank.conv(Rank.of(x), filters, kernel, stride, pad ? Padding.VALID : Padding.SAME, bias), in);
    }

    Symbol globalAverage(String name, Symbol x) {
        return put(name, Rank.globalAverage(Rank.of(x)), x);
    }

    Symbol relu(String name, Symbol x) {
        return put(name, activation(Activation.RELU), x);
    }
}
