package dyp.labs.context;

import java.util.Arrays;

/**
 * Ways in which features and classes can hang together. Each gives columns of features (features, rows) and columns of scores (scores, rows),
 * of which the classes are made: one score that is cut at thresholds, or one per class, whose largest wins.
 */
final class Worlds {
    private Worlds() {}

    /** @param scores each of mean 0 and deviation 1 */
    record World(double[][] features, double[][] scores) {}

    /** Columns that share hidden causes, and among them perhaps clusters of rows. */
    static double[][] related(int features, int rows, Chance c) {
        int causes = Math.min(features, (int) Math.ceil(c.scale(1, features + 1)));
        double[][] hidden = new double[causes][];
        int clusters = c.chance(0.3) ? c.from(2, 5) : 1;
        double apart = c.scale(0.5, 3);
        int[] cluster = new int[rows];
        for (int r = 0; r < rows; r++) {
            cluster[r] = c.below(clusters);
        }
        boolean even = c.chance(0.2), heavy = c.chance(0.2);
        for (int k = 0; k < causes; k++) {
            double[] centres = c.normals(clusters);
            hidden[k] = new double[rows];
            for (int r = 0; r < rows; r++) {
                double own = even ? c.between(-1.7, 1.7) : heavy ? c.normal() * Math.exp(0.5 * c.normal()) : c.normal();
                hidden[k][r] = own + (clusters == 1 ? 0 : apart * centres[cluster[r]]);
            }
        }
        boolean sparse = c.chance(0.5);
        double noise = c.scale(0.05, 1.5);
        double[][] x = new double[features][];
        for (int f = 0; f < features; f++) {
            x[f] = standard(noisy(mixed(hidden, c, sparse), noise * c.scale(0.5, 2), c));
        }
        return x;
    }

    /** Scores that are sums of what single features say: in a straight line, or along curves that mostly rise. */
    static World sums(int features, int rows, int scores, Chance c) {
        double[][] x = related(features, rows, c);
        boolean straight = c.chance(0.5), rising = c.chance(0.7);
        double useful = c.chance(0.4) ? 1 : c.between(0.1, 1);
        Curve[] curves = new Curve[features];
        double[] shift = new double[features], strength = new double[features];
        for (int f = 0; f < features; f++) {
            curves[f] = straight ? Curve.LINE : rising ? Curve.rising(c) : Curve.any(c);
            shift[f] = 0.7 * c.normal();
            strength[f] = c.chance(useful) ? Math.exp(0.7 * c.normal()) : 0;
        }
        strength[c.below(features)] += 1;
        double[][] y = new double[scores][rows];
        for (double[] score : y) {
            for (int f = 0; f < features; f++) {
                double w = strength[f] * c.normal();
                for (int r = 0; r < rows && w != 0; r++) {
                    score[r] += w * curves[f].of(x[f][r] + shift[f]);
                }
            }
            standard(score);
        }
        return new World(x, y);
    }

    /** Scores of a few random trees, of one or more. */
    static World trees(int features, int rows, int scores, Chance c) {
        double[][] x = related(features, rows, c);
        int trees = (int) c.scale(1, 16), depth = c.from(2, 5);
        double[][] y = new double[scores][rows];
        for (int t = 0; t < trees; t++) {
            int[] leaf = new int[rows];
            for (int d = 0; d < depth; d++) {
                // One question per level and leaf: its number picks feature and threshold.
                int[] feature = new int[1 << d];
                double[] threshold = new double[1 << d];
                for (int i = 0; i < feature.length; i++) {
                    feature[i] = c.below(features);
                    threshold[i] = x[feature[i]][c.below(rows)];
                }
                for (int r = 0; r < rows; r++) {
                    leaf[r] = 2 * leaf[r] + (x[feature[leaf[r]]][r] > threshold[leaf[r]] ? 1 : 0);
                }
            }
            for (double[] score : y) {
                double[] values = c.normals(1 << depth);
                for (int r = 0; r < rows; r++) {
                    score[r] += values[leaf[r]];
                }
            }
        }
        Arrays.stream(y).forEach(Worlds::standard);
        return new World(x, y);
    }

