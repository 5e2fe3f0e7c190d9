package dyp.formats.nifti;

import dyp.formats.file.NumberType;
import dyp.store.Fault;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What the header of a NIfTI file says. Fields and their places: the headers {@code nifti1.h} and {@code nifti2.h} of the NIfTI Data Format
 * Working Group.
 *
 * @param dims lengths of 3 to 7 axes; the first three are space
 * @param voxels where the numbers begin in the file
 * @param slope what a stored number is multiplied with; then {@code intercept} is added
 * @param affine 3x4: from the indices of a voxel to millimetres to the right, to the front and up
 */
record Header(NumberType type, int[] dims, long voxels, double slope, double intercept, double[][] affine) {
    static final int FIRST = 348;
    static final int SECOND = 540;
    private static final int MOST_AXES = 7;

    /** @param b the first 348 bytes, or 540 of the second version, in the file's byte order */
    static Header of(ByteBuffer b, boolean second) throws Fault {
        int rank = second ? (int) Math.clamp(b.getLong(16), -1, 99) : b.getShort(40);
        if (rank < 1 || rank > MOST_AXES) {
            throw new Fault("is damaged: its header speaks of " + rank + " axes, and there are 1 to 7.");
        }
        int[] dims = new int[Math.max(3, rank)];
        Arrays.fill(dims, 1);
        long count = 1;
        for (int i = 0; i < rank; i++) {
            long d = second ? b.getLong(24 + 8 * i) : b.getShort(42 + 2 * i);
            if (d < 1 || d > Integer.MAX_VALUE || count * d > Integer.MAX_VALUE) {
                throw new Fault("is too large or damaged: axis " + i + " would have " + d + " elements, and one array holds 2^31 - 1 in all.");
            }
            dims[i] = (int) d;
            count *= d;
        }
        double offset = second ? b.getLong(168) : b.getFloat(108);
        int header = second ? SECOND : FIRST;
        if (!(offset >= header) || offset > Long.MAX_VALUE / 2 || offset != Math.rint(offset)) {
            throw new Fault("is damaged: its numbers would begin at byte " + offset + ".");
        }
        double slope = second ? b.getDouble(176) : b.getFloat(112);
        double intercept = second ? b.getDouble(184) : b.getFloat(116);
        boolean scaled = slope != 0 && Double.isFinite(slope);
        if (scaled && !Double.isFinite(intercept)) {
            throw new Fault("is damaged: its numbers are scaled by " + slope + " and " + intercept + ".");
        }
        return new Header(type(b.getShort(second ? 12 : 70)), dims, (long) offset, scaled ? slope : 1, scaled ? intercept : 0, Affine.of(b, second, dims));
    }

    private static NumberType type(int code) throws Fault {
        return switch (code) {
            case 2 -> NumberType.U8;
            case 4 -> NumberType.I16;
            case 8 -> NumberType.I32;
            case 16 -> NumberType.F32;
            case 64 -> NumberType.F64;
            case 256 -> NumberType.I8;
            case 512 -> NumberType.U16;
            case 768 -> NumberType.U32;
            case 1024 -> NumberType.I64;
            case 1280 -> NumberType.U64;
            default -> throw new Fault("holds numbers of NIfTI's type " + code + ", but Dyp reads whole numbers of 8 to 64 bits and floats of 32 and 64. Complex numbers,"
                    + " colours and longer floats have to be turned into one of these first.");
        };
    }
}
