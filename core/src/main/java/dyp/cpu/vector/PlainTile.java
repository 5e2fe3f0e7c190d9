package dyp.cpu.vector;

import dyp.op.Binary;
import dyp.op.Unary;

/**
 * The commonest loops of {@link TileUnary} and {@link TileBinary} without vectors, to the same bits, for as long as the JIT has not
 * compiled those: see {@link WarmUp}.
 */
final class PlainTile {
    private PlainTile() {}

    /** y[i] = op(x[i]) for n numbers. False where there is no such loop; then nothing has been done. */
    static boolean run(Unary op, float[] x, int xo, float[] y, int yo, int n) {
        switch (op) {
            case NEG -> {
                for (int i = 0; i < n; i++) {
                    y[yo + i] = -x[xo + i];
                }
            }
            case SQUARE -> {
                for (int i = 0; i < n; i++) {
                    y[yo + i] = x[xo + i] * x[xo + i];
                }
            }
            case SQRT -> {
                for (int i = 0; i < n; i++) {
                    y[yo + i] = (float) Math.sqrt(x[xo + i]);
                }
            }
            case RELU -> {
                for (int i = 0; i < n; i++) {
                    y[yo + i] = Math.max(x[xo + i], 0f);
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** y[i] = op(a[i], b[i]) for n numbers. False where there is no such loop; then nothing has been done. */
    static boolean run(Binary op, float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        switch (op) {
            case ADD -> {
                for (int i = 0; i < n; i++) {
                    y[yo + i] = a[ao + i] + b[bo + i];
                }
            }
            case SUB -> {
                for (int i = 0; i < n; i++) {
                    y[yo + i] = a[ao + i] - b[bo + i];
                }
            }
            case MUL -> {
                for (int i = 0; i < n; i++) {
                    y[yo + i] = a[ao + i] * b[bo + i];
                }
            }
            case DIV -> {
                for (int i = 0; i < n; i++) {
                    y[yo + i] = a[ao + i] / b[bo + i];
                }
            }
            case RELU_GRAD -> {
                for (int i = 0; i < n; i++) {
                    y[yo + i] = a[ao + i] > 0 ? b[bo + i] : 0;
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }
}
