package dyp.explain;

import dyp.explain.Explanation.Answer;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Philox;
import dyp.tensor.Shape;
import dyp.train.Model;

/**
 * The model's mean answer (its probability) while each place shows, over random soft masks: Petsiuk, Das and Saenko 2018, "RISE", equations 5
 * and 6. A mask is a coarse grid whose cells are open with a probability, stretched to the sample by straight lines and shifted by a random part
 * of a cell. The mean answer over all masks is taken off, so that 0 says: no matter.
 *
 * @param masks how many
 * @param cells of the grid along each axis
 * @param open how many cells show
 */
public record Rise(int masks, int cells, double open, Baseline baseline, long seed) implements Explainer {
    public Rise {
        if (masks < 1 || cells < 1 || !(open > 0 && open < 1)) {
            throw new DypException("RISE takes 1 or more masks and cells, and shows a share between 0 and 1, but got " + masks + ", " + cells + " and " + open + ".");
        }
    }

    @Override
    public Explanation explain(Model model, NDArray sample, int target) {
        Lens lens = Lens.of(model);
        lens.check(sample, target);
        Shape places = Maps.places(sample);
        float[] x = Lens.numbers(sample);
        float[] empty = Lens.numbers(baseline.of(sample));
        int inner = Maps.channels(sample);
        double[] seen = new double[places.size()];
        double[] shown = new double[places.size()];
        double[] all = new double[1];
        lens.ask(Question.ANSWER, masks, target, (m, into) -> {
            float[] mask = mask(places, m);
            for (int j = 0; j < x.length; j++) {
                into[j] = mask[j / inner] * x[j] + (1 - mask[j / inner]) * empty[j];
            }
        }, (m, v) -> {
            float[] mask = mask(places, m);
            double answer = v[1].get(0);
            all[0] += answer;
            for (int i = 0; i < seen.length; i++) {
                seen[i] += answer * mask[i];
                shown[i] += mask[i];
            }
        });
        Answer answer = lens.answer(sample, target);
        // Over the sum of masks instead of their number times the probability, as few masks show some places more often than others.
        NDArray map = NDArray.generate(places, i -> shown[i] == 0 ? 0 : seen[i] / shown[i] - all[0] / masks);
        return Explanation.of(lens, sample, name(), target, answer, map);
    }

    /** Mask m over the places. */
    private float[] mask(Shape places, int m) {
        int rank = places.rank();
        int[] grid = new int[rank];
        double[] shift = new double[rank];
        int[] now = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            grid[axis] = Math.min(cells, places.dim(axis)) + 1;
            shift[axis] = Philox.uniform(seed, m, 1, axis);
        }
        Shape coarse = Shape.of(grid);
        NDArray field = NDArray.generate(coarse, i -> Philox.uniform(seed, m, 0, i) < open ? 1 : 0);
        for (int axis = 0; axis < rank; axis++) {
            field = shifted(field, axis, places.dim(axis), shift[axis]);
        }
        return field.floats();
    }

    /** An axis of cells + 1 values stretched to a length, read from a part of a cell on. */
    private static NDArray shifted(NDArray field, int axis, int to, double shift) {
        Shape shape = field.shape();
        int from = shape.dim(axis);
        int inner = shape.slice(axis + 1, shape.rank()).size();
        return NDArray.generate(shape.with(axis, to), flat -> {
            double place = Math.clamp((flat / inner % to + 0.5) * (from - 1) / to - 0.5 + shift, 0, from - 1);
            int low = Math.min((int) place, from - 2);
            double share = place - low;
            int at = (flat / (inner * to) * from + low) * inner + flat % inner;
            return field.at(at) * (1 - share) + field.at(at + inner) * share;
        });
    }

    /** How many masks; 1,000 unless said. The paper takes 4,000 to 8,000: more give a smoother map. */
    public Rise masks(int n) {
        return new Rise(n, cells, open, baseline, seed);
    }

    /** Cells of the masks along each axis; 7 unless said, as in the paper. */
    public Rise cells(int n) {
        return new Rise(masks, n, open, baseline, seed);
    }

    /** The share of cells that show; a half unless said. */
    public Rise open(double share) {
        return new Rise(masks, cells, share, baseline, seed);
    }

    /** What shows through closed cells; zeros unless said, as in the paper. */
    public Rise baseline(Baseline empty) {
        return new Rise(masks, cells, open, empty, seed);
    }

    public Rise seed(long value) {
        return new Rise(masks, cells, open, baseline, value);
    }

    @Override
    public String name() {
        return "rise";
    }

    @Override
    public String about() {
        return "the mean answer while each place shows through random masks";
    }
}
