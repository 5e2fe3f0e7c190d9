package dyp.explain;

import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.train.Model;

/**
 * A way to say what an answer of a model hangs on. All are made by {@link Explainers}, are immutable, and have their options as withers.
 *
 * <p>What is explained is the <em>score</em> of a class: what the model gives for it before the closing softmax or sigmoid, as the papers have
 * it, since a softmax's gradient vanishes where the model is sure and mixes the classes. Where there is no such activation it is the output
 * itself. A model of one sigmoid has two classes, 0 (the score's negative) and 1; an output with places, as (h, w, classes), is averaged over them.
 *
 * <p>Programs are compiled once for a model and kept as long as it lives; they see what it learns later. May be used by many threads;
 * explanations of the same model then wait for each other.
 */
public sealed interface Explainer permits Explainer.Layered, Saliency, GradientInput, IntegratedGradients, SmoothGrad, GuidedBackprop, Occlusion,
        Rise, AttentionRollout, KernelShap {
    /** One that looks at what a layer gives. */
    sealed interface Layered extends Explainer permits GradCam, EigenCam, ScoreCam {
        /**
         * @param name the layer to look at, as {@code conv2d_1} or {@code base/block5}; null for the model's last feature map, the last layer that
         *     gives a map of as many places as its last convolution's. In a vision transformer that is what goes into the last attention
         */
        Layered layer(String name);
    }

    /**
     * @param model of one input; of several outputs, the first is explained
     * @param sample as the model takes it, without the batch: (length, channels), (height, width, channels), (depth, height, width, channels),
     *     or (features) for tables
     * @param target the class, from 0
     * @throws DypException where sample and model do not fit, there is no such class, or the method needs something that the model has not
     */
    Explanation explain(Model model, NDArray sample, int target);

    /** The same for the class that the model takes the sample for. */
    default Explanation explain(Model model, NDArray sample) {
        return explain(model, sample, Lens.of(model).likeliest(sample));
    }

    /** The method's name on the command line, as {@code gradcam}. */
    String name();

    /** One line: what it does. */
    String about();
}
