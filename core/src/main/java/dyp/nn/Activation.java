package dyp.nn;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * A function on a layer's output: Keras's, with its defaults. All but the last group take each number on its own; those work on rows, the
 * last axis. With other settings: {@link Activations}, and the layers relu, leakyRelu, prelu, elu and softmax.
 */
public enum Activation {
    /** x. */
    LINEAR(x -> x),
    /** max(x, 0): Nair and Hinton 2010. */
    RELU(Tensor::relu),
    /** x, or 0.2 x where x is negative: Maas, Hannun and Ng 2013. The layer of this name has 0.3. */
    LEAKY_RELU(x -> Activations.leakyRelu(x, 0.2)),
    /** max(x, 0), at most 6. */
    RELU6(Activations::relu6),
    /** x, or e^x - 1 where x is negative: Clevert, Unterthiner and Hochreiter 2016. */
    ELU(x -> Activations.elu(x, 1)),
    /** x, or alpha (e^(x / alpha) - 1) where x is negative, with alpha 1: Barron 2017. */
    CELU(x -> Activations.celu(x, 1)),
    /** 1.0507 times x, or times 1.6733 (e^x - 1) where x is negative: Klambauer et al. 2017. */
    SELU(Activations::selu),
    /** log(1 + e^x). */
    SOFTPLUS(Tensor::softplus),
    /** x / (1 + |x|). */
    SOFTSIGN(x -> x.div(x.abs().add(1))),
    /** (x + sqrt(x² + 4)) / 2: Barron 2021. */
    SQUAREPLUS(x -> Activations.squareplus(x, 4)),
    /** x brought nearer to 0 by 0.5, and 0 where it is nearer than that. */
    SOFT_SHRINK(x -> Activations.softShrink(x, 0.5)),
    /** 0 up to -1, x from 1 on, (x + 1)² / 4 between. */
    SPARSE_PLUS(Activations::sparsePlus),
    /** x times sigmoid(x), also called swish: Ramachandran, Zoph and Le 2017. */
    SILU(x -> x.mul(x.sigmoid())),
    /** x times the normal distribution's share below x, exactly: Hendrycks and Gimpel 2016. */
    GELU(Tensor::gelu),
    /** The same nearly, by tanh: Keras's gelu with approximate=True. */
    GELU_APPROXIMATE(Activations::geluApproximate),
    /** (e^x - e^-x) / (e^x + e^-x). */
    TANH(Tensor::tanh),
    /** x - tanh(x). */
    TANH_SHRINK(x -> x.sub(x.tanh())),
    /** 1 / (1 + e^-x). */
    SIGMOID(Tensor::sigmoid),
    /** 0 up to -1, 1 from 1 on, (x + 1) / 2 between. */
    SPARSE_SIGMOID(Activations::sparseSigmoid),
    /** e^x. */
    EXPONENTIAL(Tensor::exp),
    /** relu6(x + 3) / 6: Howard et al. 2019. */
    HARD_SIGMOID(Activations::hardSigmoid),
    /** x times hard_sigmoid(x), also called hard_swish: Howard et al. 2019. */
    HARD_SILU(x -> x.mul(Activations.hardSigmoid(x))),
    /** x, at least -1 and at most 1. */
    HARD_TANH(x -> x.clip(-1, 1)),
    /** x, or 0 where it is not further from 0 than 0.5. */
    HARD_SHRINK(x -> Activations.hardShrink(x, 0.5)),
    /** x tanh(softplus(x)): Misra 2019. */
    MISH(x -> x.mul(x.softplus().tanh())),
    /** log(sigmoid(x)). */
    LOG_SIGMOID(x -> x.neg().softplus().neg()),
    /** e^x / sum e^x. */
    SOFTMAX(Tensor::softmax),
    /** x - log sum e^x. */
    LOG_SOFTMAX(Tensor::logSoftmax),
    /** Like softmax but with zeros, as Keras computes it: see {@link Activations#sparsemax}. */
    SPARSEMAX(x -> Activations.sparsemax(x, -1)),
    /** The row's first half times the sigmoid of its second half; the row halves: Dauphin et al. 2017. */
    GLU(x -> Activations.glu(x, -1));

    /** {@link #SILU} by its other name. */
    public static final Activation SWISH = SILU;
    /** {@link #HARD_SILU} by its other name. */
    public static final Activation HARD_SWISH = HARD_SILU;

    private final UnaryOperator<Tensor> function;

    Activation(UnaryOperator<Tensor> function) {
        this.function = function;
    }

    public Tensor of(Tensor x) {
        return function.apply(x);
    }

    /** As Keras writes it: {@code "leaky_relu"}. (For {@link #GELU_APPROXIMATE} Keras has no name.) */
    public String kerasName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The activation of this name in Keras, aliases included; null is linear.
     *
     * @throws DypException for a name that is none
     */
    public static Activation of(String kerasName) {
        return switch (kerasName) {
            case null -> LINEAR;
            case "swish" -> SILU;
            case "hard_swish" -> HARD_SILU;
            default -> Arrays.stream(values()).filter(a -> a.kerasName().equals(kerasName)).findFirst()
                    .orElseThrow(() -> new DypException("There is no activation '" + kerasName + "'. There are: "
                            + String.join(", ", Arrays.stream(values()).map(Activation::kerasName).toList()) + "."));
        };
    }
}
