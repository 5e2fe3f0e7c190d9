package dyp.explain;

import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.train.Model;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Whether the answer hangs on what a map says it does. Deletion takes places away, those that count most first, and insertion brings them onto an
 * empty sample; the model's answer for the class is drawn over the share of places, and the area under the curve taken. A faithful map has a
 * small area of deletion and a large one of insertion; a map of no use has two like those of places in any order. Petsiuk, Das and Saenko 2018,
 * "RISE", section 3.3.
 *
 * <p>A sample with holes is like none that the model has learned from, so areas compare maps of one sample and model, not models.
 *
 * @param deletion area under the answers (probabilities) while places are taken away, 0 to 1
 * @param insertion the same while they are brought
 * @param deletionCurve answers from the whole sample to the empty one, equally far apart
 * @param insertionCurve answers from the empty sample to the whole one
 * @param baseline what stands in places that were taken away
 */
public record Faithfulness(double deletion, double insertion, double[] deletionCurve, double[] insertionCurve, String baseline) {
    private static final int STEPS = 32;

    /** In 32 steps, what is taken away blurred; of a table's row, 0. */
    public static Faithfulness of(Model model, NDArray sample, Explanation explanation) {
        boolean fits = explanation.map().size() == Maps.places(sample).size();
        NDArray map = fits ? explanation.map() : explanation.attributions().orElse(explanation.map());
        return of(model, sample, map, explanation.target(), Baseline.blur(), STEPS);
    }

    /**
     * @param map of the sample's places
     * @param steps in how many steps all places go; no more than there are places
     */
    public static Faithfulness of(Model model, NDArray sample, NDArray map, int target, Baseline baseline, int steps) {
        Lens lens = Lens.of(model);
        lens.check(sample, target);
        int places = Maps.places(sample).size();
        if (map.size() != places || steps < 1) {
            throw new DypException("Faithfulness takes a map of " + Maps.places(sample) + " and 1 or more steps, but got " + map.shape() + " and " + steps + ".");
        }
        int n = Math.min(steps, places);
        int[] order = IntStream.range(0, places).boxed().sorted(Comparator.comparingDouble(i -> -map.at(i))).mapToInt(i -> i).toArray();
        float[] whole = Lens.numbers(sample);
        float[] empty = Lens.numbers(baseline.of(sample));
        double[] deleted = curve(lens, target, whole, empty, order, n);
        double[] inserted = curve(lens, target, empty, whole, order, n);
        return new Faithfulness(area(deleted), area(inserted), deleted, inserted, baseline.name());
    }

    /** Answers while places of one sample are replaced by those of another, in an order. */
    private static double[] curve(Lens lens, int target, float[] from, float[] to, int[] order, int steps) {
        double[] answers = new double[steps + 1];
        int channels = from.length / order.length;
        lens.ask(Question.ANSWER, steps + 1, target, (i, into) -> {
            System.arraycopy(from, 0, into, 0, from.length);
            for (int j = 0; j < (long) order.length * i / steps; j++) {
                System.arraycopy(to, order[j] * channels, into, order[j] * channels, channels);
            }
        }, (i, v) -> answers[i] = v[1].get(0));
        return answers;
    }

    private static double area(double[] curve) {
        double sum = 0;
        for (int i = 0; i + 1 < curve.length; i++) {
            sum += (curve[i] + curve[i + 1]) / 2;
        }
        return sum / (curve.length - 1);
    }
}
