package dyp.cpu.scalar;

import dyp.op.Sample;
import dyp.op.Tensor;
import dyp.runtime.Blocks;
import dyp.runtime.Slices;
import dyp.runtime.Step;
import dyp.tensor.Shape;
import dyp.tensor.Slice;
import java.util.Arrays;

/**
 * Pictures read between their pixels, and the way back, one picture per task at least: no two write the same place.
 *
 * @param at where the pixels are that a place is made of; of one lane
 * @param weight and how much each counts
 */
record SampleLoops(Sample op, int height, int width, int channels, int places, int[] at, double[] weight) {
    static Step of(Sample op, Tensor node, Slices s) {
        boolean back = op instanceof Sample.Back;
        Shape picture = back ? node.shape() : node.input(0).shape();
        Shape rows = node.input(1).shape();
        int places = rows.dim(1) * rows.dim(2);
        SampleLoops[] lanes = new SampleLoops[s.lanes()];
        Arrays.setAll(lanes, i -> new SampleLoops(op, picture.dim(1), picture.dim(2), picture.dim(3), places, new int[4], new double[4]));
        return Blocks.over(rows.dim(0), 4L * places * picture.dim(3), (from, to, lane) -> {
            for (int image = from; image < to; image++) {
                if (back) {
                    lanes[lane].back(image, s);
                } else {
                    lanes[lane].read(image, s);
                }
            }
        });
    }

    private void read(int image, Slices s) {
        for (int p = image * places; p < (image + 1) * places; p++) {
            int n = corners(image, s.input(1).get(p), s.input(2).get(p));
            for (int c = 0; c < channels; c++) {
                double sum = 0;
                for (int k = 0; k < n; k++) {
                    sum += weight[k] * s.input(0).get(at[k] + c);
                }
                s.output().set(p * channels + c, sum);
            }
        }
    }

    private void back(int image, Slices s) {
        Slice out = s.output();
        int size = height * width * channels;
        for (int i = image * size; i < (image + 1) * size; i++) {
            out.set(i, 0);
        }
        for (int p = image * places; p < (image + 1) * places; p++) {
            int n = corners(image, s.input(1).get(p), s.input(2).get(p));
            for (int k = 0; k < n; k++) {
                for (int c = 0; c < channels; c++) {
                    out.set(at[k] + c, out.get(at[k] + c) + weight[k] * s.input(0).get(p * channels + c));
                }
            }
        }
    }

    /** Finds the pixels that a place is made of, with their weights; how many there are. */
    private int corners(int image, double row, double column) {
        if (!op.bilinear()) {
            return corner(image, nearest(row), nearest(column), 1, 0);
        }
        double top = Math.floor(row);
        double left = Math.floor(column);
        int n = 0;
        for (int k = 0; k < 4; k++) {
            double down = k / 2 == 0 ? 1 - (row - top) : row - top;
            double right = k % 2 == 0 ? 1 - (column - left) : column - left;
            n = corner(image, (int) top + k / 2, (int) left + k % 2, down * right, n);
        }
        return n;
    }

    private int corner(int image, int row, int column, double w, int n) {
        int r = op.fill().fold(row, height);
        int c = op.fill().fold(column, width);
        if (r < 0 || c < 0) {
            return n;
        }
        at[n] = ((image * height + r) * width + c) * channels;
        weight[n] = w;
        return n + 1;
    }

    private static int nearest(double place) {
        return (int) (place < 0 ? Math.ceil(place - 0.5) : Math.floor(place + 0.5));
    }
}
