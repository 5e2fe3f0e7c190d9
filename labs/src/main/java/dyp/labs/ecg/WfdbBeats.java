package dyp.labs.ecg;

import dyp.formats.wfdb.Annotation;
import dyp.formats.wfdb.Annotations;
import dyp.formats.wfdb.WfdbRecord;
import dyp.tensor.DypException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Records of PhysioNet's with the beats marked in them, as of the MIT-BIH Arrhythmia Database (Moody and Mark 2001). */
final class WfdbBeats {
    /** The kinds that ANSI/AAMI EC57 puts beats together to, by PhysioNet's signs. Paced and unclassifiable beats count for the rhythm alone. */
    private static final Map<String, Integer> KINDS = Map.ofEntries(Map.entry("N", 0), Map.entry("L", 0), Map.entry("R", 0), Map.entry("e", 0), Map.entry("j", 0),
            Map.entry("A", 1), Map.entry("a", 1), Map.entry("J", 1), Map.entry("S", 1), Map.entry("V", 2), Map.entry("E", 2), Map.entry("F", 3),
            Map.entry("/", -1), Map.entry("f", -1), Map.entry("Q", -1), Map.entry("B", 0), Map.entry("n", 1), Map.entry("r", 2));

    private WfdbBeats() {}

    /**
     * The records of a folder, or the one record that a header names.
     *
     * @throws DypException where there is none, one is damaged, or the annotations of one are missing
     */
    static List<EcgRecord> read(Path place) {
        return headers(place).stream().map(WfdbBeats::record).toList();
    }

    /** The headers that are read. */
    static List<Path> headers(Path place) {
        if (Files.isRegularFile(place) && place.toString().endsWith(".hea")) {
            return List.of(place);
        }
        if (!Files.isDirectory(place)) {
            throw new DypException(place + " is no folder. Give a folder with records (100.hea, 100.dat, 100.atr), or one record's header.");
        }
        try (Stream<Path> files = Files.list(place)) {
            List<Path> headers = files.filter(f -> f.toString().endsWith(".hea")).sorted().toList();
            if (headers.isEmpty()) {
                throw new DypException("There is no record in " + place + ": no file ends in .hea. Give a folder with 100.hea, 100.dat and 100.atr, or the like.");
            }
            return headers;
        } catch (IOException e) {
            throw new DypException(place + " could not be looked into: " + e + ".", e);
        }
    }

    /** What belongs to a header. */
    static List<Path> files(Path header) {
        return Stream.of(header, sibling(header, ".dat"), sibling(header, ".atr")).filter(Files::exists).toList();
    }

    private static Path sibling(Path header, String ending) {
        return header.resolveSibling(header.getFileName().toString().replaceFirst("\\.hea$", ending));
    }

    /** The first lead; MLII in nearly all of the MIT-BIH records. */
    private static EcgRecord record(Path header) {
        Path atr = sibling(header, ".atr");
        if (!Files.exists(atr)) {
            throw new DypException(header + " has no annotations beside it: " + atr.getFileName() + " is missing, and without it nobody knows what kinds the beats are.");
        }
        WfdbRecord record = WfdbRecord.read(header);
        int channels = record.channels().size(), samples = record.signals().shape().dim(0);
        float[] signal = new float[samples];
        for (int i = 0; i < samples; i++) {
            signal[i] = record.signals().floats()[i * channels];
        }
        List<Integer> peaks = new ArrayList<>(), kinds = new ArrayList<>();
        for (Annotation a : Annotations.read(atr)) {
            Integer kind = KINDS.get(a.symbol());
            if (kind != null && a.sample() < samples && (peaks.isEmpty() || a.sample() > peaks.getLast())) {
                peaks.add((int) a.sample());
                kinds.add(kind);
            }
        }
        return new EcgRecord(record.name(), record.frequency(), signal, peaks.stream().mapToInt(p -> p).toArray(), kinds.stream().mapToInt(k -> k).toArray());
    }
}
