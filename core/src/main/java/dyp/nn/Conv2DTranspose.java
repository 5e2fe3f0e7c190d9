package dyp.nn;

import java.util.List;

/** {@link TransposedConvolution} that makes larger pictures: (batch, height, width, in) -> (batch, height', width', filters). */
public record Conv2DTranspose(int filters, List<Integer> outputPadding, Convolution options)
        implements TransposedConvolution<Conv2DTranspose> {
    public Conv2DTranspose {
        Checks.positive("filters", filters);
        options.windows().check(2, "kernelSize");
    }

    public Conv2DTranspose(int filters, int kernelSize, Activation activation) {
        this(filters, List.of(), Convolution.of(2, kernelSize, activation));
    }

    @Override
    public Conv2DTranspose outputPadding(List<Integer> p) {
        return new Conv2DTranspose(filters, p, options);
    }

    @Override
    public Conv2DTranspose options(Convolution o) {
        return new Conv2DTranspose(filters, outputPadding, o);
    }
}
