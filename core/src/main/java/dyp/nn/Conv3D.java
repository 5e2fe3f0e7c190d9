package dyp.nn;

/**
 * Small filters slid through volumes or films: (batch, depth, height, width, in) -> (batch, depth', height', width', filters). The
 * kernel is (kernel depth, height, width, in / groups, filters). Ji et al. 2013, "3D convolutional neural networks for human action
 * recognition".
 *
 * @param groups the input's channels and the filters fall into this many independent groups
 */
public record Conv3D(int filters, int groups, Convolution options) implements GroupedConvolution<Conv3D> {
    public Conv3D {
        Checks.positive("filters", filters);
        Checks.positive("groups", groups);
        options.windows().check(3, "kernelSize");
    }

    public Conv3D(int filters, int kernelSize, Activation activation) {
        this(filters, 1, Convolution.of(3, kernelSize, activation));
    }

    @Override
    public Conv3D groups(int n) {
        return new Conv3D(filters, n, options);
    }

    @Override
    public Conv3D options(Convolution o) {
        return new Conv3D(filters, groups, o);
    }
}
