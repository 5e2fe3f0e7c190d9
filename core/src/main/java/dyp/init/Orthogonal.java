package dyp.init;

import dyp.tensor.NDArray;
import dyp.tensor.Philox;
import dyp.tensor.Shape;

/**
 * A random rotation, times {@code gain}: seen as a matrix (all axes but the last, the last), rows or columns, whichever are
 * fewer, stand at right angles and have length {@code gain}. So a recurrent layer's state neither fades nor grows at first.
 * Saxe, McClelland and Ganguli 2013, "Exact solutions to the nonlinear dynamics of learning in deep linear neural networks".
 */
public record Orthogonal(double gain) implements Initializer {
    @Override
    public NDArray create(Shape shape, long seed, int stream) {
        int columns = shape.rank() == 0 ? 1 : shape.last();
        int rows = columns == 0 ? 0 : shape.size() / columns;
        boolean wide = rows < columns;
        double[][] basis = basis(Math.min(rows, columns), Math.max(rows, columns), seed, stream);
        return NDArray.generate(shape, i -> gain * (wide ? basis[i / columns][i % columns] : basis[i % columns][i / columns]));
    }

    /**
     * Normal random vectors made orthonormal by Gram and Schmidt, each freed of those before it. Their products with the random
     * vectors are positive, as a uniformly drawn rotation asks (Mezzadri 2006, "How to generate random matrices from the classical
     * compact groups").
     */
    private static double[][] basis(int count, int length, long seed, int stream) {
        double[][] basis = new double[count][length];
        for (int i = 0; i < count; i++) {
            double[] v = basis[i];
            for (int k = 0; k < length; k++) {
                v[k] = Philox.normal(seed, 0, stream, i * length + k);
            }
            // Once more, for what rounding has left where many vectors are nearly as many as the axes.
            for (int pass = 0; pass < 2; pass++) {
                for (int j = 0; j < i; j++) {
                    add(v, basis[j], -dot(v, basis[j]));
                }
            }
            double norm = Math.sqrt(dot(v, v));
            for (int k = 0; k < length; k++) {
                v[k] /= norm;
            }
        }
        return basis;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    private static void add(double[] to, double[] v, double times) {
        for (int k = 0; k < to.length; k++) {
            to[k] += times * v[k];
        }
    }
}
