package dyp.labs;

/**
 * Bends the way of the pen as different hands would: width, slant and turn of the whole digit, then an
 * elastic distortion.
 *
 * <p>The elastic distortion is that of Simard, Steinkraus, Platt, "Best practices for convolutional neural
 * networks applied to visual document analysis", ICDAR 2003: a random field of shifts, smoothed. Here the
 * field is drawn on a coarse grid and smoothed by cubic B-splines, and it moves the pen instead of the
 * pixels, so the ink keeps its width and stays sharp.
 */
final class Distortion {

    private static final int CELLS = 3;
    private static final int KNOTS = CELLS + 3;

    private Distortion() {}

    /**
     * Stretches, slants and turns the path about the middle of the digit.
     *
     * @param width factor for x
     * @param slant shift of x to the right for every unit of height
     * @param turn angle in radians, positive is clockwise on the page
     */
    static void affine(Path path, double width, double slant, double turn) {
        double cos = StrictMath.cos(turn);
        double sin = StrictMath.sin(turn);
        for (int i = 0; i < path.size; i++) {
            double y = path.y[i] - 0.5;
            double x = (path.x[i] - 0.35) * width - slant * y;
            path.x[i] = cos * x - sin * y;
            path.y[i] = sin * x + cos * y;
        }
    }

    /**
     * Moves every point by a smooth random field.
     *
     * @param strength standard deviation of the field at its knots, in heights of the digit
     */
    static void elastic(Path path, double strength, Dice dice) {
        double[] dx = new double[KNOTS * KNOTS];
        double[] dy = new double[KNOTS * KNOTS];
        for (int i = 0; i < dx.length; i++) {
            dx[i] = strength * dice.bell();
            dy[i] = strength * dice.bell();
        }
        double[] u = new double[4];
        double[] v = new double[4];
        for (int i = 0; i < path.size; i++) {
            int column = weights((path.x[i] + 0.7) / 1.4 * CELLS, u);
            int row = weights((path.y[i] + 0.7) / 1.4 * CELLS, v);
            double moveX = 0;
            double moveY = 0;
            for (int r = 0; r < 4; r++) {
                for (int c = 0; c < 4; c++) {
                    int knot = (row + r) * KNOTS + column + c;
                    moveX += v[r] * u[c] * dx[knot];
                    moveY += v[r] * u[c] * dy[knot];
                }
            }
            path.x[i] += moveX;
            path.y[i] += moveY;
        }
    }

    /** The cell of a place on the grid; fills in the four cubic B-spline weights there. */
    private static int weights(double place, double[] w) {
        double inside = Math.min(Math.max(place, 0), CELLS - 1e-9);
        int cell = (int) inside;
        double t = inside - cell;
        double s = 1 - t;
        w[0] = s * s * s / 6;
        w[1] = (4 - 6 * t * t + 3 * t * t * t) / 6;
        w[2] = (4 - 6 * s * s + 3 * s * s * s) / 6;
        w[3] = t * t * t / 6;
        return cell;
    }
}
