package dyp.explain;

import dyp.explain.Explanation.Answer;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Philox;
import dyp.train.Model;

/**
 * The mean gradient of samples with noise on them, which takes the flicker out of saliency maps; drawn as the largest size over channels. Smilkov
 * et al. 2017, "SmoothGrad", section 3.
 *
 * @param noise standard deviation of the noise, as a share of the sample's range (largest less smallest number)
 */
public record SmoothGrad(int samples, double noise, long seed) implements Explainer {
    public SmoothGrad {
        if (samples < 1 || !(noise >= 0)) {
            throw new DypException("SmoothGrad takes 1 or more samples and a noise of 0 or more, but got " + samples + " and " + noise + ".");
        }
    }

    @Override
    public Explanation explain(Model model, NDArray sample, int target) {
        Lens lens = Lens.of(model);
        lens.check(sample, target);
        float[] x = Lens.numbers(sample);
        double deviation = noise * range(x);
        double[] sum = new double[x.length];
        lens.ask(Question.GRADIENT, samples, target, (i, into) -> {
            for (int j = 0; j < x.length; j++) {
                into[j] = (float) (x[j] + deviation * Philox.normal(seed, i, 0, j));
            }
        }, (_, v) -> {
            for (int j = 0; j < sum.length; j++) {
                sum[j] += v[0].get(j);
            }
        });
        Answer answer = lens.answer(sample, target);
        NDArray mean = NDArray.generate(sample.shape(), i -> sum[i] / samples);
        return Explanation.of(lens, sample, name(), target, answer, Saliency.largest(mean.floats(), sample)).attributions(mean);
    }

    private static double range(float[] x) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (float v : x) {
            low = Math.min(low, v);
            high = Math.max(high, v);
        }
        return high - low;
    }

    /** How many noisy samples; 50 unless said, as in the paper. */
    public SmoothGrad samples(int n) {
        return new SmoothGrad(n, noise, seed);
    }

    /** How much noise, as a share of the sample's range; 0.15 unless said. */
    public SmoothGrad noise(double share) {
        return new SmoothGrad(samples, share, seed);
    }

    public SmoothGrad seed(long value) {
        return new SmoothGrad(samples, noise, value);
    }

    @Override
    public String name() {
        return "smoothgrad";
    }

    @Override
    public String about() {
        return "the mean gradient of the sample under noise";
    }
}
