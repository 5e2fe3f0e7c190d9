package dyp.explain;

import dyp.explain.Explanation.Answer;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.train.Model;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A layer's channels, each weighted by what the model says of the sample seen through it alone: relu(Σk αk Ak), where α is the softmax over k of
 * score(x ∘ Hk) - score(baseline), and Hk the channel stretched to the sample and scaled to 0 to 1. Wang et al. 2020, "Score-CAM", equations 5 to
 * 8. No gradient is taken; the model is asked once per channel.
 *
 * @param layer null for the last feature map
 * @param channels of how many channels at most, those that vary most; 0 for all
 * @param baseline what shows where a channel is dark
 */
public record ScoreCam(String layer, int channels, Baseline baseline) implements Explainer.Layered {
    public ScoreCam {
        if (channels < 0) {
            throw new DypException("Score-CAM takes a number of channels, or 0 for all, but got " + channels + ".");
        }
    }

    @Override
    public Explanation explain(Model model, NDArray sample, int target) {
        Lens lens = Lens.of(model);
        lens.check(sample, target);
        FeatureMap features = lens.map(layer);
        float[][] a = new float[1][];
        Answer[] answer = new Answer[1];
        lens.ask(Question.features(layer), 1, target, sample, (_, v) -> {
            a[0] = features.of(v[0]);
            answer[0] = new Answer(v[2].get(0), v[3].get(0));
        });
        int all = features.channels();
        NDArray[] maps = IntStream.range(0, all).mapToObj(k -> NDArray.generate(features.grid(), i -> a[0][i * all + k])).toArray(NDArray[]::new);
        int[] used = used(maps);
        double[] weights = weights(lens, sample, target, IntStream.of(used).mapToObj(k -> features.over(maps[k], sample)).toArray(NDArray[]::new));
        double[] sum = new double[features.grid().size()];
        for (int k = 0; k < used.length; k++) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += weights[k] * maps[used[k]].at(i);
            }
        }
        NDArray map = NDArray.generate(features.grid(), i -> Math.max(0, sum[i]));
        return Explanation.of(lens, sample, name(), target, answer[0], features.over(map, sample)).layer(features.layer());
    }

    private int[] used(NDArray[] maps) {
        IntStream all = IntStream.range(0, maps.length);
        return channels == 0 || channels >= maps.length ? all.toArray()
                : all.boxed().sorted(Comparator.comparingDouble(k -> -variance(maps[k]))).limit(channels).sorted().mapToInt(k -> k).toArray();
    }

    private static double variance(NDArray map) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < map.size(); i++) {
            sum += map.at(i);
            squares += map.at(i) * map.at(i);
        }
        return squares / map.size() - sum * sum / map.size() / map.size();
    }

    /** softmax(score through the channel - score of the baseline). */
    private double[] weights(Lens lens, NDArray sample, int target, NDArray[] channels) {
        float[] x = Lens.numbers(sample);
        float[] empty = Lens.numbers(baseline.of(sample));
        int inner = Maps.channels(sample);
        double[] scores = new double[channels.length];
        lens.ask(Question.ANSWER, channels.length, target, (i, into) -> {
            NDArray mask = Maps.scaled(channels[i]);
            for (int j = 0; j < x.length; j++) {
                double open = mask.at(j / inner);
                into[j] = (float) (open * x[j] + (1 - open) * empty[j]);
            }
        }, (i, v) -> scores[i] = v[0].get(0));
        // What is taken off all scores, the baseline's, does not change their softmax; the largest keeps it finite.
        double largest = IntStream.range(0, scores.length).mapToDouble(i -> scores[i]).max().orElse(0);
        double[] weights = IntStream.range(0, scores.length).mapToDouble(i -> Math.exp(scores[i] - largest)).toArray();
        double sum = IntStream.range(0, scores.length).mapToDouble(i -> weights[i]).sum();
        return IntStream.range(0, scores.length).mapToDouble(i -> weights[i] / sum).toArray();
    }

    @Override
    public ScoreCam layer(String name) {
        return new ScoreCam(name, channels, baseline);
    }

    /** Asks only the so many channels that vary most: a large network's layer has thousands. 0, as unless said, for all. */
    public ScoreCam channels(int n) {
        return new ScoreCam(layer, n, baseline);
    }

    /** What shows where a channel is dark; zeros unless said, as in the paper. */
    public ScoreCam baseline(Baseline empty) {
        return new ScoreCam(layer, channels, empty);
    }

    @Override
    public String name() {
        return "scorecam";
    }

    @Override
    public String about() {
        return "a layer's channels, weighted by what the model says of the sample seen through each";
    }
}
