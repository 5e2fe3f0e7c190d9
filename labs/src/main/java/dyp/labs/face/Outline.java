package dyp.labs.face;

import java.util.Arrays;

/** Points on the way around a shape, or along a stroke. x runs to the right, y downwards. */
final class Outline {
    double[] x = new double[32];
    double[] y = new double[32];
    int size;

    Outline add(double px, double py) {
        if (size == x.length) {
            x = Arrays.copyOf(x, 2 * size);
            y = Arrays.copyOf(y, 2 * size);
        }
        x[size] = px;
        y[size++] = py;
        return this;
    }

    /** A parabola from one point over a middle one, which it passes, to another. */
    Outline arc(double ax, double ay, double mx, double my, double bx, double by) {
        int pieces = 10;
        for (int i = 0; i <= pieces; i++) {
            double t = (double) i / pieces;
            double a = (1 - t) * (1 - 2 * t);
            double m = 4 * t * (1 - t);
            double b = t * (2 * t - 1);
            add(a * ax + m * mx + b * bx, a * ay + m * my + b * by);
        }
        return this;
    }

    static Outline ellipse(double cx, double cy, double rx, double ry) {
        Outline o = new Outline();
        int pieces = 28;
        for (int i = 0; i < pieces; i++) {
            double angle = 2 * Math.PI * i / pieces;
            o.add(cx + rx * StrictMath.cos(angle), cy + ry * StrictMath.sin(angle));
        }
        return o;
    }

    /** Turned, scaled and moved to where it lies in the picture. */
    Outline placed(double scale, double turn, double toX, double toY) {
        double cos = scale * StrictMath.cos(turn);
        double sin = scale * StrictMath.sin(turn);
        Outline o = new Outline();
        for (int i = 0; i < size; i++) {
            o.add(cos * x[i] - sin * y[i] + toX, sin * x[i] + cos * y[i] + toY);
        }
        return o;
    }
}
