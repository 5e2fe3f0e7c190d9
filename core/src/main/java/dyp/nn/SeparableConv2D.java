package dyp.nn;

/** {@link Separable} convolution of pictures: (batch, height, width, in) -> (batch, height', width', filters). */
public record SeparableConv2D(int filters, int depthMultiplier, Parameter pointwise, Convolution options)
        implements Separable<SeparableConv2D> {
    public SeparableConv2D {
        Checks.positive("filters", filters);
        Checks.positive("depthMultiplier", depthMultiplier);
        options.windows().check(2, "kernelSize");
    }

    public SeparableConv2D(int filters, int kernelSize, Activation activation) {
        this(filters, 1, Parameter.KERNEL, Convolution.of(2, kernelSize, activation));
    }

    @Override
    public SeparableConv2D depthMultiplier(int n) {
        return new SeparableConv2D(filters, n, pointwise, options);
    }

    @Override
    public SeparableConv2D pointwise(Parameter p) {
        return new SeparableConv2D(filters, depthMultiplier, p, options);
    }

    @Override
    public SeparableConv2D options(Convolution o) {
        return new SeparableConv2D(filters, depthMultiplier, pointwise, o);
    }
}
