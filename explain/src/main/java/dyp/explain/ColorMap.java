package dyp.explain;

import java.awt.Color;

/**
 * Colours for numbers, made so that those who do not tell red from green read them as well: what changes is lightness, and blue against yellow or
 * orange. Colours between the given ones are found in Oklab (Ottosson 2020, "A perceptual color space for image processing").
 */
public enum ColorMap {
    /** From 0 to 1: dark violet over blue and green to yellow, lightness rising evenly. */
    RISING(0x1A1033, 0x23508E, 0x1F8F8B, 0x8CC152, 0xFDE94A),
    /** From -1 to 1: blue, near white at 0, orange red; lightness falling evenly to both sides. */
    DIVERGING(0x0B4F8A, 0x5AA5D6, 0xF4F4F2, 0xEE9A5C, 0xA8480A);

    private static final int STEPS = 256;

    private final int[] colors = new int[STEPS];

    ColorMap(int... points) {
        double[][] lab = new double[points.length][];
        for (int i = 0; i < points.length; i++) {
            lab[i] = Oklab.of(points[i]);
        }
        for (int i = 0; i < STEPS; i++) {
            double place = i * (points.length - 1.0) / (STEPS - 1);
            int low = Math.min((int) place, points.length - 2);
            double share = place - low;
            double[] mixed = new double[3];
            for (int c = 0; c < 3; c++) {
                mixed[c] = lab[low][c] * (1 - share) + lab[low + 1][c] * share;
            }
            mixed[0] = lightness(lab, i / (STEPS - 1.0));
            colors[i] = Oklab.rgb(mixed);
        }
    }

    /** Even from end to end; where the middle is the lightest, from each end to it. */
    private static double lightness(double[][] lab, double t) {
        double first = lab[0][0];
        double middle = lab[lab.length / 2][0];
        double last = lab[lab.length - 1][0];
        if (middle < Math.max(first, last)) {
            return first + (last - first) * t;
        }
        double end = t < 0.5 ? first : last;
        return middle + (end - middle) * Math.abs(2 * t - 1);
    }

    /** The colour, 0xRRGGBB, of a share of the way from the lowest number (0) to the highest (1); what lies outside gets the colour of the end. */
    public int rgb(double share) {
        return colors[(int) Math.round(Math.clamp(Double.isNaN(share) ? 0 : share, 0, 1) * (STEPS - 1))];
    }

    public Color color(double share) {
        return new Color(rgb(share));
    }

    /** Lightness, and how red against green and yellow against blue a colour is. */
    static final class Oklab {
        private Oklab() {}

        static double[] of(int rgb) {
            double r = linear(rgb >> 16 & 255);
            double g = linear(rgb >> 8 & 255);
            double b = linear(rgb & 255);
            double l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
            double m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
            double s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
            return new double[] {
                0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
                1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
                0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
        }

        static int rgb(double[] lab) {
            double l = cube(lab[0] + 0.3963377774 * lab[1] + 0.2158037573 * lab[2]);
            double m = cube(lab[0] - 0.1055613458 * lab[1] - 0.0638541728 * lab[2]);
            double s = cube(lab[0] - 0.0894841775 * lab[1] - 1.2914855480 * lab[2]);
            return byteOf(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s) << 16
                    | byteOf(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s) << 8
                    | byteOf(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
        }

        private static double cube(double x) {
            return x * x * x;
        }

        private static double linear(int value) {
            double x = value / 255.0;
            return x <= 0.04045 ? x / 12.92 : Math.pow((x + 0.055) / 1.055, 2.4);
        }

        private static int byteOf(double x) {
            double v = x <= 0.0031308 ? 12.92 * x : 1.055 * Math.pow(x, 1 / 2.4) - 0.055;
            return (int) Math.round(Math.clamp(v, 0, 1) * 255);
        }
    }
}
