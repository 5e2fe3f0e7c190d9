package dyp.zoo;

import static dyp.nn.Activation.TANH;
import static dyp.nn.Layers.averagePooling2d;
import static dyp.nn.Layers.conv2d;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.flatten;

import dyp.nn.Symbol;
import dyp.op.Padding;
import java.util.List;

/** LeCun et al. 1998, with every filter of the second convolution on all six maps and a softmax at the end. */
record LeNet5() implements Architecture {
    @Override
    public List<Style> styles() {
        return List.of(Style.TORCH);
    }

    @Override
    public Symbol features(Net net, Symbol x) {
        Symbol y = net.put("conv1", "conv1", conv2d(6, 5, TANH).padding(Padding.SAME), x);
        y = net.put("conv2", "conv2", conv2d(16, 5, TANH), net.put("pool1", averagePooling2d(2), y));
        return net.put("pool2", averagePooling2d(2), y);
    }

    @Override
    public Symbol top(Net net, Symbol features) {
        Symbol y = net.put("fc1", "fc1", dense(120, TANH), net.put("flatten", flatten(), features));
        y = net.put("fc2", "fc2", dense(84, TANH), y);
        return net.put("predictions", "fc3|predictions", dense(net.classes(), net.end()), y);
    }

    @Override
    public Preprocess preprocess(Style style) {
        return Preprocess.UNIT;
    }
}
