package dyp.nn;

/** {@link Separable} convolution of sequences: (batch, steps, in) -> (batch, steps', filters). */
public record SeparableConv1D(int filters, int depthMultiplier, Parameter pointwise, Convolution options)
        implements Separable<SeparableConv1D> {
    public SeparableConv1D {
        Checks.positive("filters", filters);
        Checks.positive("depthMultiplier", depthMultiplier);
        options.windows().check(1, "kernelSize");
    }

    public SeparableConv1D(int filters, int kernelSize, Activation activation) {
        this(filters, 1, Parameter.KERNEL, Convolution.of(1, kernelSize, activation));
    }

    @Override
    public SeparableConv1D depthMultiplier(int n) {
        return new SeparableConv1D(filters, n, pointwise, options);
    }

    @Override
    public SeparableConv1D pointwise(Parameter p) {
        return new SeparableConv1D(filters, depthMultiplier, p, options);
    }

    @Override
    public SeparableConv1D options(Convolution o) {
        return new SeparableConv1D(filters, depthMultiplier, pointwise, o);
    }
}
