package dyp.labs.ecg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dyp.store.Npy;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that beats come in, and what is said of wrong ones. */
class EcgFilesTest {
    private static final List<String> TWO = List.of("sick", "well");

    @TempDir
    private Path folder;

    static Path shared(String name) {
        Path path = Path.of(System.getProperty("dyp.shared", "../../shared")).resolve("data").resolve(name);
        assumeTrue(Files.exists(path), path + " is not there (-Ddyp.shared=FOLDER says where); skipped.");
        return path;
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private String refused() {
        return assertThrows(DypException.class, () -> UcrFiles.read(folder, "A", TWO)).getMessage();
    }

    /** Whatever the file is, the same beats. */
    @Test
    void allFormatsSayTheSame() throws IOException {
        write("A_TRAIN.txt", "  -1.0000000e+00   1.0  2.0 3.0\n   1   3 1 2\n");
        write("A_TEST.csv", "label,a,b,c\n1,3,1,2\n-1.0,1,2,3\n");
        UcrFiles set = UcrFiles.read(folder, "A", TWO);
        assertArrayEquals(new int[] {0, 1}, set.train().y().ints());
        assertArrayEquals(new int[] {1, 0}, set.test().y().ints());
        assertArrayEquals(new float[] {-1.2247449f, 0, 1.2247449f}, set.train().curve(0), 1e-6f);
        assertArrayEquals(set.train().curve(1), set.test().curve(0));
        Files.delete(folder.resolve("A_TEST.csv"));
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("A_TEST.csv.gz")))) {
            out.write("1,3,1,2\n-1,1,2,3\n".getBytes());
        }
        assertEquals(set.test().x(), UcrFiles.read(folder, "A", TWO).test().x());
        Files.delete(folder.resolve("A_TEST.csv.gz"));
        Npy.write(folder.resolve("A_TEST.npy"), NDArray.of(new float[][] {{1, 3, 1, 2}, {-1, 1, 2, 3}}));
        assertEquals(set.test().x(), UcrFiles.read(folder, "A", TWO).test().x());
        Files.delete(folder.resolve("A_TEST.npy"));
        write("A_TEST.tsv", "1\t3\t1\t2\n-1\t1\t2\t3\n");
        assertEquals(set.test().x(), UcrFiles.read(folder, "A", TWO).test().x());
    }

    @Test
    void wrongFilesAreNamed() throws IOException {
        assertTrue(refused().contains("There is no A_TRAIN.txt"), refused());
        write("A_TRAIN.txt", "1 1 2 3\n2 3 1 2\n");
        assertTrue(refused().contains("There is no A_TEST.txt"), refused());
        write("A_TEST.txt", "1 1 2 3 4\n");
        assertTrue(refused().contains("curves of 3 points") && refused().contains("of 4"), refused());
        write("A_TEST.txt", "3 1 2 3\n");
        assertTrue(refused().contains("A_TEST.txt has the class 3.0 in row 0"), refused());
        write("A_TEST.txt", "1 1 2 x\n");
        assertTrue(refused().contains("A_TEST.txt"), refused());
        write("A_TEST.txt", "1 1 2 NaN\n");
        assertTrue(refused().contains("A_TEST.txt"), refused());
        write("A_TEST.txt", "");
        assertTrue(refused().contains("A_TEST.txt is empty"), refused());
        write("A_TEST.txt", "1 1 2\n1 1 2 3\n");
        assertTrue(refused().contains("A_TEST.txt has 4 cells in line 2"), refused());
        // One class alone.
        write("A_TRAIN.txt", "1 1 2 3\n1 3 1 2\n");
        write("A_TEST.txt", "1 1 2 3\n");
        assertTrue(refused().contains("has the classes [1.0], but A has 2: [sick, well]"), refused());
        assertTrue(assertThrows(DypException.class, () -> UcrFiles.read(folder.resolve("A_TEST.txt"), "A", TWO)).getMessage().contains("is no folder"));
    }

    @Test
    void ecg5000() {
        UcrFiles set = UcrFiles.read(shared("ecg5000"), "ECG5000", UcrBeats.ecg5000().kinds());
        assertArrayEquals(new int[] {292, 177, 10, 19, 2}, set.train().counts());
        assertArrayEquals(new int[] {2626, 1590, 86, 175, 22}, set.test().counts());
        assertEquals(140, set.train().length());
        assertEquals(List.of("ECG5000_TRAIN.txt", "ECG5000_TEST.csv.gz"), set.files().stream().map(f -> f.getFileName().toString()).toList());
    }

    @Test
    void ecg200() {
        UcrFiles set = UcrFiles.read(shared("ecg200"), "ECG200", UcrBeats.ecg200().kinds());
        assertArrayEquals(new int[] {31, 69}, set.train().counts());
        assertArrayEquals(new int[] {36, 64}, set.test().counts());
    }

    @Test
    void aRawRecord() {
        Path place = shared("mitbih-sample");
        List<EcgRecord> records = WfdbBeats.read(place);
        assertEquals(1, records.size());
        EcgRecord r = records.getFirst();
        assertEquals(360, r.frequency());
        assertEquals(650_000, r.signal().length);
        assertEquals(77, r.peaks()[0]);
        assertArrayEquals(new long[] {2239, 33, 1}, new long[] {count(r, 0), count(r, 1), count(r, 2)});
        assertEquals(r.peaks().length, WfdbBeats.read(place.resolve("100.hea")).getFirst().peaks().length);
        assertEquals(3, WfdbBeats.files(place.resolve("100.hea")).size());
        Beats beats = BeatCutter.usual().cut(records, EcgRecord.AAMI);
        assertEquals(2271, beats.size(), 2);
        // The premature ones are premature: what the second channel says just before the R wave.
        double[] cycle = new double[4];
        for (int i = 0; i < beats.size(); i++) {
            cycle[(int) beats.y().at(i)] += beats.x().get(i, 36, 1) / beats.counts()[(int) beats.y().at(i)];
        }
        assertTrue(cycle[0] > 0.93 && cycle[0] < 1.05 && cycle[1] < 0.85, Arrays.toString(cycle));
    }

    private static long count(EcgRecord r, int kind) {
        return Arrays.stream(r.kinds()).filter(k -> k == kind).count();
    }

    @Test
    void foldersWithoutRecordsAreNamed() throws IOException {
        assertTrue(assertThrows(DypException.class, () -> WfdbBeats.read(folder)).getMessage().contains("no file ends in .hea"));
        assertTrue(assertThrows(DypException.class, () -> WfdbBeats.read(folder.resolve("none"))).getMessage().contains("is no folder"));
        write("a.hea", "a 1 360 4\na.dat 16 200 12 0 0 0 0 I\n");
        assertTrue(assertThrows(DypException.class, () -> WfdbBeats.read(folder)).getMessage().contains("a.atr is missing"));
    }
}
