package dyp.formats.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.formats.file.Shared;
import dyp.formats.safetensors.Safetensors;
import dyp.formats.torch.PickleWriter.Call;
import dyp.formats.torch.PickleWriter.Name;
import dyp.formats.torch.PickleWriter.Tuple;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files are made byte by byte as PyTorch 2.13 writes them; the reader was also held against files of its own. */
class TorchFileTest {
    @TempDir
    private Path folder;

    private Path file(byte[] content) {
        try {
            return Files.write(folder.resolve("model.pt"), content);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String refused(byte[] content) {
        return assertThrows(DypException.class, () -> TorchFile.read(file(content))).getMessage().substring(file(content).toString().length());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void stateDictsOfBothFormats(boolean older) {
        Map<String, NDArray> read = TorchFile.read(file(TorchWriter.example(older)));
        assertEquals(List.of("fc.weight", "fc.bias", "steps"), List.copyOf(read.keySet()));
        assertEquals(NDArray.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3), read.get("fc.weight"));
        assertEquals(NDArray.of(new int[] {7}), read.get("steps"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void viewsOfOneStorage(boolean older) {
        TorchWriter w = new TorchWriter(older);
        ByteBuffer numbers = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 6; i++) {
            numbers.putFloat(i);
        }
        String key = w.storage(numbers.array(), 4);
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("turned", w.view(key, "FloatStorage", 0, new int[] {3, 2}, new int[] {1, 3}));
        state.put("part", w.view(key, "FloatStorage", 1, new int[] {2}, new int[] {2}));
        state.put("repeated", w.view(key, "FloatStorage", 5, new int[] {2, 2}, new int[] {0, 0}));
        state.put("one", w.view(key, "FloatStorage", 4, new int[0], new int[0]));
        state.put("none", w.view(key, "FloatStorage", 0, new int[] {0, 3}, new int[] {3, 1}));
        Map<String, NDArray> read = TorchFile.read(file(w.file(state)));
        assertEquals(NDArray.of(new float[] {0, 3, 1, 4, 2, 5}, 3, 2), read.get("turned"));
        assertEquals(NDArray.of(new float[] {1, 3}), read.get("part"));
        assertEquals(NDArray.of(new float[] {5, 5, 5, 5}, 2, 2), read.get("repeated"));
        assertEquals(NDArray.scalar(4), read.get("one"));
        assertEquals(NDArray.of(new float[0], 0, 3), read.get("none"));
    }

    @ParameterizedTest
    @CsvSource({"DoubleStorage, 8, 00 00 00 00 00 00 f8 bf, -1.5", "HalfStorage, 2, 00 be, -1.5", "BFloat16Storage, 2, c0 bf, -1.5", "LongStorage, 8, fe ff ff ff ff ff ff ff, -2",
            "ShortStorage, 2, fe ff, -2", "CharStorage, 1, fe, -2", "ByteStorage, 1, fe, 254", "BoolStorage, 1, 01, 1"})
    void typesOfNumbers(String type, int each, String bytes, double value) {
        TorchWriter w = new TorchWriter(false);
        String key = w.storage(java.util.HexFormat.ofDelimiter(" ").parseHex(bytes), each);
        NDArray read = TorchFile.read(file(w.file(Map.of("a", w.view(key, type, 0, new int[] {1}, new int[] {1}))))).get("a");
        assertEquals(value, read.at(0));
        assertEquals(value == Math.rint(value), read.dtype() == dyp.tensor.DType.INT32);
    }

    @Test
    void nestedContainersByPathOrByPart() {
        TorchWriter w = new TorchWriter(false);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("epoch", 5);
        all.put("state_dict", new LinkedHashMap<>(Map.of("fc.bias", new Call(new Name("torch._utils", "_rebuild_parameter"),
                Arrays.asList(w.tensor(NDArray.of(new float[] {2})), true, null)))));
        all.put("steps", List.of(w.tensor(NDArray.of(new int[] {1})), new Tuple(w.tensor(NDArray.of(new int[] {2})), null, 0.5, 9L)));
        Path file = file(w.file(all));
        assertEquals(List.of("state_dict.fc.bias", "steps.0", "steps.1.0"), List.copyOf(TorchFile.read(file).keySet()));
        assertEquals(Map.of("fc.bias", NDArray.of(new float[] {2})), TorchFile.read(file, "state_dict"));
        assertTrue(assertThrows(DypException.class, () -> TorchFile.read(file, "model")).getMessage().endsWith("has no part 'model'; there are 'epoch', 'state_dict', 'steps'."));
        assertTrue(assertThrows(DypException.class, () -> TorchFile.read(file, "epoch")).getMessage().endsWith("holds no tensors in the part 'epoch'."));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingIsRun(boolean older) {
        TorchWriter w = new TorchWriter(older);
        String message = refused(w.file(Map.of("a", new Call(new Name("posix", "system"), List.of("touch " + folder.resolve("run"))))));
        assertTrue(message.startsWith(" names posix.system, which is not read: Dyp reads tensors and plain containers only, and runs no code"), message);
        assertTrue(Files.notExists(folder.resolve("run")));
        assertTrue(refused(w.file(Map.of("a", new Call(new Name("numpy.core.multiarray", "scalar"), List.of())))).contains("values of NumPy"));
        assertTrue(refused(w.file(new Call(new Name("torch.nn.modules.linear", "Linear"), List.of()))).contains("a whole model as Python objects"));
        assertTrue(refused(w.file(new Call(new Name("torch._utils", "_rebuild_sparse_tensor"), List.of()))).contains("sparse, quantized"));
    }

    /** A whole network of PyTorch's, with its names and shapes. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWholeNetwork(boolean older) {
        Map<String, NDArray> expected = Safetensors.read(Shared.path("fixtures/torch/resnet_tiny/model.safetensors"));
        TorchWriter w = new TorchWriter(older);
        Map<String, Object> state = new LinkedHashMap<>();
        expected.forEach((name, value) -> state.put(name, w.tensor(value)));
        assertEquals(expected, TorchFile.read(file(w.file(state))));
    }

    @Test
    void keysAreTextsAndNumbers() {
        TorchWriter w = new TorchWriter(false);
        Map<Object, Object> numbered = new LinkedHashMap<>();
        numbered.put(0, w.tensor(NDArray.of(new float[] {1})));
        numbered.put(12L, w.tensor(NDArray.of(new float[] {2})));
        assertEquals(List.of("state.0", "state.12"), List.copyOf(TorchFile.read(file(w.file(Map.of("state", numbered)))).keySet()));
        assertTrue(refused(w.file(Map.of(new Tuple("a", "b"), 1))).contains("keys are neither texts nor numbers"));
        assertTrue(refused(w.file(Map.of(new Name("a", "b"), 1))).contains("keys are neither texts nor numbers"));
    }

    @Test
    void otherArchivesAreRecognised() {
        assertTrue(refused(TorchWriter.zip(Map.of("m/data.pkl", new byte[] {1}, "m/constants.pkl", new byte[] {1}, "m/code/__torch__.py", new byte[] {1}))).startsWith(" is a TorchScript archive"));
        assertTrue(refused(TorchWriter.zip(Map.of("config.json", new byte[] {1}))).contains("none of PyTorch's"));
        assertTrue(refused(new byte[] {1, 2, 3, 4, 5}).contains("neither a zip archive nor begins with PyTorch's mark"));
        assertTrue(refused(new byte[0]).contains("neither a zip archive"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sizesAreHeldAgainstTheFile(boolean older) {
        TorchWriter w = new TorchWriter(older);
        String key = w.storage(new byte[16], 4);
        assertTrue(refused(w.file(Map.of("a", w.view(key, "FloatStorage", 0, new int[] {5}, new int[] {1})))).contains("does not lie within its 4 numbers"));
        assertTrue(refused(w.file(Map.of("a", w.view(key, "FloatStorage", 0, new int[] {2, 1 << 30}, new int[] {1, 1 << 30})))).contains("does not lie within"));
        assertTrue(refused(w.file(Map.of("a", w.view(key, "FloatStorage", 0, new int[] {1 << 15, 1 << 15}, new int[] {0, 0})))).contains("repeat the file's numbers"));
        assertTrue(refused(w.file(Map.of("a", w.view("9", "FloatStorage", 0, new int[] {4}, new int[] {1})))).contains(older ? "numbers that no tensor refers to" : "has no archive/data/9"));
    }

    @Test
    void picklesWithoutEndAreRefused() {
        TorchWriter w = new TorchWriter(false);
        // A list that holds itself; then lists that each hold the one before twice.
        byte[] circle = {']', 'q', 0, 'h', 0, 'a'};
        assertTrue(refused(w.file(circle)).contains("in one another"));
        byte[] doubling = new byte[2 + 40 * 5];
        doubling[0] = ']';
        doubling[1] = '0';
        int at = 2;
        for (int i = 0; i < 40; i++) {
            for (int b : i == 0 ? new int[] {']', 'q', 0, '2', '2'} : new int[] {0x86, 'q', i, '2', '2'}) {
                doubling[at++] = (byte) b;
            }
        }
        assertTrue(refused(w.file(doubling)).contains("in one another"), "the same list many times over");
        assertTrue(refused(w.file(new byte[] {'('})).contains("makes no sense"));
        assertTrue(refused(w.file(new byte[] {'X', -1, -1, -1, 127})).contains("breaks off"));
    }
}
