package dyp.labs;

import java.util.ArrayList;
import java.util.List;

/**
 * One way to write a digit: strokes through control points, in percent of the digit's height.
 *
 * @param family glyphs of one digit with the same family have the same strokes and can be blended
 * @param weight how often it is written, against the other glyphs of the digit
 * @param strokes per stroke the points as x, y, x, y, ...
 * @param corners per stroke and point, true where the pen turns sharply
 */
record Glyph(String family, double weight, double[][] strokes, boolean[][] corners) {

    private static final int STEPS = 6;

    /**
     * Reads a glyph: {@code family weight stroke / stroke ...}, a stroke being points {@code x,y},
     * or {@code x,y!} for a corner.
     */
    static Glyph parse(String line) {
        String[] words = line.strip().split("\\s+");
        List<double[]> strokes = new ArrayList<>();
        List<boolean[]> corners = new ArrayList<>();
        for (int from = 2; from < words.length; ) {
            int to = from;
            while (to < words.length && !words[to].equals("/")) {
                to++;
            }
            double[] points = new double[2 * (to - from)];
            boolean[] sharp = new boolean[to - from];
            for (int i = from; i < to; i++) {
                sharp[i - from] = words[i].endsWith("!");
                String[] xy = words[i].replace("!", "").split(",");
                points[2 * (i - from)] = Double.parseDouble(xy[0]);
                points[2 * (i - from) + 1] = Double.parseDouble(xy[1]);
            }
            strokes.add(points);
            corners.add(sharp);
            from = to + 1;
        }
        return new Glyph(words[0], Double.parseDouble(words[1]),
                strokes.toArray(double[][]::new), corners.toArray(boolean[][]::new));
    }

    /**
     * Writes the glyph: its control points moved part of the way to those of another of its family and
     * shaken, then joined by smooth curves.
     *
     * @param towards a glyph of the same family, or this one
     * @param share how far to go there: 0 is this glyph, 1 the other
     * @param shake standard deviation of the shaking, in percent of the height
     */
    Path write(Glyph towards, double share, double shake, Dice dice) {
        Path path = new Path();
        double roundness = dice.between(0.6, 1.15);
        for (int s = 0; s < strokes.length; s++) {
            double[] from = strokes[s];
            double[] to = towards.strokes[s];
            double[] p = new double[from.length];
            boolean[] sharp = corners[s].clone();
            for (int i = 0; i < p.length; i++) {
                boolean end = i < 2 || i >= p.length - 2;
                double wobble = dice.bell() * (end ? 1.4 * shake : shake);
                p[i] = (from[i] + (to[i] - from[i]) * share + wobble) / 100;
            }
            for (int i = 0; i < sharp.length; i++) {
                sharp[i] &= dice.chance(0.8);
            }
            curve(path, p, sharp, roundness);
        }
        return path;
    }

    /**
     * Adds a cubic Hermite spline through the points. The tangents are those of a Catmull-Rom spline over
     * the chord length (Catmull, Rom 1974; Yuksel, Schaefer, Keyser 2011), which makes no stray loops.
     */
    private static void curve(Path path, double[] p, boolean[] sharp, double roundness) {
        int n = p.length / 2;
        path.add(p[0], p[1], true);
        for (int i = 0; i + 1 < n; i++) {
            double chord = length(p, i, i + 1);
            double[] leave = tangent(p, i, sharp[i] || i == 0, i, roundness);
            double[] arrive = tangent(p, i + 1, sharp[i + 1] || i + 2 == n, i, roundness);
            for (int k = 1; k <= STEPS; k++) {
                double t = (double) k / STEPS;
                double far = t * t * (3 - 2 * t);
                double out = t * (1 - t) * (1 - t) * chord;
                double in = t * t * (t - 1) * chord;
                path.add(p[2 * i] * (1 - far) + p[2 * i + 2] * far + leave[0] * out + arrive[0] * in,
                        p[2 * i + 1] * (1 - far) + p[2 * i + 3] * far + leave[1] * out + arrive[1] * in, false);
            }
        }
    }

    /** The direction at a point: along both neighbours, or along the piece that starts at {@code piece}. */
    private static double[] tangent(double[] p, int at, boolean broken, int piece, double roundness) {
        int a = broken ? piece : at - 1;
        int b = broken ? piece + 1 : at + 1;
        double way = broken ? length(p, a, b) : length(p, a, at) + length(p, at, b);
        double scale = roundness / (way + 1e-9);
        return new double[] {(p[2 * b] - p[2 * a]) * scale, (p[2 * b + 1] - p[2 * a + 1]) * scale};
    }

    private static double length(double[] p, int a, int b) {
        double dx = p[2 * b] - p[2 * a];
        double dy = p[2 * b + 1] - p[2 * a + 1];
        return Math.sqrt(dx * dx + dy * dy);
    }
}
