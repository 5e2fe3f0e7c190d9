package dyp.cpu.vector;

import dyp.op.FillMode;
import dyp.op.Sample;
import dyp.op.Tensor;
import dyp.runtime.Blocks;
import dyp.runtime.Slices;
import dyp.runtime.Step;
import dyp.tensor.Shape;
import java.util.Arrays;

/**
 * Pictures read between their pixels, and the way back. Plain loops: the places are anywhere, so there is nothing to load as a
 * vector. A task has whole pictures, so on the way back no two tasks write the same place.
 */
final class SampleKernel {
    private final boolean bilinear;
    private final FillMode fill;
    private final boolean back;
    private final int height;
    private final int width;
    private final int channels;
    private final int places;
    private final float[] rows;
    private final int rowsOffset;
    private final float[] columns;
    private final int columnsOffset;
    /** The pictures, and what is read of them. */
    private final float[] x;
    private final int xo;
    private final float[] y;
    private final int yo;

    private SampleKernel(Sample op, Tensor node, Slices s) {
        bilinear = op.bilinear();
        fill = op.fill();
        back = op instanceof Sample.Back;
        Shape picture = back ? node.shape() : node.input(0).shape();
        height = picture.dim(1);
        width = picture.dim(2);
        channels = picture.dim(3);
        places = node.input(1).shape().sample().size();
        rows = s.input(1).floats();
        rowsOffset = s.input(1).offset();
        columns = s.input(2).floats();
        columnsOffset = s.input(2).offset();
        x = (back ? s.output() : s.input(0)).floats();
        xo = (back ? s.output() : s.input(0)).offset();
        y = (back ? s.input(0) : s.output()).floats();
        yo = (back ? s.input(0) : s.output()).offset();
    }

    static Step bind(Sample op, Tensor node, Slices s) {
        SampleKernel kernel = new SampleKernel(op, node, s);
        return Blocks.over(node.input(1).shape().dim(0), 4L * kernel.places * kernel.channels, (from, to, lane) -> {
            for (int image = from; image < to; image++) {
                kernel.run(image);
            }
        });
    }

    private void run(int image) {
        int picture = xo + image * height * width * channels;
        if (back) {
            Arrays.fill(x, picture, picture + height * width * channels, 0);
        }
        for (int p = image * places; p < (image + 1) * places; p++) {
            float row = rows[rowsOffset + p];
            float column = columns[columnsOffset + p];
            int out = yo + p * channels;
            int top = bilinear ? (int) Math.floor(row) : nearest(row);
            int left = bilinear ? (int) Math.floor(column) : nearest(column);
            float down = row - (float) Math.floor(row);
            float right = column - (float) Math.floor(column);
            if (bilinear && !back && top >= 0 && top < height - 1 && left >= 0 && left < width - 1) {
                inside(picture + (top * width + left) * channels, down, right, out);
                continue;
            }
            if (!back) {
                Arrays.fill(y, out, out + channels, 0);
            }
            if (!bilinear) {
                corner(picture, top, left, 1, out);
                continue;
            }
            corner(picture, top, left, (1 - down) * (1 - right), out);
            corner(picture, top, left + 1, (1 - down) * right, out);
            corner(picture, top + 1, left, down * (1 - right), out);
            corner(picture, top + 1, left + 1, down * right, out);
        }
    }

    /** Most places: all four pixels are there. */
    private void inside(int at, float down, float right, int out) {
        int below = at + width * channels;
        for (int k = 0; k < channels; k++) {
            y[out + k] = (1 - down) * (1 - right) * x[at + k] + (1 - down) * right * x[at + channels + k]
                    + down * (1 - right) * x[below + k] + down * right * x[below + channels + k];
        }
    }

    /** Adds a pixel's share to what is read, or on the way back what was read to the pixel. */
    private void corner(int picture, int row, int column, float weight, int out) {
        int r = fill.fold(row, height);
        int c = fill.fold(column, width);
        if (r < 0 || c < 0) {
            return;
        }
        int at = picture + (r * width + c) * channels;
        if (back) {
            for (int k = 0; k < channels; k++) {
                x[at + k] += weight * y[out + k];
            }
        } else {
            for (int k = 0; k < channels; k++) {
                y[out + k] += weight * x[at + k];
            }
        }
    }

    private static int nearest(float place) {
        return (int) (place < 0 ? Math.ceil(place - 0.5f) : Math.floor(place + 0.5f));
    }
}
