package dyp.explain;

import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import java.util.Optional;
import java.util.OptionalDouble;

/** What an answer hangs on: a map over the sample, for one class. */
public final class Explanation {
    private final Model model;
    private final NDArray sample;
    private final String method;
    private final int target;
    private final Answer answer;
    private final NDArray map;
    private final NDArray attributions;
    private final String layer;
    private final double base;
    private Faithfulness faithfulness;

    /** What a model says of a class: before and after its closing activation. */
    record Answer(double score, double probability) {}

    private Explanation(Model model, NDArray sample, String method, int target, Answer answer, NDArray map, NDArray attributions, String layer, double base) {
        this.model = model;
        this.sample = sample;
        this.method = method;
        this.target = target;
        this.answer = answer;
        this.map = map;
        this.attributions = attributions;
        this.layer = layer;
        this.base = base;
    }

    static Explanation of(Lens lens, NDArray sample, String method, int target, Answer answer, NDArray map) {
        return new Explanation(lens.model(), sample, method, target, answer, map, null, null, Double.NaN);
    }

    /** The same with a share for each number of the sample. */
    Explanation attributions(NDArray shares) {
        return new Explanation(model, sample, method, target, answer, map, shares, layer, base);
    }

    Explanation layer(String name) {
        return new Explanation(model, sample, method, target, answer, map, attributions, name, base);
    }

    /** The same, where the shares sum to the score less this. */
    Explanation base(double value) {
        return new Explanation(model, sample, method, target, answer, map, attributions, layer, value);
    }

    /** The method's name. */
    public String method() {
        return method;
    }

    /** The class that is explained, from 0. */
    public int target() {
        return target;
    }

    /** What the model gives for the class before its closing softmax or sigmoid. */
    public double score() {
        return answer.score;
    }

    /** What it gives after that; the score itself where it is no classifier. */
    public double probability() {
        return answer.probability;
    }

    /** The layer that was looked at. */
    public Optional<String> layer() {
        return Optional.ofNullable(layer);
    }

    /**
     * How much each place counts, of the sample's shape without channels: (length), (height, width), (depth, height, width), or (features).
     * Larger is more; below 0, where a method knows it, speaks against the class. Not scaled.
     */
    public NDArray map() {
        return map;
    }

    /** The same for each number of the sample, channels apart, where the method knows it. */
    public Optional<NDArray> attributions() {
        return Optional.ofNullable(attributions);
    }

    /** Whether some places speak against the class. */
    public boolean signed() {
        for (int i = 0; i < map.size(); i++) {
            if (map.at(i) < 0) {
                return true;
            }
        }
        return false;
    }

    /** For methods whose map sums to a difference of scores (integrated gradients, SHAP): the score that is taken off, the baseline's. */
    public OptionalDouble base() {
        return Double.isNaN(base) ? OptionalDouble.empty() : OptionalDouble.of(base);
    }

    /** How far the map's sum is from the difference that it should be, as a share of it: |sum - (score - base)| / |score - base|. Empty for other methods. */
    public OptionalDouble gap() {
        if (Double.isNaN(base)) {
            return OptionalDouble.empty();
        }
        double difference = answer.score - base;
        return OptionalDouble.of(Math.abs(sum() - difference) / Math.abs(difference));
    }

    private double sum() {
        double sum = 0;
        for (int i = 0; i < map.size(); i++) {
            sum += map.at(i);
        }
        return sum;
    }

    /** Where the map is largest: an index per axis, the first of equals. */
    public int[] peak() {
        int best = 0;
        for (int i = 1; i < map.size(); i++) {
            best = map.at(i) > map.at(best) ? i : best;
        }
        Shape shape = map.shape();
        int[] place = new int[shape.rank()];
        for (int axis = shape.rank() - 1, left = best; axis >= 0; axis--) {
            place[axis] = left % shape.dim(axis);
            left /= shape.dim(axis);
        }
        return place;
    }

    /**
     * Whether the model's answer changes where the map says it should: areas under the curves of deletion and insertion. Computed at the first
     * call, by some 60 questions to the model as it then is; {@link Faithfulness#of} takes other settings.
     */
    public synchronized Faithfulness faithfulness() {
        if (faithfulness == null) {
            faithfulness = Faithfulness.of(model, sample, this);
        }
        return faithfulness;
    }

    /** The sample that was explained. */
    public NDArray sample() {
        return sample;
    }
}
