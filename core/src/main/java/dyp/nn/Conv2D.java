package dyp.nn;

/**
 * Small filters slid over pictures: (batch, height, width, in) -> (batch, height', width', filters). The kernel is
 * (kernel height, kernel width, in / groups, filters). LeCun et al. 1989, "Backpropagation applied to handwritten zip code
 * recognition".
 *
 * @param groups the input's channels and the filters fall into this many independent groups
 */
public record Conv2D(int filters, int groups, Convolution options) implements GroupedConvolution<Conv2D> {
    public Conv2D {
        Checks.positive("filters", filters);
        Checks.positive("groups", groups);
        options.windows().check(2, "kernelSize");
    }

    public Conv2D(int filters, int kernelSize, Activation activation) {
        this(filters, 1, Convolution.of(2, kernelSize, activation));
    }

    @Override
    public Conv2D groups(int n) {
        return new Conv2D(filters, n, options);
    }

    @Override
    public Conv2D options(Convolution o) {
        return new Conv2D(filters, groups, o);
    }
}
