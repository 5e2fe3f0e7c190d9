package dyp.nn;

/** {@link Depthwise} convolution of sequences: (batch, steps, in) -> (batch, steps', in·depthMultiplier). */
public record DepthwiseConv1D(int depthMultiplier, Convolution options) implements Depthwise<DepthwiseConv1D> {
    public DepthwiseConv1D {
        Checks.positive("depthMultiplier", depthMultiplier);
        options.windows().check(1, "kernelSize");
    }

    public DepthwiseConv1D(int kernelSize) {
        this(1, Convolution.of(1, kernelSize, Activation.LINEAR));
    }

    @Override
    public DepthwiseConv1D depthMultiplier(int n) {
        return new DepthwiseConv1D(n, options);
    }

    @Override
    public DepthwiseConv1D options(Convolution o) {
        return new DepthwiseConv1D(depthMultiplier, o);
    }
}
