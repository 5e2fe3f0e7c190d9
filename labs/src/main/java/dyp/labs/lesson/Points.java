package dyp.labs.lesson;

import dyp.data.Dataset;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import java.util.Random;

/**
 * Points in the plane, in classes, to learn from and to look at. The coordinates lie between about -2 and 2; the points come in a random order,
 * classes mixed. The same seed gives the same points on every machine.
 */
public final class Points {
    private Points() {}

    /** Draws one point of a class into {@code at}. */
    private interface Kind {
        void draw(int label, Random random, float[] at);
    }

    /**
     * Two half circles that reach into one another.
     *
     * @param noise standard deviation of what is added to each coordinate; the half circles have radius 1
     * @return x (count, 2), y (count) of 0 and 1
     */
    public static Dataset moons(int count, double noise, long seed) {
        return twoClasses(count, seed, (label, random, at) -> {
            double angle = Math.PI * random.nextDouble();
            int side = label == 0 ? 1 : -1;
            put(at, side * StrictMath.cos(angle) + label - 0.5, side * (StrictMath.sin(angle) - 0.25), noise, random);
        });
    }

    /** A ring of radius 1.5 around a disc of radius 0.8. @return x (count, 2), y (count): 1 in the disc */
    public static Dataset rings(int count, double noise, long seed) {
        return twoClasses(count, seed, (label, random, at) -> polar(at, label == 1 ? 0.8 * Math.sqrt(random.nextDouble()) : 1.5, 2 * Math.PI * random.nextDouble(), noise, random));
    }

    /** Exclusive or: 1 where the coordinates' signs differ. @return x (count, 2), y (count) */
    public static Dataset quadrants(int count, double noise, long seed) {
        return twoClasses(count, seed, (label, random, at) -> {
            int side = random.nextBoolean() ? 1 : -1;
            put(at, side, label == 1 ? -side : side, noise, random);
        });
    }

    /** Two clouds, one to the lower left and one to the upper right, which a line tells apart. @return x (count, 2), y (count) */
    public static Dataset clouds(int count, double noise, long seed) {
        return twoClasses(count, seed, (label, random, at) -> put(at, 2 * label - 1, 2 * label - 1, noise, random));
    }

    /** Clouds around a circle of radius 1.5. @return x (count, 2), y (count) int32 from 0 */
    public static Dataset petals(int count, int classes, double noise, long seed) {
        return manyClasses(count, classes, seed, (label, random, at) -> polar(at, 1.5, 2 * Math.PI * label / classes, noise, random));
    }

    /** Arms that wind once around the middle. @return x (count, 2), y (count) int32 from 0 */
    public static Dataset spirals(int count, int arms, double noise, long seed) {
        return manyClasses(count, arms, seed, (label, random, at) -> {
            double out = Math.sqrt(random.nextDouble());
            polar(at, 0.2 + 1.6 * out, 2 * Math.PI * (out + (double) label / arms), noise, random);
        });
    }

    private static void polar(float[] at, double radius, double angle, double noise, Random random) {
        put(at, radius * StrictMath.cos(angle), radius * StrictMath.sin(angle), noise, random);
    }

    private static void put(float[] at, double x, double y, double noise, Random random) {
        at[0] = (float) (x + noise * random.nextGaussian());
        at[1] = (float) (y + noise * random.nextGaussian());
    }

    private static Dataset twoClasses(int count, long seed, Kind kind) {
        Dataset points = manyClasses(count, 2, seed, kind);
        return Dataset.of(points.toArrays().x(), points.toArrays().y().toFloat());
    }

    private static Dataset manyClasses(int count, int classes, long seed, Kind kind) {
        if (count < 1 || classes < 2) {
            throw new DypException("There must be 1 point or more, in 2 classes or more, but " + count + " in " + classes + " were asked for.");
        }
        Random random = new Random(seed);
        float[][] x = new float[count][2];
        int[] y = new int[count];
        for (int i = 0; i < count; i++) {
            y[i] = random.nextInt(classes);
            kind.draw(y[i], random, x[i]);
        }
        return Dataset.of(NDArray.of(x), NDArray.of(y));
    }
}
