package dyp.explain;

import dyp.op.Leaf.Variable;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.train.Model;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Whether a method's maps depend on what a model has learned at all: Adebayo et al. 2018, "Sanity checks for saliency maps". A map that stays
 * the same while the weights are destroyed explains the picture, not the model.
 *
 * <p>For their other check, labels at random, train a second model on shuffled labels and compare the maps of both by {@link #rankCorrelation}.
 */
public final class Sanity {
    private Sanity() {}

    /**
     * How like the first map is the one after some layers were destroyed.
     *
     * @param layer the last layer destroyed; all layers above it are destroyed as well
     * @param rankCorrelation of the maps, -1 to 1; near 0 is good
     * @param sizes the same of the maps' absolute values
     */
    public record Step(String layer, double rankCorrelation, double sizes) {}

    /**
     * Destroys what the model has learned, layer by layer from the output to the input, and explains the sample after each. A layer is
     * destroyed by shuffling the numbers in each of its weights, so that they keep their sizes and the network its scale. All weights are put back in
     * the end; until then nobody else should use the model.
     */
    public static List<Step> cascade(Explainer explainer, Model model, NDArray sample, int target, long seed) {
        NDArray first = explainer.explain(model, sample, target).map();
        Map<String, List<Variable>> layers = new LinkedHashMap<>();
        for (Variable v : model.variables()) {
            layers.computeIfAbsent(v.name().contains("/") ? v.name().substring(0, v.name().lastIndexOf('/')) : v.name(), _ -> new ArrayList<>()).add(v);
        }
        List<NDArray> before = model.variables().stream().map(v -> v.value().copy()).toList();
        List<Step> steps = new ArrayList<>();
        try {
            int number = 0;
            for (String layer : layers.keySet().stream().toList().reversed()) {
                for (Variable v : layers.get(layer)) {
                    shuffle(v.value(), seed, number++);
                }
                NDArray now = explainer.explain(model, sample, target).map();
                steps.add(new Step(layer, rankCorrelation(first, now), rankCorrelation(absolute(first), absolute(now))));
            }
        } finally {
            for (int i = 0; i < before.size(); i++) {
                model.variables().get(i).value().copyFrom(before.get(i));
            }
        }
        return steps;
    }

    private static void shuffle(NDArray values, long seed, int number) {
        NDArray old = values.copy();
        int[] order = Coalitions.shuffled(values.size(), seed, number);
        values.copyFrom(NDArray.generate(values.shape(), i -> old.at(order[i])));
    }

    private static NDArray absolute(NDArray map) {
        return NDArray.generate(map.shape(), i -> Math.abs(map.at(i)));
    }

    /**
     * Spearman's: the correlation of the ranks of two maps' places, -1 to 1; 0 where one of them is the same everywhere. Equal numbers share the
     * mean of their ranks.
     *
     * @throws DypException where the maps have different shapes
     */
    public static double rankCorrelation(NDArray a, NDArray b) {
        if (!a.shape().equals(b.shape())) {
            throw new DypException("Maps of the same shape can be compared, but got " + a.shape() + " and " + b.shape() + ".");
        }
        double[] x = ranks(a);
        double[] y = ranks(b);
        double mean = (x.length - 1) / 2.0;
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - mean) * (y[i] - mean);
            xx += (x[i] - mean) * (x[i] - mean);
            yy += (y[i] - mean) * (y[i] - mean);
        }
        return xx == 0 || yy == 0 ? 0 : xy / Math.sqrt(xx * yy);
    }

    private static double[] ranks(NDArray a) {
        int[] order = IntStream.range(0, a.size()).boxed().sorted(Comparator.comparingDouble(a::at)).mapToInt(i -> i).toArray();
        double[] ranks = new double[order.length];
        for (int from = 0; from < order.length;) {
            int to = from + 1;
            while (to < order.length && a.at(order[to]) == a.at(order[from])) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + to - 1) / 2.0;
            }
            from = to;
        }
        return ranks;
    }
}
