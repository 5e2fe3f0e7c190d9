package dyp.formats.safetensors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
    @TempDir
    private Path folder;

    private static Map<String, NDArray> arrays() {
        var random = new Random(3);
        Map<String, NDArray> all = new LinkedHashMap<>();
        all.put("fc.weight", NDArray.generate(Shape.of(3, 5), _ -> random.nextGaussian()));
        all.put("steps", NDArray.of(new int[] {7, -1}));
        all.put("scale", NDArray.scalar(0.5f));
        return all;
    }

    @Test
    void whatWasWrittenIsRead() {
        Path file = folder.resolve("a.safetensors");
        Safetensors.write(file, arrays(), Map.of("format", "pt"));
        assertEquals(arrays(), Safetensors.read(file));
    }

    @Test
    void pyTorchsFilesAreRead() {
        Path file = Path.of(System.getProperty("dyp.shared", "../../shared")).resolve("fixtures/torch/linear/model.safetensors");
        assumeTrue(Files.exists(file), "PyTorch's files are not at " + file + " (-Ddyp.shared=FOLDER says where); skipped.");
        Map<String, NDArray> all = Safetensors.read(file);
        assertTrue(all.containsKey("weight") && all.get("weight").shape().rank() == 2, all.keySet().toString());
    }

    @Test
    void anArrayLargerThanItsFileIsRefusedBeforeMemoryIsTaken() throws IOException {
        String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[100000,100000],\"data_offsets\":[0,16]}}";
        byte[] bytes = new byte[8 + header.length() + 16];
        bytes[0] = (byte) header.length();
        System.arraycopy(header.getBytes(), 0, bytes, 8, header.length());
        Path file = folder.resolve("bomb.safetensors");
        Files.write(file, bytes);
        assertTrue(assertThrows(DypException.class, () -> Safetensors.read(file)).getMessage().contains("is damaged: a, F32 [100000,100000]"));
    }
}
