package dyp.formats.csv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.data.Dataset;
import dyp.formats.file.Shared;
import dyp.store.Npy;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {
    private static final String[] HEART = {"age", "sex", "cp", "trestbps", "chol", "fbs", "restecg", "thalach", "exang", "oldpeak", "slope", "ca", "thal", "num"};
    @TempDir
    private Path folder;

    private Path file(String text) {
        return file(text.getBytes(StandardCharsets.UTF_8));
    }

    private Path file(byte[] content) {
        try {
            return Files.write(folder.resolve("table.csv"), content);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void refused(String reason, CsvFormat format, String text) {
        String message = assertThrows(DypException.class, () -> format.read(file(text))).getMessage();
        assertTrue(message.contains(reason), message);
    }

    @Test
    void numbersCategoriesAndMissingCells() {
        Table t = CsvFormat.comma().categorical("ward").read(file("\uFEFFage,name, ward ,note\n 63 ,\"b, \"\"B\"\"\",10,\r\n\n?,a,9,x\n-1.5e1,\"two\nlines\",10,NA\n"));
        assertEquals(List.of("age", "name", "ward", "note"), t.names());
        assertEquals(3, t.size());
        assertArrayEquals(new double[] {63, Double.NaN, -15}, t.column("age").values());
        assertEquals(List.of("a", "b, \"B\"", "two\nlines"), t.column("name").categories());
        assertEquals(List.of("9", "10"), t.column("ward").categories(), "by their values, not their letters");
        assertEquals(NDArray.of(new int[] {1, 0, 1}), t.target("ward"));
        assertEquals(2, t.column("note").missing());
        assertEquals(Map.of("9", 1, "10", 2), t.counts("ward"));
        assertTrue(Float.isNaN((float) t.numbers("age", "ward").get(1, 0)));
        assertEquals(1, t.withoutMissing("note").size());
        assertEquals(2, t.withoutMissing("age").size());
        assertEquals(40, t.filled("age", 40).numbers("age").at(1));
        assertTrue(assertThrows(DypException.class, () -> t.target("age")).getMessage().startsWith("Row 1 has no 'age'"));
        assertTrue(assertThrows(DypException.class, () -> t.column("sex")).getMessage().contains("There are [age, name, ward, note]"));
        assertTrue(assertThrows(DypException.class, () -> t.dataset("ward")).getMessage().startsWith("Cells are missing in 'age' (1), 'note' (2)."));
    }

    @Test
    void otherSigns() {
        Table t = CsvFormat.semicolon().read(file("a;b\n1,5;x\n-,5;y"));
        assertEquals(1.5, t.column("a").values()[0]);
        Table blanks = CsvFormat.blanks().names("y", "x").read(file("  1.0e+00   2\n -1\t3\n"));
        assertEquals(NDArray.of(new float[] {1, 2, -1, 3}, 2, 2), blanks.numbers());
        assertEquals(List.of("0x10", "1f"), CsvFormat.comma().read(file("a\n1f\n0x10\n")).column("a").categories(), "Java's own ways to write numbers are none");
        assertEquals(1, CsvFormat.comma().missing("-9").read(file("a\n-9\n3\n")).column("a").missing());
    }

    @Test
    void duplicates() {
        Table t = CsvFormat.comma().read(file("a,b\n1,x\n2,x\n1,x\n1,?\n1,?\n"));
        assertArrayEquals(new int[] {2, 4}, t.duplicates());
        assertEquals(3, t.withoutDuplicates().size());
    }

    @Test
    void whatIsWrongIsASentence() {
        refused("has 'high' in line 3, column 'chol', which is no number", CsvFormat.comma().numeric("chol"), "age,chol\n1,2\n3,high\n");
        refused("has 3 cells in line 3, but 2 columns", CsvFormat.comma(), "a,b\n1,2\n1,2,3\n");
        refused("has 1 cells in line 2, but 2 columns", CsvFormat.comma(), "a,b\n1\n");
        refused("has two columns of the name '63'", CsvFormat.comma(), "63,1,63\n");
        refused("has no column 'x'", CsvFormat.comma().numeric("x"), "a,b\n1,2\n");
        refused("is empty", CsvFormat.comma(), "\n\n");
        String message = assertThrows(DypException.class, () -> CsvFormat.comma().read(file(new byte[] {'a', '\n', (byte) 0xE4}))).getMessage();
        assertTrue(message.contains("no text in UTF-8"), message);
        byte[] endless = new byte[3 << 20];
        Arrays.fill(endless, (byte) 'x');
        endless[0] = '"';
        assertTrue(assertThrows(DypException.class, () -> CsvFormat.comma().read(file(endless))).getMessage().contains("is damaged or no table"));
    }

    @Test
    void aGzipBombIsRefused() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            byte[] line = "1,2\n".repeat(1 << 14).getBytes();
            for (int i = 0; i < 1100; i++) {
                gzip.write(line);
            }
        }
        assertTrue(assertThrows(DypException.class, () -> CsvFormat.comma().names("a", "b").read(file(out.toByteArray()))).getMessage().contains("unpacks to far more"));
    }

    @Test
    void heartDisease() {
        Table raw = CsvFormat.comma().names(HEART).categorical("cp", "restecg", "slope", "thal", "num").read(Shared.path("data/heart-disease/processed.cleveland.data"));
        assertEquals(303, raw.size());
        assertEquals(6, raw.column("ca").missing() + raw.column("thal").missing());
        assertEquals(List.of("3.0", "6.0", "7.0"), raw.column("thal").categories());
        Dataset data = raw.withoutMissing().dataset("num");
        assertEquals(297, data.size());
        assertEquals(Shape.of(13), data.sampleShape());
        assertEquals(DType.INT32, data.targetType());
        assertEquals(164, raw.counts("num").get("0"));
        Table named = CsvFormat.comma().read(Shared.path("data/heart-disease/cleveland_with_header.csv"));
        assertEquals(List.of(HEART), named.names());
        assertArrayEquals(raw.column("age").values(), named.column("age").values());
        assertEquals(1, CsvFormat.comma().read(Shared.path("data/heart-disease/heart_kaggle.csv")).duplicates().length);
    }

    @Test
    void otherTables() {
        Table penguins = CsvFormat.comma().read(Shared.path("data/tabular/penguins.csv"));
        assertEquals(List.of("Adelie", "Chinstrap", "Gentoo"), penguins.column("species").categories());
        assertTrue(penguins.column("sex").missing() > 0);
        assertEquals(20640, CsvFormat.comma().read(Shared.path("data/tabular/california_housing.csv")).size());
        NDArray test = CsvFormat.comma().read(Shared.path("data/ecg5000/ECG5000_TEST.csv.gz")).numbers();
        assertEquals(Npy.read(Shared.path("data/ecg5000/ECG5000_TEST.npy")), test);
        String[] names = java.util.stream.IntStream.range(0, 97).mapToObj(i -> i == 0 ? "label" : "t" + i).toArray(String[]::new);
        Table ecg = CsvFormat.blanks().names(names).categorical("label").read(Shared.path("data/ecg200/ECG200_TRAIN.txt"));
        assertEquals(100, ecg.dataset("label").size());
        assertEquals(2, ecg.column("label").categories().size());
    }
}
