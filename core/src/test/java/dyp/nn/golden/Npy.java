package dyp.nn.golden;

import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads NumPy's .npy, version 1, little-endian float32 and int32 in C order. */
public final class Npy {
    private Npy() {}

    public static NDArray read(Path file) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            int length = bytes.getShort(8);
            String header = new String(bytes.array(), 10, length, StandardCharsets.US_ASCII);
            if (header.contains("True")) {
                throw new IllegalArgumentException(file + " is in Fortran order");
            }
            String dims = header.replaceAll(".*\\(|\\).*|\\s", "");
            int[] shape = Arrays.stream(dims.split(",")).filter(s -> !s.isEmpty()).mapToInt(Integer::parseInt).toArray();
            bytes.position(10 + length);
            NDArray a = NDArray.zeros(header.contains("<i4") ? DType.INT32 : DType.FLOAT32, Shape.of(shape));
            if (a.dtype() == DType.INT32) {
                bytes.asIntBuffer().get(a.ints());
            } else {
                bytes.asFloatBuffer().get(a.floats());
            }
            return a;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
