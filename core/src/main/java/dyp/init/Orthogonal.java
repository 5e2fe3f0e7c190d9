package dyp.init;

import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Philox;
import dyp.tensor.Shape;

/**
 * A random matrix with columns at right angles and of length {@code gain}, or rows where they are fewer; a kernel counts as the matrix
 * (everything else, out). It is the Q of a normal matrix's QR with R's diagonal positive, which makes every such matrix as likely. Saxe,
 * McClelland and Ganguli 2014, "Exact solutions to the nonlinear dynamics of learning in deep linear neural networks".
 */
public record Orthogonal(double gain) implements Initializer {
    public Orthogonal() {
        this(1);
    }

    @Override
    public NDArray create(Shape shape, long seed, int stream) {
        if (shape.rank() < 2) {
            throw new DypException("Orthogonal makes matrices and kernels, but a weight of shape " + shape + " was asked for.");
        }
        int columns = shape.last();
        int rows = shape.slice(0, shape.rank() - 1).size();
        int count = Math.min(rows, columns);
        int length = Math.max(rows, columns);
        double[][] q = new double[count][length];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < length; j++) {
                q[i][j] = Philox.normal(seed, 0, stream, j * count + i);
            }
        }
        orthonormalize(q);
        return NDArray.generate(shape, i -> gain * (rows < columns ? q[i / columns][i % columns] : q[i % columns][i / columns]));
    }

    /** Gram and Schmidt, each vector cleared of the earlier ones twice: once leaves rounding errors where it came close to them. */
    private static void orthonormalize(double[][] vectors) {
        for (int i = 0; i < vectors.length; i++) {
            double[] v = vectors[i];
            for (int pass = 0; pass < 2; pass++) {
                for (int j = 0; j < i; j++) {
                    subtract(v, vectors[j], dot(v, vectors[j]));
                }
            }
            double length = Math.sqrt(dot(v, v));
            for (int k = 0; k < v.length; k++) {
                v[k] /= length;
            }
        }
    }

    /** Four sums at once: one waits for each addition before it starts the next. */
    private static double dot(double[] a, double[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int k = 0;
        for (; k <= a.length - 4; k += 4) {
            s0 += a[k] * b[k];
            s1 += a[k + 1] * b[k + 1];
            s2 += a[k + 2] * b[k + 2];
            s3 += a[k + 3] * b[k + 3];
        }
        for (; k < a.length; k++) {
            s0 += a[k] * b[k];
        }
        return (s0 + s1) + (s2 + s3);
    }

    private static void subtract(double[] v, double[] other, double times) {
        for (int k = 0; k < v.length; k++) {
            v[k] -= times * other[k];
        }
    }
}
