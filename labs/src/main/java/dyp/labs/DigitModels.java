package dyp.labs;

import static dyp.nn.Activation.RELU;
import static dyp.nn.Layers.conv2d;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.dropout;
import static dyp.nn.Layers.flatten;
import static dyp.nn.Layers.input;
import static dyp.nn.Layers.maxPooling2d;

import dyp.train.Model;
import dyp.train.Sequential;

/**
 * Networks for small grey images in ten classes: digits, clothes. They read (28, 28, 1) from 0 to 1 and give ten logits.
 */
public final class DigitModels {
    private static final int CLASSES = 10;

    private DigitModels() {}

    /** Convolutions with pooling after each, in the manner of LeNet-5: LeCun, Bottou, Bengio, Haffner 1998. */
    public static Model cnn() {
        return Sequential.of(
                input(SyntheticDigits.SIDE, SyntheticDigits.SIDE, 1),
                conv2d(32, 3, RELU),
                maxPooling2d(2),
                conv2d(64, 3, RELU),
                maxPooling2d(2),
                flatten(),
                dropout(0.25),
                dense(128, RELU),
                dense(CLASSES));
    }

    /** One wide hidden layer: what can be had without looking at which pixels are neighbours. */
    public static Model mlp() {
        return Sequential.of(
                input(SyntheticDigits.SIDE, SyntheticDigits.SIDE, 1),
                flatten(),
                dense(512, RELU),
                dropout(0.2),
                dense(CLASSES));
    }
}
