package dyp.labs;

/**
 * Draws a path with a round pen on a grey image of 28x28 pixels.
 * A pixel's ink is how much of it the pen covers, from 0 to 1, judged by the distance to the path.
 */
final class Pen {

    static final int SIDE = 28;

    /** The image, row by row: 0 is paper, 1 is full ink. */
    final float[] ink = new float[SIDE * SIDE];

    /**
     * Draws a path.
     *
     * @param width width of the line in pixels
     * @param change how much the pressure changes the width along a stroke, as a share of it
     * @param softness width in pixels of the edge between full ink and paper
     */
    void draw(Path path, double width, double change, double softness, Dice dice) {
        for (int from = 0; from < path.size; ) {
            int to = path.endOfStroke(from);
            double start = width / 2 * (1 + change * dice.bell());
            double middle = width / 2 * (1 + change * dice.bell());
            double end = width / 2 * (1 + change * dice.bell());
            double last = Math.max(1, to - from - 1);
            for (int i = from; i + 1 < to; i++) {
                segment(path.x[i], path.y[i], path.x[i + 1], path.y[i + 1],
                        radius((i - from) / last, start, middle, end),
                        radius((i + 1 - from) / last, start, middle, end), softness);
            }
            from = to;
        }
    }

    /** The parabola through three radii; never thinner than 1.2 pixels across. */
    private static double radius(double t, double start, double middle, double end) {
        double r = start * (1 - t) * (1 - 2 * t) + middle * 4 * t * (1 - t) + end * t * (2 * t - 1);
        return Math.max(0.6, r);
    }

    private void segment(double ax, double ay, double bx, double by, double ra, double rb, double softness) {
        double reach = Math.max(ra, rb) + softness / 2;
        int left = Math.max(0, (int) (Math.min(ax, bx) - reach));
        int right = Math.min(SIDE - 1, (int) (Math.max(ax, bx) + reach));
        int top = Math.max(0, (int) (Math.min(ay, by) - reach));
        int bottom = Math.min(SIDE - 1, (int) (Math.max(ay, by) + reach));
        double dx = bx - ax;
        double dy = by - ay;
        double perLength = 1 / (dx * dx + dy * dy + 1e-12);
        for (int row = top; row <= bottom; row++) {
            double y = row + 0.5 - ay;
            for (int column = left; column <= right; column++) {
                double x = column + 0.5 - ax;
                double t = Math.min(1, Math.max(0, (x * dx + y * dy) * perLength));
                double offX = x - t * dx;
                double offY = y - t * dy;
                double distance = Math.sqrt(offX * offX + offY * offY);
                float cover = (float) (0.5 + (ra + t * (rb - ra) - distance) / softness);
                int pixel = row * SIDE + column;
                if (cover > ink[pixel]) {
                    ink[pixel] = Math.min(1, cover);
                }
            }
        }
    }

    /** Roughens the edges of the ink, as the paper and a scanner do; paper and full ink stay. */
    void roughen(double strength, Dice dice) {
        for (int i = 0; i < ink.length; i++) {
            if (ink[i] > 0 && ink[i] < 1) {
                double rough = ink[i] + strength * dice.bell();
                ink[i] = (float) Math.min(1, Math.max(0, rough));
            }
        }
    }

    /**
     * Copies the image, as bytes from 0 to 255, moved by whole pixels so that its centre of mass comes to the
     * middle; ink that would leave the image is lost.
     */
    void copyCentred(byte[] out, int offset) {
        double mass = 1e-12;
        double massX = 0;
        double massY = 0;
        for (int i = 0; i < ink.length; i++) {
            mass += ink[i];
            massX += ink[i] * (i % SIDE + 0.5);
            massY += ink[i] * (i / SIDE + 0.5);
        }
        int shiftX = (int) StrictMath.rint(massX / mass - SIDE / 2.0);
        int shiftY = (int) StrictMath.rint(massY / mass - SIDE / 2.0);
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                int x = column + shiftX;
                int y = row + shiftY;
                boolean inside = x >= 0 && x < SIDE && y >= 0 && y < SIDE;
                float value = inside ? ink[y * SIDE + x] : 0;
                out[offset + row * SIDE + column] = (byte) (int) (value * 255 + 0.5f);
            }
        }
    }
}