    /**
     * A random graph of causes: each node is a curve of a few earlier ones and noise. Some nodes are seen as features, one or more later decide the
     * class; so features are causes, effects and cousins of it.
     */
    static World causes(int features, int rows, int scores, Chance c) {
        int nodes = features + scores + c.from(0, features);
        int roots = c.from(1, Math.max(1, nodes / 3));
        double noise = c.scale(0.02, 1);
        boolean one = c.chance(0.4);
        Curve only = Curve.any(c);
        double[][] node = new double[nodes][];
        for (int i = 0; i < nodes; i++) {
            if (i < roots) {
                node[i] = c.normals(rows);
                continue;
            }
            int parents = c.from(1, Math.min(i, 4));
            double[] sum = new double[rows];
            for (int p = 0; p < parents; p++) {
                double[] parent = node[c.below(i)];
                double w = c.normal();
                for (int r = 0; r < rows; r++) {
                    sum[r] += w * parent[r];
                }
            }
            Curve curve = one ? only : Curve.any(c);
            double shift = 0.5 * c.normal();
            standard(sum);
            for (int r = 0; r < rows; r++) {
                sum[r] = curve.of(sum[r] + shift);
            }
            node[i] = noisy(standard(sum), noise * c.scale(0.3, 3), c);
            standard(node[i]);
        }
        int[] order = c.order(nodes);
        // What decides the class lies late in the graph, or anywhere.
        if (c.chance(0.6)) {
            for (int s = 0; s < scores; s++) {
                int at = place(order, nodes - 1 - s);
                order[at] = order[s];
                order[s] = nodes - 1 - s;
            }
        }
        double[][] y = new double[scores][], x = new double[features][];
        for (int s = 0; s < scores; s++) {
            y[s] = node[order[s]].clone();
        }
        for (int f = 0; f < features; f++) {
            x[f] = node[order[scores + f]];
        }
        return new World(x, y);
    }

    /** Scores of a random network of one or two layers. */
    static World network(int features, int rows, int scores, Chance c) {
        double[][] x = related(features, rows, c);
        double[][] layer = x;
        for (int depth = c.from(1, 2); depth > 0; depth--) {
            double[][] next = new double[(int) c.scale(2, 24)][];
            Curve curve = Curve.any(c);
            boolean sparse = c.chance(0.5);
            for (int i = 0; i < next.length; i++) {
                next[i] = standard(mixed(layer, c, sparse));
                double shift = 0.5 * c.normal();
                for (int r = 0; r < rows; r++) {
                    next[i][r] = curve.of(next[i][r] + shift);
                }
            }
            layer = next;
        }
        double[][] y = new double[scores][];
        for (int s = 0; s < scores; s++) {
            y[s] = standard(mixed(layer, c, false));
        }
        return new World(x, y);
    }

    /** A random sum of columns, of some or all. */
    private static double[] mixed(double[][] columns, Chance c, boolean sparse) {
        double[] sum = new double[columns[0].length];
        int always = c.below(columns.length);
        double share = sparse ? Math.max(0.15, 2.0 / columns.length) : 1;
        for (int k = 0; k < columns.length; k++) {
            if (k == always || c.chance(share)) {
                double w = c.normal();
                for (int r = 0; r < sum.length; r++) {
                    sum[r] += w * columns[k][r];
                }
            }
        }
        return sum;
    }

    /** The same with noise, in shares of its own deviation. */
    private static double[] noisy(double[] column, double noise, Chance c) {
        standard(column);
        for (int r = 0; r < column.length; r++) {
            column[r] += noise * c.normal();
        }
        return column;
    }

    /** Brings a column to mean 0 and deviation 1 where it lies; one that is the same everywhere to 0. */
    static double[] standard(double[] column) {
        double mean = Arrays.stream(column).average().orElse(0);
        double deviation = Math.sqrt(Arrays.stream(column).map(v -> (v - mean) * (v - mean)).average().orElse(0));
        for (int r = 0; r < column.length; r++) {
            column[r] = deviation < 1e-9 ? 0 : (column[r] - mean) / deviation;
        }
        return column;
    }

    private static int place(int[] order, int value) {
        int i = 0;
        while (order[i] != value) {
            i++;
        }
        return i;
    }
}
