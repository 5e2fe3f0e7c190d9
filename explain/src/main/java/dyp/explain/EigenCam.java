package dyp.explain;

import dyp.explain.Explanation.Answer;
import dyp.tensor.NDArray;
import dyp.train.Model;

/**
 * A layer's channels projected on their first principal direction, A v with A = U Σ Vᵀ: Muhammad and Yeasin 2020, "Eigen-CAM", equations 3 and 4.
 * It asks for no class and no gradient: the map says what the layer reacts to most, not what speaks for a class.
 *
 * @param layer null for the last feature map
 */
public record EigenCam(String layer) implements Explainer.Layered {
    private static final int ROUNDS = 500;
    private static final double ENOUGH = 1e-10;

    @Override
    public Explanation explain(Model model, NDArray sample, int target) {
        Lens lens = Lens.of(model);
        lens.check(sample, target);
        FeatureMap features = lens.map(layer);
        NDArray[] map = new NDArray[1];
        Answer[] answer = new Answer[1];
        lens.ask(Question.features(layer), 1, target, sample, (_, v) -> {
            double[] projected = projected(features.of(v[0]), features.channels());
            map[0] = NDArray.generate(features.grid(), i -> Math.max(0, projected[i]));
            answer[0] = new Answer(v[2].get(0), v[3].get(0));
        });
        return Explanation.of(lens, sample, name(), target, answer[0], features.over(map[0], sample)).layer(features.layer());
    }

    /** A v, where v is the first right singular vector of A (places, channels), found by powers of AᵀA; of the sign that makes the sum positive. */
    static double[] projected(float[] a, int channels) {
        int places = a.length / channels;
        double[] v = new double[channels];
        for (int i = 0; i < a.length; i++) {
            v[i % channels] += a[i];
        }
        // A start that is at right angles to nothing in particular, should the channels sum to 0.
        for (int k = 0; k < channels; k++) {
            v[k] += 1e-3 * (1 + k % 7);
        }
        double[] u = new double[places];
        for (int round = 0; round < ROUNDS; round++) {
            times(a, channels, v, u);
            double[] next = new double[channels];
            for (int i = 0; i < a.length; i++) {
                next[i % channels] += a[i] * u[i / channels];
            }
            double norm = Math.sqrt(dot(next, next));
            if (norm == 0) {
                return u;
            }
            double change = 0;
            for (int k = 0; k < channels; k++) {
                next[k] /= norm;
                change += (next[k] - v[k]) * (next[k] - v[k]);
            }
            v = next;
            if (change < ENOUGH) {
                break;
            }
        }
        times(a, channels, v, u);
        double sum = 0;
        for (double x : u) {
            sum += x;
        }
        for (int i = 0; i < places && sum < 0; i++) {
            u[i] = -u[i];
        }
        return u;
    }

    private static void times(float[] a, int channels, double[] v, double[] u) {
        for (int i = 0; i < u.length; i++) {
            double sum = 0;
            for (int k = 0; k < channels; k++) {
                sum += a[i * channels + k] * v[k];
            }
            u[i] = sum;
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @Override
    public EigenCam layer(String name) {
        return new EigenCam(name);
    }

    @Override
    public String name() {
        return "eigencam";
    }

    @Override
    public String about() {
        return "a layer's channels along their first principal direction; the same for every class";
    }
}
