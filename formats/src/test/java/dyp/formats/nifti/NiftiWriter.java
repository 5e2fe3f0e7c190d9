package dyp.formats.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Small NIfTI files. */
public final class NiftiWriter {
    private NiftiWriter() {}

    /** A volume of 4x3x2 int16 numbers 0, 1, 2 ... in the file's order, scaled by 0.5 and 10, with a matrix that says where voxels lie. */
    public static byte[] example(boolean second, ByteOrder order) {
        return header(second, order, new float[] {-2, 0, 0, 5, 0, 0, 3, -7, 0, 4, 0, 1}).array();
    }

    static ByteBuffer header(boolean second, ByteOrder order, float[] matrix) {
        int start = second ? 544 : 352;
        ByteBuffer b = ByteBuffer.allocate(start + 48).order(order);
        b.putInt(0, second ? 540 : 348);
        int[] dims = {3, 4, 3, 2, 1, 1, 1, 1};
        float[] pixdim = {1, 2, 4, 3, 0, 0, 0, 0};
        for (int i = 0; i < 8; i++) {
            if (second) {
                b.putLong(16 + 8 * i, dims[i]).putDouble(104 + 8 * i, pixdim[i]);
            } else {
                b.putShort(40 + 2 * i, (short) dims[i]).putFloat(76 + 4 * i, pixdim[i]);
            }
        }
        if (second) {
            b.put(4, "n+2\0\r\n\032\n".getBytes()).putShort(12, (short) 4).putShort(14, (short) 16).putLong(168, start).putDouble(176, 0.5).putDouble(184, 10);
            b.putInt(348, matrix == null ? 0 : 1).putInt(500, 2);
        } else {
            b.put(344, "n+1\0".getBytes()).putShort(70, (short) 4).putShort(72, (short) 16).putFloat(108, start).putFloat(112, 0.5f).putFloat(116, 10);
            b.putShort(254, (short) (matrix == null ? 0 : 1)).put(123, (byte) 2);
        }
        for (int i = 0; i < 12 && matrix != null; i++) {
            if (second) {
                b.putDouble(400 + 8 * i, matrix[i]);
            } else {
                b.putFloat(280 + 4 * i, matrix[i]);
            }
        }
        for (int i = 0; i < 24; i++) {
            b.putShort(start + 2 * i, (short) i);
        }
        return b;
    }
}
