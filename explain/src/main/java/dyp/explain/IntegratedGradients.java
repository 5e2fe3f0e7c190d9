package dyp.explain;

import dyp.explain.Explanation.Answer;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.train.Model;

/**
 * The gradient along the straight path from a baseline to the sample: (x - x') · ∫ ∂score(x' + α (x - x'))/∂x dα. Sundararajan, Taly and Yan 2017,
 * "Axiomatic attribution for deep networks", equations 1 and 3. The shares sum to the difference of the scores of sample and baseline
 * (completeness): {@link Explanation#gap} says how nearly.
 *
 * <p>The integral is taken at the middles of equal stretches. Where the sum is still off by more than the tolerance, each stretch is cut into
 * three, whose middles hold the old ones.
 *
 * @param steps points on the path at first
 * @param tolerance of the gap
 * @param most points on the path at most; with the same number as {@code steps} nothing is refined
 */
public record IntegratedGradients(Baseline baseline, int steps, double tolerance, int most) implements Explainer {
    public IntegratedGradients {
        if (steps < 1 || most < steps || !(tolerance > 0)) {
            throw new DypException("Integrated gradients take 1 or more steps, as many or more at most, and a tolerance above 0, but got " + steps + ", " + most
                    + " and " + tolerance + ".");
        }
    }

    @Override
    public Explanation explain(Model model, NDArray sample, int target) {
        Lens lens = Lens.of(model);
        lens.check(sample, target);
        float[] from = Lens.numbers(baseline.of(sample));
        float[] to = Lens.numbers(sample);
        Answer answer = lens.answer(sample, target);
        double base = lens.answer(NDArray.of(from, sample.shape().dims()), target).score();
        double difference = answer.score() - base;
        double[] sum = new double[to.length];
        add(lens, target, from, to, steps, false, sum);
        int points = steps;
        while (off(sum, from, to, points, difference) > tolerance * Math.abs(difference) && points <= most / 3) {
            points *= 3;
            add(lens, target, from, to, points, true, sum);
        }
        int n = points;
        NDArray shares = NDArray.generate(sample.shape(), i -> (to[i] - from[i]) * sum[i] / n);
        return Explanation.of(lens, sample, name(), target, answer, Maps.folded(shares.floats(), sample, Double::sum)).attributions(shares).base(base);
    }

    /** Adds the gradients at the middles of n stretches; of those only that are new where each was cut into three. */
    private static void add(Lens lens, int target, float[] from, float[] to, int n, boolean cut, double[] sum) {
        lens.ask(Question.GRADIENT, cut ? n / 3 * 2 : n, target, (i, into) -> {
            int place = cut ? i / 2 * 3 + i % 2 * 2 : i;
            double share = (place + 0.5) / n;
            for (int j = 0; j < into.length; j++) {
                into[j] = (float) (from[j] + share * (to[j] - from[j]));
            }
        }, (_, v) -> {
            for (int j = 0; j < sum.length; j++) {
                sum[j] += v[0].get(j);
            }
        });
    }

    private static double off(double[] sum, float[] from, float[] to, int points, double difference) {
        double all = 0;
        for (int i = 0; i < sum.length; i++) {
            all += (to[i] - from[i]) * sum[i] / points;
        }
        return Math.abs(all - difference);
    }

    /** Where the path begins; zeros unless said. */
    public IntegratedGradients baseline(Baseline start) {
        return new IntegratedGradients(start, steps, tolerance, most);
    }

    /** Points on the path at first; 27 unless said. */
    public IntegratedGradients steps(int n) {
        return new IntegratedGradients(baseline, n, tolerance, Math.max(n, most));
    }

    /** How far the sum may be off, as a share of what it should be, before more points are taken; 0.005 unless said. */
    public IntegratedGradients tolerance(double share) {
        return new IntegratedGradients(baseline, steps, share, most);
    }

    /** Points on the path at most; 729 unless said. */
    public IntegratedGradients most(int n) {
        return new IntegratedGradients(baseline, steps, tolerance, n);
    }

    @Override
    public String name() {
        return "integrated";
    }

    @Override
    public String about() {
        return "integrated gradients: shares that sum to the score less the baseline's";
    }
}
