package dyp.formats.wfdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.formats.file.Shared;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WfdbTest {
    @TempDir
    private Path folder;

    private static byte[] hex(String bytes) {
        return HexFormat.ofDelimiter(" ").parseHex(bytes);
    }

    private Path record(String header, String samples) throws IOException {
        Files.write(folder.resolve("r.dat"), hex(samples));
        return Files.writeString(folder.resolve("r.hea"), header);
    }

    @Test
    void record100OfTheArrhythmiaDatabase() {
        WfdbRecord r = WfdbRecord.read(Shared.path("data/mitbih-sample/100.hea"));
        assertEquals(Shape.of(650_000, 2), r.signals().shape());
        assertEquals(360, r.frequency());
        assertEquals(List.of("MLII", "V5"), r.channels());
        assertEquals(List.of("mV", "mV"), r.units());
        for (int i = 0; i < 5; i++) {
            assertEquals((995 - 1024) / 200f, r.signals().get(i, 0));
            assertEquals((1011 - 1024) / 200f, r.signals().get(i, 1));
        }
        List<Annotation> all = Annotations.read(Shared.path("data/mitbih-sample/100.atr"));
        assertEquals(2274, all.size());
        assertEquals(Map.of("+", 1L, "N", 2239L, "A", 33L, "V", 1L), new TreeMap<>(all.stream().collect(Collectors.groupingBy(Annotation::symbol, Collectors.counting()))));
        assertEquals(List.of(18L, 77L, 370L, 662L, 946L), all.stream().limit(5).map(Annotation::sample).toList());
        assertEquals("(N", all.getFirst().note());
    }

    /** The same two samples, 5 and -3, and one that is missing. */
    @ParameterizedTest
    @CsvSource({"16, 05 00 fd ff 00 80", "61, 00 05 ff fd 80 00", "24, 05 00 00 fd ff ff 00 00 80", "32, 05 00 00 00 fd ff ff ff 00 00 00 80", "80, 85 7d 00", "212, 05 f0 fd 00 08"})
    void formats(String format, String samples) throws IOException {
        WfdbRecord r = WfdbRecord.read(record("r 1 100 3\nr.dat " + format + " 10(1)/uV 12 0\n", samples));
        assertArrayEquals(new float[] {0.4f, -0.4f, Float.NaN}, r.signals().floats());
        assertEquals(List.of("uV"), r.units());
    }

    @Test
    void annotationsWithAllTheirParts() throws IOException {
        // N after 18 samples; then 70,000 further on V, of subtype -1, channel 1, number 2, with a note of three letters; end.
        Path file = Files.write(folder.resolve("r.atr"), hex("12 04 00 ec 01 00 70 11 00 14 ff f4 01 f8 02 f0 03 fc 61 62 63 00 00 04 00 00"));
        assertEquals(List.of(new Annotation(18, "N", 0, 0, 0, ""), new Annotation(18 + 70_000, "V", -1, 1, 2, "abc"), new Annotation(70_018, "N", 0, 1, 2, "")),
                Annotations.read(file));
        Path cut = Files.write(folder.resolve("cut.atr"), hex("12 04"));
        assertTrue(assertThrows(DypException.class, () -> Annotations.read(cut)).getMessage().contains("have no end"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../r.dat", "/etc/passwd", "a\\b", "C:x", ".hidden"})
    void samplesLieBesideTheHeader(String name) throws IOException {
        Path header = record("r 1 100 1\n" + name + " 16\n", "00 00");
        assertTrue(assertThrows(DypException.class, () -> WfdbRecord.read(header)).getMessage().contains("which is refused"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            r 1 100 4\\nr.dat 16                          | promises 4 samples
            r 1 100 2000000000\\nr.dat 16                 | promises 2,000,000,000 samples
            r 1 100 3\\nr.dat 16 200 12 0 5 7             | checksum of signal 1 is -32766, and should be 7
            r 1 100 3\\nr.dat 310                         | format 310
            r 1 100 3\\nr.dat 16x4                        | several to a frame
            r 2 100 3\\nr.dat 16                          | speaks of 2 signals
            r 1 0 3\\nr.dat 16                            | 0.0 samples a second
            r 1 100 3\\nr.dat 16 x                        | is no number
            r/3 1 100 3\\nr.dat 16                        | several records
            r 1 100 3\\nnone.dat 16                       | There is no file""")
    void whatIsWrongIsASentence(String header, String reason) throws IOException {
        Path file = record(header.replace("\\n", "\n"), "05 00 fd ff 00 80");
        String message = assertThrows(DypException.class, () -> WfdbRecord.read(file)).getMessage();
        assertTrue(message.contains(reason), message);
    }
}
