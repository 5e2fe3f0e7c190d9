package dyp.labs.context;

/** The other way round: a row has its class first, and its features by it; around the class's centre, or around one of two. */
final class Clusters {
    private Clusters() {}

    record Drawn(double[][] features, int[] classes) {}

    static Drawn draw(int features, int rows, int classes, Chance c) {
        double[] weight = new double[classes];
        for (int k = 0; k < classes; k++) {
            weight[k] = (k == 0 ? 0 : weight[k - 1]) + c.between(0.15, 1);
        }
        int hidden = Math.min(features, (int) Math.ceil(c.scale(1, features + 1)));
        int centres = c.chance(0.25) ? 2 : 1;
        double apart = c.scale(0.3, 3) / Math.sqrt(hidden), spread = c.chance(0.4) ? 0.5 : 0;
        double[][][] centre = new double[classes][centres][];
        double[][] size = new double[classes][hidden];
        for (int k = 0; k < classes; k++) {
            for (int i = 0; i < centres; i++) {
                centre[k][i] = c.normals(hidden);
            }
            for (int h = 0; h < hidden; h++) {
                size[k][h] = Math.exp(spread * c.normal());
            }
        }
        // Some directions tell classes apart, others are as wide and tell nothing.
        double[] tells = new double[hidden];
        for (int h = 0; h < hidden; h++) {
            tells[h] = 2 * apart * (c.chance(0.7) ? Math.exp(0.5 * c.normal()) : 0);
        }
        int[] y = new int[rows];
        double[][] z = new double[hidden][rows];
        for (int r = 0; r < rows; r++) {
            double u = c.between(0, weight[classes - 1]);
            while (weight[y[r]] < u) {
                y[r]++;
            }
            double[] at = centre[y[r]][c.below(centres)];
            for (int h = 0; h < hidden; h++) {
                z[h][r] = tells[h] * at[h] + size[y[r]][h] * c.normal();
            }
        }
        boolean alone = hidden == features && c.chance(0.3);
        double noise = c.scale(0.02, 1);
        double[][] x = new double[features][rows];
        for (int f = 0; f < features; f++) {
            double[] w = c.normals(hidden);
            double own = noise * c.scale(0.5, 2);
            for (int h = 0; h < hidden; h++) {
                double factor = alone ? h == f ? 1 : 0 : w[h];
                for (int r = 0; r < rows; r++) {
                    x[f][r] += factor * z[h][r];
                }
            }
            for (int r = 0; r < rows; r++) {
                x[f][r] += own * c.normal();
            }
            Worlds.standard(x[f]);
        }
        return new Drawn(x, y);
    }
}
