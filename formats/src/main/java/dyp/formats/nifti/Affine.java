package dyp.formats.nifti;

import dyp.store.Fault;
import java.nio.ByteBuffer;

/** Where voxels lie in the scanner or an atlas: 3x4 matrices, in millimetres, to the right, the front and up. */
final class Affine {
    private static final int[][] ORDERS = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    private static final int POLAR_STEPS = 100;

    private Affine() {}

    /**
     * From the header: the matrix (sform) where there is one, else the rotation (qform). Where there is neither, x runs to the left, as in files
     * of the older Analyze format, and the origin is the middle; that is what nibabel does as well.
     */
    static double[][] of(ByteBuffer b, boolean second, int[] dims) throws Fault {
        double[] pixdim = new double[4];
        for (int i = 0; i < 4; i++) {
            pixdim[i] = second ? b.getDouble(104 + 8 * i) : b.getFloat(76 + 4 * i);
        }
        boolean sform = (second ? b.getInt(348) : b.getShort(254)) > 0;
        boolean qform = (second ? b.getInt(344) : b.getShort(252)) > 0;
        double[][] m = sform ? matrix(b, second) : qform ? rotation(b, second, pixdim) : plain(pixdim, dims);
        double unit = switch ((second ? b.getInt(500) : b.get(123)) & 7) {
            case 1 -> 1000;
            case 3 -> 0.001;
            default -> 1;
        };
        for (double[] row : m) {
            for (int j = 0; j < 4; j++) {
                row[j] *= unit;
                if (!Double.isFinite(row[j]) || Math.abs(row[j]) > 1e9) {
                    throw new Fault("is damaged: the places of its voxels would be " + row[j] + " mm away.");
                }
            }
        }
        if (!(Math.abs(determinant(columns(m))) > 1e-6)) {
            throw new Fault("is damaged: two of its axes would run in the same direction, or have no length.");
        }
        return m;
    }

    private static double[][] matrix(ByteBuffer b, boolean second) {
        double[][] m = new double[3][4];
        for (int i = 0; i < 12; i++) {
            m[i / 4][i % 4] = second ? b.getDouble(400 + 8 * i) : b.getFloat(280 + 4 * i);
        }
        return m;
    }

    /** From a quaternion; nifti1.h, "method 2". */
    private static double[][] rotation(ByteBuffer bytes, boolean second, double[] pixdim) {
        double[] q = new double[6];
        for (int i = 0; i < 6; i++) {
            q[i] = second ? bytes.getDouble(352 + 8 * i) : bytes.getFloat(256 + 4 * i);
        }
        double b = q[0], c = q[1], d = q[2];
        double rest = 1 - (b * b + c * c + d * d);
        double a = rest > 0 ? Math.sqrt(rest) : 0;
        double length = Math.sqrt(a * a + b * b + c * c + d * d);
        a /= length;
        b /= length;
        c /= length;
        d /= length;
        double[][] r = {{a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c)},
                {2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b)},
                {2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - c * c - b * b}};
        double[][] m = new double[3][4];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                m[i][j] = r[i][j] * pixdim[j + 1] * (j == 2 && pixdim[0] < 0 ? -1 : 1);
            }
            m[i][3] = q[3 + i];
        }
        return m;
    }

    private static double[][] plain(double[] pixdim, int[] dims) {
        double[][] m = new double[3][4];
        for (int i = 0; i < 3; i++) {
            m[i][i] = pixdim[i + 1] * (i == 0 ? -1 : 1);
            m[i][3] = -m[i][i] * (dims[i] - 1) / 2;
        }
        return m;
    }

    /** Millimetres between neighbours along each axis. */
    static double[] spacing(double[][] m) {
        double[] spacing = new double[3];
        for (int j = 0; j < 3; j++) {
            spacing[j] = Math.sqrt(m[0][j] * m[0][j] + m[1][j] * m[1][j] + m[2][j] * m[2][j]);
        }
        return spacing;
    }

    /**
     * For each direction (right, front, up) the axis that comes closest to it, so that together they come as close as can be; {@code ~axis} where
     * it runs backwards. Axes that are not
     * at right angles are first turned into the nearest that are (the orthogonal factor of the polar decomposition, by Newton's iteration; Higham
     * 1986, "Computing the polar decomposition").
     */
    static int[] order(double[][] m) {
        double[][] r = columns(m);
        double[] spacing = spacing(m);
        for (double[] row : r) {
            for (int j = 0; j < 3; j++) {
                row[j] /= spacing[j];
            }
        }
        for (int step = 0; step < POLAR_STEPS; step++) {
            double[][] cofactors = cofactors(r);
            double det = determinant(r);
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    r[i][j] = (r[i][j] + cofactors[i][j] / det) / 2;
                }
            }
        }
        int[] best = ORDERS[0];
        double most = -1;
        for (int[] order : ORDERS) {
            double sum = 0;
            for (int i = 0; i < 3; i++) {
                sum += r[i][order[i]] * r[i][order[i]];
            }
            if (sum > most + 1e-9) {
                most = sum;
                best = order;
            }
        }
        int[] signed = new int[3];
        for (int i = 0; i < 3; i++) {
            signed[i] = r[i][best[i]] < 0 ? ~best[i] : best[i];
        }
        return signed;
    }

    private static double[][] columns(double[][] m) {
        double[][] r = new double[3][3];
        for (int i = 0; i < 3; i++) {
            System.arraycopy(m[i], 0, r[i], 0, 3);
        }
        return r;
    }

    private static double[][] cofactors(double[][] r) {
        double[][] c = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                int a = (i + 1) % 3, b = (i + 2) % 3, d = (j + 1) % 3, e = (j + 2) % 3;
                c[i][j] = r[a][d] * r[b][e] - r[a][e] * r[b][d];
            }
        }
        return c;
    }

    private static double determinant(double[][] r) {
        double[] c = cofactors(r)[0];
        return r[0][0] * c[0] + r[0][1] * c[1] + r[0][2] * c[2];
    }
}
