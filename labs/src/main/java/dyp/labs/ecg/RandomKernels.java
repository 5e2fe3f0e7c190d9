package dyp.labs.ecg;

import static dyp.nn.Activation.SIGMOID;
import static dyp.nn.Layers.*;

import dyp.nn.Conv1D;
import dyp.nn.Input;
import dyp.nn.Symbol;
import dyp.op.Padding;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.train.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Convolutions that nobody trained: how large a share of a curve lies above a threshold, after each of some thousand small filters. Dempster,
 * Schmidt and Webb 2021, "MiniRocket". Its 84 kernels of 9 numbers (three are 2, six are -1) are spread over the curve in several dilations, and each
 * threshold is a quantile of what the kernel gives for one of the training curves.
 *
 * <p>Here it is a network like any other, so that it goes into a file, and gradients go through it: in place of the step above a threshold there is
 * a steep sigmoid.
 *
 * @param features how many shares, at least 84
 * @param gain how steep the sigmoid is; curves have a standard deviation of about 1
 */
public record RandomKernels(int features, double gain) {
    private static final int TAPS = 9;
    private static final int MOST_DILATIONS = 32;
    private static final double GOLDEN = (Math.sqrt(5) + 1) / 2;
    private static final int[][] KERNELS = kernels();

    public RandomKernels {
        if (features < KERNELS.length || !(gain > 0)) {
            throw new DypException("Random kernels need " + KERNELS.length + " features or more and a gain above 0, but " + features + " and " + gain + " came.");
        }
    }

    /** All ways to choose the three places of 2 among nine. */
    private static int[][] kernels() {
        List<int[]> all = new ArrayList<>();
        for (int a = 0; a < TAPS; a++) {
            for (int b = a + 1; b < TAPS; b++) {
                for (int c = b + 1; c < TAPS; c++) {
                    int[] taps = new int[TAPS];
                    Arrays.fill(taps, -1);
                    taps[a] = taps[b] = taps[c] = 2;
                    all.add(taps);
                }
            }
        }
        return all.toArray(int[][]::new);
    }

    /**
     * The network from curves to shares, (length, 1) -> (about {@link #features}), with nothing to learn.
     *
     * @param curves float32 (n, length, 1), of the training part alone
     * @param seed decides which curves the thresholds are taken from
     */
    public Model network(NDArray curves, long seed) {
        int length = curves.shape().dim(1);
        if (curves.shape().rank() != 3 || curves.shape().dim(2) != 1 || length < TAPS) {
            throw new DypException("Random kernels take curves (n, length, 1) of " + TAPS + " points or more, but " + curves.shape() + " came.");
        }
        SplittableRandom random = new SplittableRandom(seed);
        Input curve = input(length, 1);
        List<Symbol> shares = new ArrayList<>();
        Map<String, NDArray> weights = new HashMap<>();
        int quantile = 0, number = 0;
        for (var dilation : dilations(length).entrySet()) {
            for (Padding padding : List.of(Padding.SAME, Padding.VALID)) {
                List<int[]> chosen = new ArrayList<>();
                for (int k = 0; k < KERNELS.length; k++) {
                    // Every other kernel sees the border, and which ones changes with the dilation.
                    if (((k + number) % 2 == 0) == (padding == Padding.SAME)) {
                        chosen.add(KERNELS[k]);
                    }
                }
                String name = "kernels_" + dilation.getKey() + "_" + padding.name().toLowerCase(Locale.ROOT);
                int filters = chosen.size() * dilation.getValue();
                float[] taps = new float[TAPS * filters], bias = new float[filters];
                for (int k = 0; k < chosen.size(); k++) {
                    double[] sorted = responses(curves, random.nextInt(curves.shape().dim(0)), chosen.get(k), dilation.getKey());
                    for (int i = 0; i < dilation.getValue(); i++) {
                        int filter = k * dilation.getValue() + i;
                        for (int t = 0; t < TAPS; t++) {
                            taps[t * filters + filter] = (float) (gain * chosen.get(k)[t]);
                        }
                        bias[filter] = (float) (-gain * quantile(sorted, ++quantile * GOLDEN % 1));
                    }
                }
                weights.put(name + "/kernel", NDArray.of(taps, TAPS, 1, filters));
                weights.put(name + "/bias", NDArray.of(bias));
                Conv1D conv = conv1d(filters, TAPS, SIGMOID).dilation(dilation.getKey()).padding(padding);
                shares.add(globalAveragePooling1d().on(conv.named(name).on(curve)));
            }
            number++;
        }
        Model model = Model.of(curve, concatenate().on(shares.toArray(Symbol[]::new)));
        model.build(length, 1);
        model.variables().forEach(v -> v.value().copyFrom(weights.get(v.name())));
        return model.freeze();
    }

    /** How many thresholds each kernel has in each dilation: the more, the smaller it is; the widest kernel is as long as the curve. */
    private Map<Integer, Integer> dilations(int length) {
        int each = features / KERNELS.length, steps = Math.min(each, MOST_DILATIONS);
        double widest = Math.log((length - 1) / (TAPS - 1.0));
        Map<Integer, Integer> dilations = new TreeMap<>();
        for (int i = 0; i < each; i++) {
            int step = i % steps;
            dilations.merge(Math.max(1, (int) Math.exp(steps == 1 ? 0 : widest * step / (steps - 1))), 1, Integer::sum);
        }
        return dilations;
    }

    /** What a kernel gives all along one curve, with zeros beyond its ends; sorted. */
    private static double[] responses(NDArray curves, int row, int[] taps, int dilation) {
        int length = curves.shape().dim(1);
        double[] all = new double[length];
        for (int i = 0; i < length; i++) {
            for (int t = 0; t < TAPS; t++) {
                int at = i + (t - TAPS / 2) * dilation;
                all[i] += at < 0 || at >= length ? 0 : taps[t] * curves.at(row * length + at);
            }
        }
        Arrays.sort(all);
        return all;
    }

    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        return sorted[below] + (place - below) * (sorted[Math.min(below + 1, sorted.length - 1)] - sorted[below]);
    }
}
