package dyp.labs.ecg;

import dyp.data.Dataset;
import dyp.loss.ClassWeights;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Heart beats, each a piece of curve, and what kind each is of.
 *
 * @param x float32 (n, length, channels); the first channel is the electrocardiogram
 * @param y the class of each, int32 (n)
 * @param patients whose beat it is: beats of one patient are never on both sides of a split. Empty where nobody said
 * @param classes the classes' names, by number
 * @param frequency points per second; NaN where the time is not known
 */
public record Beats(NDArray x, NDArray y, List<String> patients, List<String> classes, double frequency) {
    private static final double FLATTEST = 1e-6;

    public Beats {
        patients = List.copyOf(patients);
        classes = List.copyOf(classes);
        if (x.shape().rank() != 3 || x.shape().dim(0) != y.size() || !patients.isEmpty() && patients.size() != y.size()) {
            throw new DypException("Beats are (n, length, channels) with a class and, where patients are known, a patient each, but " + x.shape() + ", "
                    + y.shape() + " and " + patients.size() + " patients came.");
        }
    }

    public int size() {
        return y.size();
    }

    public int length() {
        return x.shape().dim(1);
    }

    public int channels() {
        return x.shape().dim(2);
    }

    public Dataset dataset() {
        return Dataset.of(x, y);
    }

    /** How many beats each class has. */
    public int[] counts() {
        return ClassWeights.counts(y, classes.size());
    }

    /** These beats, in this order. */
    public Beats rows(int... rows) {
        return new Beats(x.rows(rows), y.rows(rows), patients.isEmpty() ? patients : IntStream.of(rows).mapToObj(patients::get).toList(), classes, frequency);
    }

    /** The beats for whose number this holds. */
    public Beats where(IntPredicate wanted) {
        return rows(IntStream.range(0, size()).filter(wanted).toArray());
    }

    /** The first channel of a beat. */
    public float[] curve(int row) {
        float[] curve = new float[length()];
        for (int i = 0; i < curve.length; i++) {
            curve[i] = (float) x.get(row, i, 0);
        }
        return curve;
    }

    /** The first channel alone, each beat with mean 0 and deviation 1, as the UCR archive has them. */
    Beats alone() {
        float[] all = new float[size() * length()];
        for (int i = 0; i < size(); i++) {
            System.arraycopy(standardized(curve(i)), 0, all, i * length(), length());
        }
        return new Beats(NDArray.of(all, size(), length(), 1), y, patients, classes, frequency);
    }

    /** With mean 0 and deviation 1; a flat curve stays flat. */
    static float[] standardized(float[] curve) {
        double sum = 0, squares = 0;
        for (float v : curve) {
            sum += v;
            squares += (double) v * v;
        }
        double mean = sum / curve.length, deviation = Math.max(FLATTEST, Math.sqrt(Math.max(0, squares / curve.length - mean * mean)));
        float[] out = new float[curve.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) ((curve[i] - mean) / deviation);
        }
        return out;
    }

    /** Who the beats are of, in the order of their first beats. */
    public List<String> people() {
        return patients.stream().distinct().toList();
    }

    /**
     * Without the classes that have fewer beats than this: nothing can be learned about them. The others are numbered anew.
     *
     * @throws DypException where less than two classes are left
     */
    public Beats withAtLeast(int fewest) {
        int[] counts = counts();
        List<Integer> kept = IntStream.range(0, counts.length).filter(c -> counts[c] >= fewest).boxed().toList();
        if (kept.size() < 2) {
            throw new DypException("To tell kinds of beats apart there must be two or more kinds of at least " + fewest + " beats each, but there are "
                    + described() + ". Give a record, or a file, with more kinds of beats.");
        }
        return only(kept.stream().map(classes::get).toList());
    }

    /** The beats of these classes alone, numbered by their places among them. */
    Beats only(List<String> wanted) {
        Beats left = where(i -> wanted.contains(classes.get((int) y.at(i))));
        int[] renumbered = IntStream.range(0, left.size()).map(i -> wanted.indexOf(classes.get((int) left.y.at(i)))).toArray();
        return new Beats(left.x, NDArray.of(renumbered, renumbered.length), left.patients, wanted, frequency);
    }

    /** All of them, one after the other; of the same classes and lengths. */
    static Beats joined(List<Beats> all) {
        Beats first = all.getFirst();
        int n = all.stream().mapToInt(Beats::size).sum(), row = first.length() * first.channels(), at = 0;
        float[] x = new float[n * row];
        int[] y = new int[n];
        List<String> patients = new ArrayList<>();
        for (Beats b : all) {
            System.arraycopy(b.x.floats(), 0, x, at * row, b.size() * row);
            System.arraycopy(b.y.ints(), 0, y, at, b.size());
            patients.addAll(b.patients);
            at += b.size();
        }
        return new Beats(NDArray.of(x, n, first.length(), first.channels()), NDArray.of(y, n), patients, first.classes, first.frequency);
    }

    /** As in {@code 292 N, 10 V}. */
    public String described() {
        int[] counts = counts();
        List<String> words = IntStream.range(0, counts.length).mapToObj(c -> String.format(Locale.ROOT, "%,d %s", counts[c], classes.get(c))).toList();
        return size() == 0 ? "no beats" : String.join(", ", words);
    }

    /**
     * Parts that share no patient, each class's shares as close to the fractions as whole patients allow.
     *
     * @param fractions of the patients, adding up to 1
     * @throws DypException where there are fewer patients than parts, or none are known
     */
    public List<Beats> byPatient(long seed, double... fractions) {
        return ByPatient.split(this, seed, fractions);
    }
}
