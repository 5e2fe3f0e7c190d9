package dyp.nn;

import java.util.List;

/** {@link TransposedConvolution} that makes larger sequences: (batch, steps, in) -> (batch, steps', filters). */
public record Conv1DTranspose(int filters, List<Integer> outputPadding, Convolution options)
        implements TransposedConvolution<Conv1DTranspose> {
    public Conv1DTranspose {
        Checks.positive("filters", filters);
        options.windows().check(1, "kernelSize");
    }

    public Conv1DTranspose(int filters, int kernelSize, Activation activation) {
        this(filters, List.of(), Convolution.of(1, kernelSize, activation));
    }

    @Override
    public Conv1DTranspose outputPadding(List<Integer> p) {
        return new Conv1DTranspose(filters, p, options);
    }

    @Override
    public Conv1DTranspose options(Convolution o) {
        return new Conv1DTranspose(filters, outputPadding, o);
    }
}
