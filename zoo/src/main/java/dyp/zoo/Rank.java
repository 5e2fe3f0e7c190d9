package dyp.zoo;

import static dyp.nn.Layers.*;

import dyp.nn.Layer;
import dyp.nn.Symbol;
import dyp.op.Padding;
import dyp.tensor.DypException;

/** Layers for signals (length, channels), pictures (height, width, channels) and volumes (depth, height, width, channels) alike. */
final class Rank {
    private Rank() {}

    /** How many axes there are besides the channels. */
    static int of(Symbol x) {
        return x.shape().rank() - 1;
    }

    static Layer conv(int rank, int filters, int kernel, int stride, Padding padding, boolean bias) {
        return switch (rank) {
            case 1 -> conv1d(filters, kernel).strides(stride).padding(padding).useBias(bias);
            case 2 -> conv2d(filters, kernel).strides(stride).padding(padding).useBias(bias);
            case 3 -> conv3d(filters, kernel).strides(stride).padding(padding).useBias(bias);
            default -> throw other(rank);
        };
    }

    /** Twice as many places along each axis. */
    static Layer up(int rank, int filters) {
        return switch (rank) {
            case 1 -> conv1dTranspose(filters, 2).strides(2);
            case 2 -> conv2dTranspose(filters, 2).strides(2);
            case 3 -> conv3dTranspose(filters, 2).strides(2);
            default -> throw other(rank);
        };
    }

    /** So many zeros at each end of each axis. */
    static Layer pad(int rank, int n) {
        return switch (rank) {
            case 1 -> zeroPadding1d(n);
            case 2 -> zeroPadding2d(n);
            case 3 -> zeroPadding3d(n);
            default -> throw other(rank);
        };
    }

    static Layer maxPool(int rank, int size, int stride) {
        return switch (rank) {
            case 1 -> maxPooling1d(size).strides(stride);
            case 2 -> maxPooling2d(size).strides(stride);
            case 3 -> maxPooling3d(size).strides(stride);
            default -> throw other(rank);
        };
    }

    static Layer globalAverage(int rank) {
        return switch (rank) {
            case 1 -> globalAveragePooling1d();
            case 2 -> globalAveragePooling2d();
            case 3 -> globalAveragePooling3d();
            default -> throw other(rank);
        };
    }

    private static DypException other(int rank) {
        return new DypException("There are networks for signals (length, channels), pictures (height, width, channels) and volumes (depth, height, width,"
                + " channels), but the input has " + rank + " axes besides the channels.");
    }
}
