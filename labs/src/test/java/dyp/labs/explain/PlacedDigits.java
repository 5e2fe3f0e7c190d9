package dyp.labs.explain;

import dyp.labs.SyntheticDigits;
import dyp.labs.SyntheticDigits.Digits;
import dyp.tensor.NDArray;
import dyp.tensor.Philox;
import dyp.tensor.Shape;

/**
 * Synthetic digits somewhere on a larger, noisy canvas.
 *
 * @param x (n, side, side, 1), 0 to about 1
 * @param y (n)
 * @param boxes of the ink: first and last row, first and last column of each
 */
record PlacedDigits(NDArray x, NDArray y, int[][] boxes) {
    static final int SIDE = 56;
    private static final int SMALL = SyntheticDigits.SIDE;
    /** Digits are written in the middle 20 of 28 pixels: what reaches over the edge of the canvas is paper. */
    private static final int MARGIN = 4;
    private static final double NOISE = 0.2;

    static PlacedDigits make(int count, long seed) {
        Digits digits = SyntheticDigits.generate(count, seed);
        float[] x = NDArray.generate(Shape.of(count * SIDE * SIDE), i -> NOISE * Math.abs(Philox.normal(seed, 0, 1, i))).floats();
        int[][] boxes = new int[count][];
        for (int i = 0; i < count; i++) {
            int range = SIDE - SMALL + 2 * MARGIN + 1;
            int top = Math.floorMod(Philox.bits(seed, 1, 1, 2 * i), range) - MARGIN;
            int left = Math.floorMod(Philox.bits(seed, 1, 1, 2 * i + 1), range) - MARGIN;
            boxes[i] = place(digits.pixels(), i, top, left, x);
        }
        return new PlacedDigits(NDArray.of(x, count, SIDE, SIDE, 1), NDArray.of(digits.labels(), count), boxes);
    }

    private static int[] place(byte[] pixels, int i, int top, int left, float[] x) {
        int[] box = {SIDE, -1, SIDE, -1};
        for (int r = 0; r < SMALL; r++) {
            for (int c = 0; c < SMALL; c++) {
                int ink = pixels[(i * SMALL + r) * SMALL + c] & 255;
                int row = top + r;
                int column = left + c;
                if (ink > 0 && row >= 0 && row < SIDE && column >= 0 && column < SIDE) {
                    int at = (i * SIDE + row) * SIDE + column;
                    x[at] = Math.max(x[at], ink / 255f);
                    box = new int[] {Math.min(box[0], row), Math.max(box[1], row), Math.min(box[2], column), Math.max(box[3], column)};
                }
            }
        }
        return box;
    }

    NDArray sample(int i) {
        return x.rows(i, i + 1).reshape(SIDE, SIDE, 1);
    }

    boolean inside(int i, int[] place) {
        int[] b = boxes[i];
        return place[0] >= b[0] && place[0] <= b[1] && place[1] >= b[2] && place[1] <= b[3];
    }
}
