package dyp.train;

import dyp.loss.Loss;
import dyp.metric.Metric;
import dyp.tensor.DypException;
import java.util.ArrayList;
import java.util.List;

/**
 * What one output of a model is to learn: {@code compile(adam(), Goal.of("price", meanSquaredError()).weight(0.3), Goal.of("kind", categoricalCrossentropy())
 * .metrics(accuracy()))}. The data bring one target per goal, in the goals' order.
 *
 * @param output the name of the layer that gives the output
 * @param weight how much its loss counts in the sum of all
 */
public record Goal(String output, Loss loss, double weight, List<Metric> metrics) {
    public Goal {
        if (!Double.isFinite(weight)) {
            throw new DypException("A goal's weight must be a finite number, but was " + weight + ".");
        }
        metrics = List.copyOf(metrics);
    }

    public static Goal of(String output, Loss loss) {
        return new Goal(output, loss, 1, List.of());
    }

    public Goal weight(double w) {
        return new Goal(output, loss, w, metrics);
    }

    /** Figures that are reported beside the loss; those that were there stay. */
    public Goal metrics(Metric... more) {
        List<Metric> all = new ArrayList<>(metrics);
        all.addAll(List.of(more));
        return new Goal(output, loss, weight, all);
    }
}
