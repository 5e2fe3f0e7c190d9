package dyp.explain;

import java.util.Arrays;

/** The weighted regression whose solution are the SHAP values: Lundberg and Lee 2017, theorem 2. */
final class ShapRegression {
    /** Added to the squares, as a share of their mean, so that sets drawn too few are no division by zero. */
    private static final double RIDGE = 1e-10;

    private ShapRegression() {}

    /**
     * The values φ that minimise Σ w (worth - base - Σ of φ over the set)², among those that sum to score - base.
     *
     * @param worth of each coalition
     */
    static double[] solve(Coalitions coalitions, double[] worth, double base, double score) {
        int n = coalitions.features();
        double[][] squares = new double[n][n];
        double[] products = new double[n];
        for (int c = 1; c < worth.length; c++) {
            boolean[] known = coalitions.members().get(c);
            double weight = coalitions.weights()[c];
            for (int i = 0; i < n; i++) {
                if (!known[i]) {
                    continue;
                }
                products[i] += weight * (worth[c] - base);
                for (int j = 0; j < n; j++) {
                    squares[i][j] += known[j] ? weight : 0;
                }
            }
        }
        double trace = 0;
        for (int i = 0; i < n; i++) {
            trace += squares[i][i];
        }
        for (int i = 0; i < n; i++) {
            squares[i][i] += trace == 0 ? 1 : RIDGE * trace / n;
        }
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        double[][] lower = cholesky(squares);
        double[] free = solved(lower, products);
        double[] slope = solved(lower, ones);
        // A Lagrange multiplier brings the sum to where it has to be.
        double excess = (sum(free) - (score - base)) / sum(slope);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = free[i] - excess * slope[i];
        }
        return values;
    }

    private static double sum(double[] x) {
        double sum = 0;
        for (double v : x) {
            sum += v;
        }
        return sum;
    }

    private static double[][] cholesky(double[][] a) {
        int n = a.length;
        double[][] l = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double left = a[i][j];
                for (int k = 0; k < j; k++) {
                    left -= l[i][k] * l[j][k];
                }
                l[i][j] = i == j ? Math.sqrt(Math.max(left, Double.MIN_NORMAL)) : left / l[j][j];
            }
        }
        return l;
    }

    /** x with L Lᵀ x = b. */
    private static double[] solved(double[][] l, double[] b) {
        int n = b.length;
        double[] x = b.clone();
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                x[i] -= l[i][k] * x[k];
            }
            x[i] /= l[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                x[i] -= l[k][i] * x[k];
            }
            x[i] /= l[i][i];
        }
        return x;
    }
}
