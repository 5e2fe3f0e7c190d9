package dyp.formats.hostile;

import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.input;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dyp.formats.file.Archives;
import dyp.formats.hdf5.Hdf5;
import dyp.formats.hdf5.Hdf5Writer;
import dyp.formats.torch.TorchFile;
import dyp.formats.torch.TorchWriter;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import dyp.train.Sequential;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files made to take all memory, to lead elsewhere, or to have no end. */
class BombsTest {
    /** By h5py 3.16: a packed array of 60 million zeros, 240 MB, in 6 KB. */
    private static final String PACKED = "H4sIAAAAAAACA+v0cHHj5ZLiYgABDg4GFgYBBmTwHwqeyaDyYfIJUJoRSndA6RVMMHFGsJwEVFwQaj66upAgV1eQ6v9oAGaPAQuE5mAYBSMReLg6BoDoCCgf"
            + "lkpPMKGqS0RLjx4U2svIwAYxixHGh6RkRkaoQPtkZmSaGSgPkhFUkGeAJFkFBnEOBvF6qHmswBQMkmdiZgIbwA2UZwSbBzOfA5xjUlLTchJLUqFmgNI9xF5m"
            + "JqYKVoiQgxM/XBopJ9IWBPv5uzCCXQkBCsyjaZMcACrvGLGUd3b82NWv4EXlgyIfBFhGg3IUjIJRMApGwSgYtqAi7u1BRmAbgOPAAvPNsy6+fdhwi3M0VEbB"
            + "KBgFo2AUjIJRMApGwSgYBaNgFIwCSLf5LUMuF8MBAH1oOJPmHAAA";
    /** By h5py: a link to another file. */
    private static final String LINK = "H4sIAAAAAAACA+v0cHHj5ZLiYubgYICB/1CwGco3gNJTQ8O6/T1cgpgYKpiEkBXCABcTAyMDA5sIAwMjhwNjBS8DQ35JRmqRXoYpg34iA4MDA8Xgm+MvLQCC"
            + "9xE6swAAAA==";
    /** By h5py: a group that holds itself. */
    private static final String CIRCLE = "H4sIAAAAAAACA+v0cHHj5ZLiYgABDg4GFgYBBmTwHwoKOFD5MPkEKM0IpTug9AommDgjWE4CKi4INR9dXUiQqytI9X80ALPnASuE5mAYBSMReLg6BoDoCCgf"
            + "lkpPMKGqS0RLjx4U2gtKvUxY0q8HM4SfwUpc+tVgH02/o+kXM/12sKKqS6Jy+g3283cBpWFYulNgRjMfLR2PgtFwpCUAAOdWDMlwCAAA";
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    @TempDir
    private Path folder;

    private static byte[] unpacked(String text) {
        return Archives.gunzip(Base64.getDecoder().decode(text));
    }

    /** Refused for this reason, with little memory. */
    private static void refused(String reason, Runnable read) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        String message = assertThrows(DypException.class, read::run).getMessage();
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertTrue(message.contains(reason), message);
        assertTrue(bytes < 32 << 20, bytes + " bytes were taken");
    }

    @Test
    void hdf5() throws IOException {
        Path packed = Files.write(folder.resolve("packed.h5"), unpacked(PACKED));
        refused("holds 60000000 numbers, more than a file of", () -> Hdf5.read(packed, "packed.h5"));
        Path link = Files.write(folder.resolve("link.h5"), unpacked(LINK));
        refused("has a link at 'x', which is refused", () -> Hdf5.read(link, "link.h5"));
        refused("has a link at 'x', which is refused", () -> Hdf5.read(unpacked(LINK), "link.h5"));
        Path circle = Files.write(folder.resolve("circle.h5"), unpacked(CIRCLE));
        refused("in a circle", () -> Hdf5.read(circle, "circle.h5"));
    }

    @ParameterizedTest
    @ValueSource(ints = {100_000, 20_000_000})
    void layersAskForNoMoreThanTheFileHolds(int units) throws IOException {
        Path file = folder.resolve("model.keras");
        Sequential.of(input(100), dense(7), dense(2)).save(file);
        Map<String, byte[]> entries = Archives.unzip(Files.readAllBytes(file));
        String config = new String(entries.get("config.json"), StandardCharsets.UTF_8);
        assertTrue(config.contains("\"units\":7"), config);
        String huge = config.replace("\"units\":7", "\"units\":" + units);
        entries.put("config.json", huge.getBytes(StandardCharsets.UTF_8));
        Files.write(file, Archives.zip(entries));
        refused("more than all weights that are to be loaded", () -> Model.load(file));
        Path older = folder.resolve("model.h5");
        new Hdf5Writer().attach("", "model_config", huge).put("model_weights/dense/kernel", NDArray.zeros(Shape.of(100, 7))).replace(older);
        refused("more than all weights that are to be loaded", () -> Model.load(older));
    }

    @Test
    void archives() throws IOException {
        Map<String, byte[]> entries = Archives.unzip(TorchWriter.example(false));
        entries.put("archive/data.pkl", new byte[256 << 20]);
        Path bomb = Files.write(folder.resolve("bomb.pt"), Archives.zip(entries));
        assertTrue(Files.size(bomb) < 1 << 20);
        refused("archive/data.pkl is 268435456 bytes long, which is more than Dyp reads from a file of this size", () -> TorchFile.read(bomb));
        Path weights = folder.resolve("bomb.keras");
        Sequential.of(input(3), dense(2)).save(weights);
        Map<String, byte[]> model = Archives.unzip(Files.readAllBytes(weights));
        model.put("model.weights.h5", new byte[256 << 20]);
        Files.write(weights, Archives.zip(model));
        refused("model.weights.h5 is 268435456 bytes long", () -> Model.load(weights));
    }

    /** Names in archives are names of entries, and nothing else: what leads elsewhere is not there. */
    @Test
    void namesLeadNowhere() throws IOException {
        Path outside = Files.write(folder.resolve("0"), new byte[24]);
        Map<String, byte[]> entries = Archives.unzip(TorchWriter.example(false));
        byte[] pickle = entries.get("archive/data.pkl");
        String text = new String(pickle, StandardCharsets.ISO_8859_1);
        // The first storage's key, a text of one letter, becomes a path of the same length and more.
        String key = "X\1\0\0\0" + "0", path = outside.toString();
        assertTrue(text.contains(key));
        entries.put("archive/data.pkl", text.replace(key, "X" + (char) path.length() + "\0\0\0" + path).getBytes(StandardCharsets.ISO_8859_1));
        Path file = Files.write(folder.resolve("a.pt"), Archives.zip(entries));
        refused("has no archive/data/" + outside, () -> TorchFile.read(file));
    }
}
