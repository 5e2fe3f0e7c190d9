package dyp.nn;

/** {@link Depthwise} convolution of pictures: (batch, height, width, in) -> (batch, height', width', in·depthMultiplier). */
public record DepthwiseConv2D(int depthMultiplier, Convolution options) implements Depthwise<DepthwiseConv2D> {
    public DepthwiseConv2D {
        Checks.positive("depthMultiplier", depthMultiplier);
        options.windows().check(2, "kernelSize");
    }

    public DepthwiseConv2D(int kernelSize) {
        this(1, Convolution.of(2, kernelSize, Activation.LINEAR));
    }

    @Override
    public DepthwiseConv2D depthMultiplier(int n) {
        return new DepthwiseConv2D(n, options);
    }

    @Override
    public DepthwiseConv2D options(Convolution o) {
        return new DepthwiseConv2D(depthMultiplier, o);
    }
}
