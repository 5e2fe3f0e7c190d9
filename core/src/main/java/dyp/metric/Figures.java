package dyp.metric;

import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.Arrays;

/** A metric of several figures, one per class, output or threshold. Logs show their mean; a figure that is not defined (NaN) is left out. */
public interface Figures extends Metric {
    double[] figures(double[] totals);

    @Override
    default double result(double[] totals) {
        return Arrays.stream(figures(totals)).filter(f -> !Double.isNaN(f)).average().orElse(Double.NaN);
    }

    /** (figures,), or shape () where there is one only. */
    @Override
    default NDArray values(double[] totals) {
        double[] figures = figures(totals);
        NDArray all = NDArray.generate(Shape.of(figures.length), i -> figures[i]);
        return figures.length == 1 ? all.reshape() : all;
    }
}
