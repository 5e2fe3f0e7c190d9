package dyp.explain;

import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.train.Model;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ways to explain, each under its defaults; their options are withers. */
public final class Explainers {
    private Explainers() {}

    /** The size of the gradient. */
    public static Saliency saliency() {
        return new Saliency();
    }

    /** The gradient times the sample. */
    public static GradientInput gradientInput() {
        return new GradientInput();
    }

    /** The gradient along the way from nothing to the sample: complete. */
    public static IntegratedGradients integratedGradients() {
        return new IntegratedGradients(Baseline.zero(), 27, 0.005, 729);
    }

    /** A layer's channels, weighted by the mean gradient of each: where to begin. */
    public static GradCam gradCam() {
        return new GradCam(GradCam.Kind.GRADCAM, null, false);
    }

    /** Grad-CAM for several objects of a class. */
    public static GradCam gradCamPlusPlus() {
        return new GradCam(GradCam.Kind.PLUS_PLUS, null, false);
    }

    /** Grad-CAM place by place, of positive gradients: for early layers. */
    public static GradCam layerCam() {
        return new GradCam(GradCam.Kind.LAYER_CAM, null, false);
    }

    /** Gradient times channel, place by place. */
    public static GradCam hiResCam() {
        return new GradCam(GradCam.Kind.HI_RES_CAM, null, false);
    }

    /** A layer's channels, weighted by the answers seen through them. */
    public static ScoreCam scoreCam() {
        return new ScoreCam(null, 0, Baseline.zero());
    }

    /** A layer's channels along their first principal direction; of no class. */
    public static EigenCam eigenCam() {
        return new EigenCam(null);
    }

    /** The mean gradient under noise. */
    public static SmoothGrad smoothGrad() {
        return new SmoothGrad(50, 0.15, 0);
    }

    /** Crisp, but hardly evidence: see {@link GuidedBackprop}. */
    public static GuidedBackprop guidedBackprop() {
        return new GuidedBackprop();
    }

    /** A window that covers each part in turn. */
    public static Occlusion occlusion() {
        return new Occlusion(0.2, 3, Baseline.mean());
    }

    /** Random masks. */
    public static Rise rise() {
        return new Rise(1000, 7, 0.5, Baseline.zero(), 0);
    }

    /** For transformers. */
    public static AttentionRollout attentionRollout() {
        return new AttentionRollout();
    }

    /**
     * SHAP values of tables' rows.
     *
     * @param background (n, features): some 20 to 100 rows of the training data, as the model takes them
     */
    public static KernelShap kernelShap(NDArray background) {
        return new KernelShap(background, List.of(), 2048, false, 0);
    }

    /** How many classes of a model can be explained: its outputs, or two where that is one sigmoid. */
    public static int classes(Model model) {
        return Lens.of(model).classes();
    }

    /** All ways that need nothing but a model and a sample, under their defaults. */
    public static List<Explainer> all() {
        Stream<Explainer> cams = Arrays.stream(GradCam.Kind.values()).map(kind -> new GradCam(kind, null, false));
        return Stream.concat(cams, Stream.of(scoreCam(), eigenCam(), saliency(), smoothGrad(), gradientInput(), integratedGradients(), guidedBackprop(),
                occlusion(), rise(), attentionRollout())).toList();
    }

    /**
     * The one of this name, as {@code gradcam}.
     *
     * @throws DypException where there is none
     */
    public static Explainer named(String name) {
        return all().stream().filter(e -> e.name().equalsIgnoreCase(name)).findFirst().orElseThrow(() -> new DypException("There is no method '" + name
                + "'. There are " + all().stream().map(Explainer::name).collect(Collectors.joining(", ")) + "."));
    }
}
