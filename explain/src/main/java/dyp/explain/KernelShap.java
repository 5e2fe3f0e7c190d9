package dyp.explain;

import dyp.explain.Explanation.Answer;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import java.util.List;
import java.util.stream.IntStream;

/**
 * SHAP values of a table's row: each feature's mean effect on the score when it becomes known, over all orders in which features can become known,
 * where unknown ones are taken from rows of a background. Lundberg and Lee 2017, "A unified approach to interpreting model predictions", equation
 * 8; by the weighted regression of theorem 2. The values sum to the score less the background's mean score (additivity), exactly.
 *
 * <p>With few features all coalitions are asked and the values are Shapley's own; with more, coalitions are drawn, each with its complement
 * (Covert and Lee 2021), and the values are estimates.
 *
 * @param background rows (n, features) that say what is usual: some 20 to 100 of the training data
 * @param groups columns that are one feature, as a category's; empty where each column is one
 * @param coalitions how many are asked at most; with 2^features or more of them the values are exact
 * @param probability whether probabilities are explained instead of scores
 */
public record KernelShap(NDArray background, List<List<Integer>> groups, int coalitions, boolean probability, long seed) implements Explainer {
    public KernelShap {
        if (background.shape().rank() != 2 || background.shape().dim(0) < 1) {
            throw new DypException("SHAP takes a background of rows (n, features), but got " + background.shape() + ".");
        }
        groups = groups.stream().map(List::copyOf).toList();
        List<Integer> columns = groups.stream().flatMap(List::stream).sorted().toList();
        int width = background.shape().dim(1);
        if (!groups.isEmpty() && !columns.equals(IntStream.range(0, width).boxed().toList())) {
            throw new DypException("Groups must hold each of the " + width + " columns once, but hold " + columns + ".");
        }
        if (coalitions < 2) {
            throw new DypException("SHAP asks 2 or more coalitions, but got " + coalitions + ".");
        }
    }

    @Override
    public Explanation explain(Model model, NDArray sample, int target) {
        Lens lens = Lens.of(model);
        lens.check(sample, target);
        if (sample.shape().rank() != 1 || sample.size() != background.shape().dim(1)) {
            throw new DypException("SHAP explains a row of " + background.shape().dim(1) + " features, as its background has, but got " + sample.shape() + ".");
        }
        int features = groups.isEmpty() ? sample.size() : groups.size();
        int[] feature = new int[sample.size()];
        for (int i = 0; i < feature.length; i++) {
            int column = i;
            feature[i] = groups.isEmpty() ? i : IntStream.range(0, features).filter(g -> groups.get(g).contains(column)).findFirst().orElseThrow();
        }
        Answer said = lens.answer(sample, target);
        Answer answer = probability ? new Answer(said.probability(), said.probability()) : said;
        Coalitions asked = Coalitions.of(features, coalitions, seed);
        double[] worth = worth(lens, sample, target, feature, asked.members());
        double base = worth[0];
        double[] values = ShapRegression.solve(asked, worth, base, answer.score());
        NDArray map = NDArray.generate(Shape.of(features), i -> values[i]);
        Explanation e = Explanation.of(lens, sample, name(), target, answer, map).base(base);
        // Columns of one feature share its value.
        return e.attributions(NDArray.generate(sample.shape(), i -> values[feature[i]] / (groups.isEmpty() ? 1 : groups.get(feature[i]).size())));
    }

    /** The mean score over the background where only a coalition's features are the sample's; of each coalition, the empty one first. */
    private double[] worth(Lens lens, NDArray sample, int target, int[] feature, List<boolean[]> members) {
        int rows = background.shape().dim(0);
        float[] x = Lens.numbers(sample);
        float[] others = Lens.numbers(background);
        double[] worth = new double[members.size()];
        lens.ask(Question.ANSWER, members.size() * rows, target, (i, into) -> {
            boolean[] known = members.get(i / rows);
            for (int j = 0; j < x.length; j++) {
                into[j] = known[feature[j]] ? x[j] : others[i % rows * x.length + j];
            }
        }, (i, v) -> worth[i / rows] += (double) v[probability ? 1 : 0].get(0) / rows);
        return worth;
    }

    /** Columns that are known or unknown together, as the columns of one category: a list of columns for each feature, each column once. */
    public KernelShap groups(List<List<Integer>> columns) {
        return new KernelShap(background, columns, coalitions, probability, seed);
    }

    /** How many coalitions are asked at most, each about every row of the background; 2,048 unless said, which is exact up to 11 features. */
    public KernelShap coalitions(int n) {
        return new KernelShap(background, groups, n, probability, seed);
    }

    /** Whether probabilities are explained; scores, before the closing activation, unless said. */
    public KernelShap probability(boolean use) {
        return new KernelShap(background, groups, coalitions, use, seed);
    }

    public KernelShap seed(long value) {
        return new KernelShap(background, groups, coalitions, probability, value);
    }

    @Override
    public String name() {
        return "kernelshap";
    }

    @Override
    public String about() {
        return "SHAP values of a table's row against a background";
    }
}
