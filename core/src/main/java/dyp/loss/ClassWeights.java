package dyp.loss;

import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import java.util.Arrays;
import java.util.List;

/**
 * How much each class counts, turned into sample weights: what Keras's {@code fit} calls class_weight.
 *
 * @param weights by class number; a class beyond them weighs 1, a negative one 0
 */
public record ClassWeights(List<Double> weights) {
    public ClassWeights {
        weights = List.copyOf(weights);
        weights.forEach(w -> Checks.notNegative("A class weight", w));
        if (weights.isEmpty()) {
            throw new DypException("Class weights are one number per class, but none came.");
        }
    }

    public static ClassWeights of(double... weights) {
        return new ClassWeights(Arrays.stream(weights).boxed().toList());
    }

    /**
     * samples / (classes * count): each class weighs the same in all, and a sample 1 on average. King and Zeng 2001, "Logistic
     * regression in rare events data".
     *
     * @param counts how many samples each class has, each 1 or more
     */
    public static ClassWeights balanced(int... counts) {
        double samples = Arrays.stream(counts).sum();
        for (int c = 0; c < counts.length; c++) {
            Checks.positive("The number of samples of class " + c, counts[c]);
        }
        return new ClassWeights(Arrays.stream(counts).mapToObj(n -> samples / (counts.length * (double) n)).toList());
    }

    /** How many of each class there are among class numbers, or among one-hot rows (samples, classes). */
    public static int[] counts(NDArray labels, int classes) {
        int[] counts = new int[classes];
        boolean rows = labels.shape().rank() > 1 && labels.shape().last() == classes && classes > 1;
        int width = rows ? classes : 1;
        for (int i = 0; i < labels.size(); i += width) {
            int label = rows ? largest(labels, i, width) : (int) labels.at(i);
            if (label < 0 || label >= classes) {
                throw new DypException("Labels must be class numbers from 0 to " + (classes - 1) + ", but " + label + " came.");
            }
            counts[label]++;
        }
        return counts;
    }

    private static int largest(NDArray a, int from, int n) {
        int best = 0;
        for (int i = 1; i < n; i++) {
            best = a.at(from + i) > a.at(from + best) ? i : best;
        }
        return best;
    }

    /**
     * One weight per label. Rows as long as there are weights (two or more), of float32, are one-hot and give one weight each; anything
     * else is class numbers, of which a last axis of length 1 goes.
     *
     * @param target (batch, ...) or (batch, ..., classes)
     */
    public Tensor of(Tensor target) {
        int classes = weights.size();
        boolean rows = target.dtype() == DType.FLOAT32 && target.shape().rank() > 1 && target.shape().last() == classes && classes > 1;
        Tensor labels = rows ? target.argmax(-1) : target.cast(DType.INT32);
        if (labels.shape().rank() > 1 && labels.shape().last() == 1) {
            labels = Targets.drop(labels, -1);
        }
        float[] table = new float[classes];
        for (int i = 0; i < table.length; i++) {
            table[i] = weights.get(i).floatValue();
        }
        Tensor known = labels.less(Tensor.constant(NDArray.of(new int[] {table.length}).reshape()));
        return Tensor.where(known, Tensor.of(table).gather(0, labels), Tensor.scalar(1));
    }

    /** The same, times sample weights where there are some. */
    public Tensor of(Tensor target, Tensor sampleWeights) {
        return Weights.both(sampleWeights, of(target));
    }
}
