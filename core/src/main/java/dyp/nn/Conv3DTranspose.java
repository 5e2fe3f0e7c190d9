package dyp.nn;

import java.util.List;

/**
 * {@link TransposedConvolution} that makes larger volumes: (batch, depth, height, width, in)
 * -> (batch, depth', height', width', filters).
 */
public record Conv3DTranspose(int filters, List<Integer> outputPadding, Convolution options)
        implements TransposedConvolution<Conv3DTranspose> {
    public Conv3DTranspose {
        Checks.positive("filters", filters);
        options.windows().check(3, "kernelSize");
    }

    public Conv3DTranspose(int filters, int kernelSize, Activation activation) {
        this(filters, List.of(), Convolution.of(3, kernelSize, activation));
    }

    @Override
    public Conv3DTranspose outputPadding(List<Integer> p) {
        return new Conv3DTranspose(filters, p, options);
    }

    @Override
    public Conv3DTranspose options(Convolution o) {
        return new Conv3DTranspose(filters, outputPadding, o);
    }
}
