package dyp.labs.volume;

import java.util.SplittableRandom;

/**
 * One synthetic head: nested ellipsoids, bent, turned and folded a little, with two lateral ventricles and the third one between them. Places are
 * (x, y, z) from -1 to 1, to the right, the front and up.
 */
final class Head {
    /** What a place is made of, and how bright that is in a T1 picture. */
    enum Tissue {
        AIR(0.02), SCALP(0.9), BONE(0.14), FLUID(0.2), GREY(0.58), WHITE(0.84), VENTRICLE(0.2);

        final double brightness;

        Tissue(double brightness) {
            this.brightness = brightness;
        }
    }

    private static final int WAVES = 6;

    private final double[] half = new double[3];
    private final double[] middle = new double[3];
    private final double[][] turn;
    private final double[][] bend = new double[WAVES][];
    private final double[][] folds = new double[WAVES][];
    private final double[][] light = new double[3][];
    private final double ventricles;
    private final double asymmetry;
    private final double rind;

    /**
     * @param age from 0 to 1: with it the ventricles grow and the brain shrinks from its bone, in health as well
     * @param enlarged whether the ventricles are larger than age explains
     */
    Head(SplittableRandom dice, double age, boolean enlarged) {
        double size = 1 + 0.04 * bell(dice);
        double[] usual = {0.6, 0.71, 0.6};
        for (int i = 0; i < 3; i++) {
            half[i] = usual[i] * size * (1 + 0.03 * bell(dice));
            middle[i] = 0.03 * bell(dice);
        }
        turn = turned(0.06 * bell(dice), 0.05 * bell(dice), 0.05 * bell(dice));
        for (int i = 0; i < WAVES; i++) {
            bend[i] = wave(dice, 1.5, 3, 0.022);
            folds[i] = wave(dice, 9, 16, 0.04);
        }
        for (int i = 0; i < light.length; i++) {
            light[i] = wave(dice, 0.5, 1.5, 0.06);
        }
        ventricles = Math.max(0.55, 0.78 + 0.34 * age + (enlarged ? 0.26 : 0) + 0.09 * bell(dice));
        asymmetry = 0.06 * bell(dice);
        rind = 1.05 + 0.05 * age + 0.01 * bell(dice);
    }

    /** Frequencies along the axes, a phase and an amplitude. */
    private static double[] wave(SplittableRandom dice, double least, double most, double amplitude) {
        double[] w = new double[5];
        for (int i = 0; i < 3; i++) {
            w[i] = (least + (most - least) * dice.nextDouble()) * (dice.nextBoolean() ? 1 : -1);
        }
        w[3] = 2 * Math.PI * dice.nextDouble();
        w[4] = amplitude * bell(dice);
        return w;
    }

    /** Mean 0, deviation 1, never beyond 3.5: the sum of four even numbers. */
    static double bell(SplittableRandom dice) {
        return (dice.nextDouble() + dice.nextDouble() + dice.nextDouble() + dice.nextDouble() - 2) * 1.7320508075688772;
    }

    private static double at(double[] wave, double x, double y, double z) {
        return wave[4] * StrictMath.sin(wave[0] * x + wave[1] * y + wave[2] * z + wave[3]);
    }

    private static double[][] turned(double a, double b, double c) {
        double sa = StrictMath.sin(a), ca = StrictMath.cos(a), sb = StrictMath.sin(b), cb = StrictMath.cos(b), sc = StrictMath.sin(c), cc = StrictMath.cos(c);
        return new double[][] {{cb * cc, -cb * sc, sb}, {sa * sb * cc + ca * sc, ca * cc - sa * sb * sc, -sa * cb}, {sa * sc - ca * sb * cc, ca * sb * sc + sa * cc, ca * cb}};
    }

    /** How much brighter or darker the scanner shows a place: the coil's field. */
    double light(double x, double y, double z) {
        double sum = 1;
        for (double[] w : light) {
            sum += at(w, x, y, z);
        }
        return sum;
    }

    /** How far it is bent at a place; changes little from one voxel to the next. */
    double[] bent(double x, double y, double z) {
        double[] by = new double[3];
        for (int i = 0; i < 3; i++) {
            by[i] = at(bend[2 * i], x, y, z) + at(bend[2 * i + 1], x, y, z);
        }
        return by;
    }

    /** @param bent of somewhere near */
    Tissue at(double x, double y, double z, double[] bent) {
        double u = (turn[0][0] * x + turn[0][1] * y + turn[0][2] * z - middle[0] + bent[0]) / half[0];
        double v = (turn[1][0] * x + turn[1][1] * y + turn[1][2] * z - middle[1] + bent[1]) / half[1];
        double w = (turn[2][0] * x + turn[2][1] * y + turn[2][2] * z - middle[2] + bent[2]) / half[2];
        double r = Math.sqrt(u * u + v * v + w * w);
        if (r > 1) {
            return r < rind ? Tissue.FLUID : r < rind + 0.11 ? Tissue.BONE : r < rind + 0.24 ? Tissue.SCALP : Tissue.AIR;
        }
        if (isVentricle(u, v, w)) {
            return Tissue.VENTRICLE;
        }
        if (r < 0.5) {
            return Tissue.WHITE; // no fold reaches here
        }
        double fold = 0;
        for (double[] f : folds) {
            fold += at(f, x, y, z);
        }
        boolean fissure = Math.abs(u) < 0.022 && r > 0.62 && w > -0.3;
        return fissure || r > 0.93 + 1.2 * fold ? Tissue.FLUID : r > 0.76 + 1.6 * fold ? Tissue.GREY : Tissue.WHITE;
    }

    /** In shares of the brain's half axes. */
    private boolean isVentricle(double u, double v, double w) {
        double s = ventricles;
        // The third ventricle: a narrow cleft in the middle.
        if (inside(u / (0.035 * s), (v - 0.02) / (0.2 * s), (w + 0.1) / (0.17 * s))) {
            return true;
        }
        double side = s * (1 + (u > 0 ? asymmetry : -asymmetry));
        double a = Math.abs(u) - 0.13 - 0.09 * (v + 0.1) * (v + 0.1);
        double c = w - 0.14 + 0.45 * (v + 0.05) * (v + 0.05);
        return inside(a / (0.105 * side), (v + 0.03) / (0.46 * side), c / (0.15 * side));
    }

    private static boolean inside(double a, double b, double c) {
        return a * a + b * b + c * c < 1;
    }
}
