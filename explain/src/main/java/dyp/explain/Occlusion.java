package dyp.explain;

import dyp.explain.Explanation.Answer;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import java.util.function.IntConsumer;

/**
 * How far the score falls while a window covers a part of the sample; each place gets the mean over the windows that cover it. Zeiler and Fergus
 * 2014, "Visualizing and understanding convolutional networks", section 4.2. In a table's row each number is covered on its own.
 *
 * @param window the window's length along each axis, as a share of the axis
 * @param overlap windows that cover a place, along each axis
 */
public record Occlusion(double window, int overlap, Baseline baseline) implements Explainer {
    public Occlusion {
        if (!(window > 0 && window <= 1) || overlap < 1) {
            throw new DypException("Occlusion takes a window above 0 and at most 1, as a share of each axis, and an overlap of 1 or more, but got " + window
                    + " and " + overlap + ".");
        }
    }

    /** Where windows begin along an axis of some length: so that the first and the last place are covered as often as the others. */
    private record Axis(int length, int size, int step) {
        int count() {
            return (length + size - 1 + step - 1) / step;
        }

        int begin(int window) {
            return window * step - size + step;
        }
    }

    private Axis axis(int length, boolean alone) {
        int size = alone ? 1 : Math.max(1, (int) Math.round(window * length));
        return new Axis(length, size, Math.max(1, size / overlap));
    }

    @Override
    public Explanation explain(Model model, NDArray sample, int target) {
        Lens lens = Lens.of(model);
        lens.check(sample, target);
        Shape places = Maps.places(sample);
        Axis[] axes = new Axis[places.rank()];
        int windows = 1;
        for (int i = 0; i < axes.length; i++) {
            axes[i] = axis(places.dim(i), sample.shape().rank() == 1);
            windows *= axes[i].count();
        }
        float[] x = Lens.numbers(sample);
        float[] empty = Lens.numbers(baseline.of(sample));
        int inner = Maps.channels(sample);
        Answer answer = lens.answer(sample, target);
        double[] sum = new double[places.size()];
        int[] count = new int[places.size()];
        lens.ask(Question.ANSWER, windows, target, (w, into) -> {
            System.arraycopy(x, 0, into, 0, x.length);
            covered(axes, places, w, place -> System.arraycopy(empty, place * inner, into, place * inner, inner));
        }, (w, v) -> covered(axes, places, w, place -> {
            sum[place] += answer.score() - v[0].get(0);
            count[place]++;
        }));
        return Explanation.of(lens, sample, name(), target, answer, NDArray.generate(places, i -> sum[i] / count[i]));
    }

    /** Every place under a window. */
    private static void covered(Axis[] axes, Shape places, int window, IntConsumer use) {
        int[] from = new int[axes.length];
        int[] to = new int[axes.length];
        for (int i = axes.length - 1, left = window; i >= 0; i--) {
            int begin = axes[i].begin(left % axes[i].count());
            left /= axes[i].count();
            from[i] = Math.max(0, begin);
            to[i] = Math.min(axes[i].length(), begin + axes[i].size());
        }
        each(places, from, to, 0, 0, use);
    }

    private static void each(Shape places, int[] from, int[] to, int axis, int before, IntConsumer use) {
        for (int i = from[axis]; i < to[axis]; i++) {
            int at = before * places.dim(axis) + i;
            if (axis == from.length - 1) {
                use.accept(at);
            } else {
                each(places, from, to, axis + 1, at, use);
            }
        }
    }

    /** How large the window is, as a share of each axis; a fifth unless said. */
    public Occlusion window(double share) {
        return new Occlusion(share, overlap, baseline);
    }

    /** How many windows cover a place, along each axis; 3 unless said. */
    public Occlusion overlap(int n) {
        return new Occlusion(window, n, baseline);
    }

    /** What covers; the sample's mean unless said. */
    public Occlusion baseline(Baseline cover) {
        return new Occlusion(window, overlap, cover);
    }

    @Override
    public String name() {
        return "occlusion";
    }

    @Override
    public String about() {
        return "how far the score falls while a window covers each part";
    }
}
