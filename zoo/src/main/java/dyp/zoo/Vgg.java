package dyp.zoo;

import static dyp.nn.Activation.RELU;
import static dyp.nn.Layers.adaptiveAveragePooling2d;
import static dyp.nn.Layers.conv2d;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.dropout;
import static dyp.nn.Layers.flatten;
import static dyp.nn.Layers.maxPooling2d;

import dyp.nn.Symbol;
import dyp.op.Padding;
import java.util.List;

/** Simonyan and Zisserman 2015. @param blocks how many convolutions come before each pooling */
record Vgg(List<Integer> blocks) implements Architecture {
    /** Places along each axis that PyTorch's classifier takes. */
    private static final int PLACES = 7;

    @Override
    public Symbol features(Net net, Symbol x) {
        Symbol y = x;
        int index = 0;
        for (int block = 1; block <= blocks.size(); block++) {
            int filters = Math.min(512, 32 << block);
            for (int i = 1; i <= blocks.get(block - 1); i++, index += 2) {
                y = net.put("block" + block + "_conv" + i, "features." + index, conv2d(filters, 3, RELU).padding(Padding.SAME), y);
            }
            y = net.put("block" + block + "_pool", maxPooling2d(2), y);
            index++;
        }
        return y;
    }

    @Override
    public Symbol top(Net net, Symbol x) {
        boolean other = x.shape().dim(0) != PLACES || x.shape().dim(1) != PLACES;
        Symbol y = net.put("flatten", flatten(), net.torch() && other ? net.put("avgpool", adaptiveAveragePooling2d(PLACES), x) : x);
        y = hidden(net, y, "fc1", "classifier.0|pre_logits.fc1");
        y = hidden(net, y, "fc2", "classifier.3|pre_logits.fc2");
        return net.put("predictions", "classifier.6|head.fc", dense(net.classes(), net.end()), y);
    }

    private static Symbol hidden(Net net, Symbol x, String name, String torch) {
        Symbol y = net.put(name, torch, dense(4096, RELU), x);
        return net.torch() ? net.put(name + "_dropout", dropout(0.5), y) : y;
    }

    @Override
    public Preprocess preprocess(Style style) {
        return style == Style.KERAS ? Preprocess.CAFFE : Preprocess.IMAGENET;
    }
}
