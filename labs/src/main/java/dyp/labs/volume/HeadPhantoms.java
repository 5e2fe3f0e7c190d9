package dyp.labs.volume;

import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Synthetic heads as a scanner would show them: half of them with ventricles larger than their age explains. Made by a program, no data of people.
 * The same for the same seed on every machine; the first n of a seed are the same however many are made.
 *
 * @param volumes (n, side, side, side, 1): x to the right, y to the front, z up; 0 to 1
 * @param labels (n, 1): 1 where the ventricles are enlarged
 * @param ventricles (n, side, side, side): 1 where more than half of a voxel is ventricle
 * @param ratio (n,): the ventricles' share of the inside of the head, as a ruler would find it
 */
public record HeadPhantoms(NDArray volumes, NDArray labels, NDArray ventricles, NDArray ratio) {
    private static final int FINE = 2;
    private static final double NOISE = 0.05;

    /** @param side in voxels, 8 to 256 */
    public static HeadPhantoms of(int count, int side, long seed) {
        if (count < 1 || side < 8 || side > 256) {
            throw new DypException("Heads are made 1 or more at a time, of 8 to 256 voxels a side, but " + count + " of " + side + " were asked for.");
        }
        int voxels = side * side * side;
        float[] grey = new float[Math.multiplyExact(count, voxels)];
        float[] mask = new float[grey.length];
        float[] labels = new float[count];
        float[] ratio = new float[count];
        IntStream.range(0, count).parallel().forEach(i -> {
            SplittableRandom dice = new SplittableRandom(mixed(seed, i));
            // Of two in a row one is enlarged.
            labels[i] = (new SplittableRandom(mixed(~seed, i / 2)).nextInt(2) + i) % 2;
            ratio[i] = draw(new Head(dice, dice.nextDouble(), labels[i] == 1), dice, side, grey, mask, i * voxels);
        });
        return new HeadPhantoms(NDArray.of(grey, count, side, side, side, 1), NDArray.of(labels, count, 1), NDArray.of(mask, count, side, side, side), NDArray.of(ratio, count));
    }

    /** Unrelated for neighbours: SplitMix64's finalizer (Steele, Lea and Flood 2014) in two rounds. */
    private static long mixed(long seed, long index) {
        return new SplittableRandom(new SplittableRandom(seed).nextLong() + index * 0x9E3779B97F4A7C15L).nextLong();
    }

    /** Each voxel is the mean of 2x2x2 places. */
    private static float draw(Head head, SplittableRandom dice, int side, float[] grey, float[] mask, int from) {
        int inside = 0;
        int hollow = 0;
        int at = from;
        for (int i = 0; i < side; i++) {
            for (int j = 0; j < side; j++) {
                for (int k = 0; k < side; k++, at++) {
                    double sum = 0;
                    int ventricle = 0;
                    double[] bent = head.bent(place(i, 0, side), place(j, 0, side), place(k, 0, side));
                    for (int part = 0; part < FINE * FINE * FINE; part++) {
                        Head.Tissue tissue = head.at(place(i, part & 1, side), place(j, part >> 1 & 1, side), place(k, part >> 2, side), bent);
                        sum += tissue.brightness;
                        ventricle += tissue == Head.Tissue.VENTRICLE ? 1 : 0;
                        inside += tissue == Head.Tissue.VENTRICLE || tissue == Head.Tissue.WHITE || tissue == Head.Tissue.GREY || tissue == Head.Tissue.FLUID ? 1 : 0;
                    }
                    hollow += ventricle;
                    mask[at] = ventricle > FINE * FINE * FINE / 2 ? 1 : 0;
                    double signal = sum / (FINE * FINE * FINE) * head.light(place(i, 0, side), place(j, 0, side), place(k, 0, side));
                    // A scanner shows the size of a complex number whose parts are both noisy (Gudbjartsson and Patz 1995).
                    double real = signal + NOISE * Head.bell(dice);
                    double imaginary = NOISE * Head.bell(dice);
                    grey[at] = (float) Math.min(1, Math.sqrt(real * real + imaginary * imaginary));
                }
            }
        }
        return hollow / (float) inside;
    }

    private static double place(int voxel, int part, int side) {
        return 2 * (voxel + (part + 0.5) / FINE) / side - 1;
    }
}
