package dyp.labs.chest;

import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Drawings in the manner of chest X-rays: lungs, ribs, spine, heart and diaphragm, exposed and placed as it happens, half of them with faint
 * opacities in a lung. Made by a program, no data of people. The same for the same seed on every machine; the first n of a seed are the same however
 * many are made.
 *
 * @param pictures (n, side, side, 1), 0 to 1
 * @param labels (n, 1): 1 where there is an opacity
 * @param opacities (n, side, side): how much of a place's brightness is an opacity
 */
public record SyntheticChest(NDArray pictures, NDArray labels, NDArray opacities) {
    private static final double NOISE = 0.025;

    /** @param side in pixels, 16 to 512 */
    public static SyntheticChest of(int count, int side, long seed) {
        if (count < 1 || side < 16 || side > 512) {
            throw new DypException("Chests are drawn 1 or more at a time, of 16 to 512 pixels a side, but " + count + " of " + side + " were asked for.");
        }
        int pixels = side * side;
        float[] grey = new float[Math.multiplyExact(count, pixels)];
        float[] cloud = new float[grey.length];
        float[] labels = new float[count];
        SplittableRandom keys = new SplittableRandom(seed);
        long key = keys.nextLong();
        IntStream.range(0, count).parallel().forEach(i -> {
            SplittableRandom dice = new SplittableRandom(key + 0x9E3779B97F4A7C15L * (i + 1));
            labels[i] = (new SplittableRandom(~key + 0xBF58476D1CE4E5B9L * (i / 2 + 1)).nextInt(2) + i) % 2;
            new Drawing(dice, labels[i] == 1).draw(dice, side, grey, cloud, i * pixels);
        });
        return new SyntheticChest(NDArray.of(grey, count, side, side, 1), NDArray.of(labels, count, 1), NDArray.of(cloud, count, side, side));
    }

    /** One chest. Places go from -1 to 1, to the right and down. */
    private static final class Drawing {
        private final double[][] clouds;
        private final double size;
        private final double left;
        private final double down;
        private final double tilt;
        private final double exposure;
        private final double contrast;
        private final double ribs;
        private final double phase;
        private final double heart;
        private final double breath;

        Drawing(SplittableRandom dice, boolean ill) {
            size = 1 + 0.07 * bell(dice);
            left = 0.05 * bell(dice);
            down = 0.05 * bell(dice);
            tilt = 0.06 * bell(dice);
            exposure = 0.06 * bell(dice);
            contrast = 1 + 0.12 * bell(dice);
            ribs = 0.05 + 0.03 * dice.nextDouble();
            phase = 2 * Math.PI * dice.nextDouble();
            heart = 1 + 0.12 * bell(dice);
            breath = 0.06 * bell(dice);
            clouds = new double[ill ? 1 + dice.nextInt(3) : 0][];
            boolean first = dice.nextBoolean();
            for (int i = 0; i < clouds.length; i++) {
                boolean here = i == 0 ? first : dice.nextBoolean();
                clouds[i] = new double[] {(here ? 0.42 : -0.42) + 0.12 * bell(dice), 0.05 + 0.25 * bell(dice), 0.14 + 0.14 * dice.nextDouble(), 0.12 + 0.14 * dice.nextDouble(),
                        0.13 + 0.15 * dice.nextDouble()};
            }
        }

        private static double bell(SplittableRandom dice) {
            return (dice.nextDouble() + dice.nextDouble() + dice.nextDouble() + dice.nextDouble() - 2) * 1.7320508075688772;
        }

        /** From 0 to 1 over so many units around 0. */
        private static double step(double x, double soft) {
            return 1 / (1 + StrictMath.exp(-4 * x / soft));
        }

        void draw(SplittableRandom dice, int side, float[] grey, float[] cloud, int from) {
            for (int i = 0; i < side * side; i++) {
                double px = (2 * (i % side + 0.5) / side - 1 - left) / size, py = (2 * (i / side + 0.5) / side - 1 - down) / size;
                double x = px + tilt * py, y = py - tilt * px;
                double body = step(0.98 - 0.1 * y - Math.abs(x), 0.12);
                double lung = Math.max(lung(x, y, -0.42), lung(x, y, 0.42));
                double value = 0.12 + 0.55 * body - 0.42 * lung;
                value += 0.14 * step(0.1 - Math.abs(x), 0.08) * body; // the spine
                double hx = (x - 0.14) / (0.32 * heart), hy = (y - 0.3) / (0.3 * heart);
                value += 0.3 * step(1 - Math.sqrt(hx * hx + hy * hy), 0.3) * lung;
                double arc = StrictMath.sin(13 * (y + 0.35 * x * x) + phase);
                value += ribs * Math.max(0, arc) * lung;
                double blob = 0;
                for (double[] c : clouds) {
                    double dx = (x - c[0]) / c[2], dy = (y - c[1]) / c[3];
                    blob += c[4] * StrictMath.exp(-(dx * dx + dy * dy) / 2);
                }
                double haze = Math.min(0.35, blob) * lung;
                cloud[from + i] = (float) haze;
                value += haze;
                grey[from + i] = (float) Math.clamp(0.5 + contrast * (value - 0.5) + exposure + NOISE * bell(dice), 0, 1);
            }
        }

        /** How much of a place is lung: half an egg, cut off by the diaphragm below. */
        private double lung(double x, double y, double middle) {
            double wide = 0.27 + 0.09 * y, dx = (x - middle) / wide, dy = (y + 0.08) / 0.72;
            double floor = 0.55 + breath - 0.35 * (x - middle) * (x - middle) * 4;
            return step(1 - Math.sqrt(dx * dx + dy * dy), 0.25) * step(floor - y, 0.1);
        }
    }
}
