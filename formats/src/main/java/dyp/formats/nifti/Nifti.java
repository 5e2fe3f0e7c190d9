package dyp.formats.nifti;

import dyp.formats.file.Strides;
import dyp.formats.file.Unpacked;
import dyp.store.Fault;
import dyp.store.SafeFile;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Volumes in NIfTI files of versions 1 and 2, {@code .nii} and {@code .nii.gz}. Numbers are scaled as the header says (slope and intercept), axes
 * put in the order right, front, up, lengths turned into millimetres.
 */
public final class Nifti {
    private Nifti() {}

    /**
     * Reads a file.
     *
     * @throws dyp.tensor.DypException where it is damaged, truncated, of another kind, or holds numbers that are not read
     */
    public static Volume read(Path file) {
        return read(file, true);
    }

    /** The same with the axes in the order and the direction in which the file has them. */
    public static Volume readAsStored(Path file) {
        return read(file, false);
    }

    private static Volume read(Path file, boolean turn) {
        return Unpacked.read(file, content -> {
            ByteBuffer start = content.bytes(Header.FIRST, "a NIfTI header");
            boolean second = size(start) == Header.SECOND;
            if (second) {
                ByteBuffer rest = content.bytes(Header.SECOND - Header.FIRST, "the header of NIfTI 2");
                start = ByteBuffer.allocate(Header.SECOND).order(start.order()).put(start).put(rest).flip();
            }
            requireMark(start, second);
            Header header = Header.of(start, second);
            content.skip(header.voxels() - start.limit());
            long count = 1;
            for (int d : header.dims()) {
                count *= d;
            }
            ByteBuffer numbers = content.bytes(count * header.type().bytes(), "its voxels").order(start.order());
            SafeFile.requireMemory(count * (Float.BYTES + header.type().bytes()));
            return volume(header, numbers, turn);
        });
    }

    /** The header's length, which says the byte order as well. */
    private static int size(ByteBuffer header) throws IOException {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            int size = header.order(order).getInt(0);
            if (size == Header.FIRST || size == Header.SECOND) {
                return size;
            }
        }
        throw new Fault("is no NIfTI file: it does not begin with the length of its header, 348 or 540.");
    }

    private static void requireMark(ByteBuffer header, boolean second) throws Fault {
        String mark = new String(header.array(), second ? 4 : 344, 3, StandardCharsets.ISO_8859_1);
        if (mark.equals("ni1") || mark.equals("ni2")) {
            throw new Fault("is one of a pair, a header (.hdr) whose numbers lie in another file (.img), which is not followed. Save both as one .nii file.");
        }
        if (!mark.equals(second ? "n+2" : "n+1")) {
            throw new Fault("is no NIfTI file: it has no mark 'n+1' or 'n+2'. Files of the older Analyze format do not say which side is left; save it as NIfTI.");
        }
    }

    private static Volume volume(Header header, ByteBuffer numbers, boolean turn) {
        double[][] m = header.affine();
        int[] order = turn ? Affine.order(m) : new int[] {0, 1, 2};
        int[] stored = header.dims();
        int[] dims = stored.clone();
        long[] strides = new long[dims.length], storedStrides = new long[dims.length];
        for (int i = 0; i < dims.length; i++) {
            storedStrides[i] = i == 0 ? 1 : storedStrides[i - 1] * stored[i - 1];
            strides[i] = storedStrides[i];
        }
        long offset = 0;
        double[][] turned = new double[3][4];
        for (int i = 0; i < 3; i++) {
            turned[i][3] = m[i][3];
        }
        for (int axis = 0; axis < 3; axis++) {
            boolean backwards = order[axis] < 0;
            int from = backwards ? ~order[axis] : order[axis];
            dims[axis] = stored[from];
            strides[axis] = backwards ? -storedStrides[from] : storedStrides[from];
            offset += backwards ? (stored[from] - 1) * storedStrides[from] : 0;
            for (int i = 0; i < 3; i++) {
                turned[i][axis] = backwards ? -m[i][from] : m[i][from];
                turned[i][3] += backwards ? m[i][from] * (stored[from] - 1) : 0;
            }
        }
        NDArray voxels = NDArray.zeros(Shape.of(dims));
        float[] into = voxels.floats();
        Strides.walk(voxels.shape(), offset, strides, (i, place) -> into[i] = (float) (header.type().at(numbers, place) * header.slope() + header.intercept()));
        return new Volume(voxels, Affine.spacing(turned), turned);
    }
}
