package dyp.formats.image;

import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a camera was held: where the picture's first row and column are seen. Exif 2.3, tag 274.
 *
 * @param swap whether rows are seen as columns
 * @param down whether what is then the first row is seen at the bottom
 * @param right whether what is then the first column is seen at the right
 */
record Orientation(boolean swap, boolean down, boolean right) {
    static final Orientation UPRIGHT = new Orientation(false, false, false);
    private static final int TAG = 274;
    private static final int MOST_ENTRIES = 1000;

    /** From a TIFF header, which Exif has as well; upright where nothing sensible is said. */
    static Orientation of(ByteBuffer tiff) {
        if (tiff.limit() < 8) {
            return UPRIGHT;
        }
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long directory = Integer.toUnsignedLong(tiff.getInt(4));
        if (directory > tiff.limit() - 2) {
            return UPRIGHT;
        }
        int entries = Math.min(MOST_ENTRIES, tiff.getShort((int) directory) & 0xFFFF);
        for (int i = 0; i < entries; i++) {
            long at = directory + 2 + 12L * i;
            if (at + 12 > tiff.limit()) {
                break;
            }
            if ((tiff.getShort((int) at) & 0xFFFF) == TAG) {
                return of(tiff.getShort((int) at + 8));
            }
        }
        return UPRIGHT;
    }

    static Orientation of(int code) {
        return switch (code) {
            case 2 -> new Orientation(false, false, true);
            case 3 -> new Orientation(false, true, true);
            case 4 -> new Orientation(false, true, false);
            case 5 -> new Orientation(true, false, false);
            case 6 -> new Orientation(true, false, true);
            case 7 -> new Orientation(true, true, true);
            case 8 -> new Orientation(true, true, false);
            default -> UPRIGHT;
        };
    }

    /** The picture as it is seen. */
    NDArray upright(NDArray stored) {
        if (equals(UPRIGHT)) {
            return stored;
        }
        int h = stored.shape().dim(0), w = stored.shape().dim(1), channels = stored.shape().dim(2);
        int height = swap ? w : h, width = swap ? h : w;
        NDArray out = NDArray.zeros(Shape.of(height, width, channels));
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int row = down ? height - 1 - y : y, column = right ? width - 1 - x : x;
                int from = swap ? column * w + row : row * w + column;
                System.arraycopy(stored.floats(), from * channels, out.floats(), (y * width + x) * channels, channels);
            }
        }
        return out;
    }
}
