package dyp.nn;

/**
 * Small filters slid along sequences: (batch, steps, in) -> (batch, steps', filters). The kernel is (size, in / groups, filters). With
 * padding CAUSAL no step sees a later one. Waibel et al. 1989, "Phoneme recognition using time-delay neural networks"; causal and
 * dilated: van den Oord et al. 2016, "WaveNet".
 *
 * @param groups the input's channels and the filters fall into this many independent groups
 */
public record Conv1D(int filters, int groups, Convolution options) implements GroupedConvolution<Conv1D> {
    public Conv1D {
        Checks.positive("filters", filters);
        Checks.positive("groups", groups);
        options.windows().checkSize(1, "kernelSize");
    }

    public Conv1D(int filters, int kernelSize, Activation activation) {
        this(filters, 1, Convolution.of(1, kernelSize, activation));
    }

    @Override
    public Conv1D groups(int n) {
        return new Conv1D(filters, n, options);
    }

    @Override
    public Conv1D options(Convolution o) {
        return new Conv1D(filters, groups, o);
    }
}
