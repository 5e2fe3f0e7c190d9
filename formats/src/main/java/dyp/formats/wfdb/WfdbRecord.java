package dyp.formats.wfdb;

import dyp.formats.file.DataFile;
import dyp.store.Fault;
import dyp.store.SafeFile;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A record of PhysioNet's, an electrocardiogram for instance: a header {@code 100.hea}, and its samples in files beside it.
 *
 * @param name as {@code 100}
 * @param frequency samples per second
 * @param signals float32 (samples, channels) in their units; what is missing is NaN
 * @param channels the channels' names, as {@code MLII}
 * @param units one per channel, as {@code mV}
 */
public record WfdbRecord(String name, double frequency, NDArray signals, List<String> channels, List<String> units) {
    private static final int MOST_SIGNALS = 1000;
    private static final int LONGEST_HEADER = 1 << 20;
    private static final double USUAL_FREQUENCY = 250;

    /**
     * Reads a record by its header. Checksums are compared.
     *
     * @throws dyp.tensor.DypException where a file is missing, truncated or damaged, names files elsewhere, or packs samples as is not read
     */
    public static WfdbRecord read(Path header) {
        return DataFile.read(header, data -> {
            if (data.size() > LONGEST_HEADER) {
                throw new Fault("is no header of a record: it has " + data.size() + " bytes.");
            }
            List<String> lines = StandardCharsets.UTF_8.decode(data.all()).toString().lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList();
            if (lines.isEmpty()) {
                throw new Fault("is no header of a record: it is empty.");
            }
            String[] first = lines.getFirst().strip().split("\\s+");
            if (first.length < 2) {
                throw new Fault("is no header of a record: its first line is '" + lines.getFirst() + "'.");
            }
            if (first[0].contains("/")) {
                throw new Fault("is the header of several records in a row, which is not read. Read them one by one.");
            }
            int count = Signal.whole(first[1], lines.getFirst());
            if (count < 1 || count > MOST_SIGNALS || lines.size() < 1 + count) {
                throw new Fault("is damaged: it speaks of " + count + " signals and has " + (lines.size() - 1) + " lines for them.");
            }
            double frequency = first.length > 2 ? Signal.number(first[2].split("[/(]", 2)[0], lines.getFirst()) : USUAL_FREQUENCY;
            if (!(frequency > 0)) {
                throw new Fault("is damaged: it has " + frequency + " samples a second.");
            }
            long length = first.length > 3 ? Signal.whole(first[3], lines.getFirst()) : 0;
            List<Signal> signals = new ArrayList<>();
            for (String line : lines.subList(1, 1 + count)) {
                signals.add(Signal.parse(line));
            }
            NDArray samples = samples(header, signals, length);
            return new WfdbRecord(first[0], frequency, samples, signals.stream().map(Signal::name).toList(), signals.stream().map(Signal::unit).toList());
        });
    }

    private static NDArray samples(Path header, List<Signal> signals, long length) throws Fault {
        // Signals of one file lie in it in turns.
        Map<String, List<Integer>> files = new LinkedHashMap<>();
        for (int i = 0; i < signals.size(); i++) {
            files.computeIfAbsent(signals.get(i).file(), _ -> new ArrayList<>()).add(i);
        }
        NDArray all = null;
        for (var group : files.entrySet()) {
            Path file = header.toAbsolutePath().resolveSibling(group.getKey());
            List<Integer> members = group.getValue();
            Signal first = signals.get(members.getFirst());
            if (members.stream().anyMatch(i -> signals.get(i).format() != first.format() || signals.get(i).start() != first.start())) {
                throw new Fault("is damaged: it gives '" + group.getKey() + "' two formats.");
            }
            long wanted = all == null ? length : all.shape().dim(0);
            Content content = DataFile.read(file, data -> content(data, first, members.size(), wanted));
            if (all == null) {
                if (content.samples * signals.size() > Integer.MAX_VALUE) {
                    throw new Fault("has " + content.samples + " samples of " + signals.size() + " signals, more than one array holds.");
                }
                SafeFile.requireMemory(content.samples * signals.size() * Float.BYTES);
                all = NDArray.zeros(Shape.of((int) content.samples, signals.size()));
            }
            for (int m = 0; m < members.size(); m++) {
                unpack(content, members.size(), m, signals.get(members.get(m)), all, members.get(m), file);
            }
        }
        return all;
    }

    private record Content(ByteBuffer bytes, long samples) {}

    /** @param wanted samples of each signal; 0 for all that there are */
    private static Content content(DataFile data, Signal first, int signals, long wanted) throws IOException {
        long there = first.start() < 0 ? -1 : first.format().samples(data.size() - first.start()) / signals;
        if (there < 1 || wanted < 0 || wanted > there) {
            throw new Fault(String.format(Locale.ROOT, "is truncated or damaged: its header promises %,d samples of %d signals, but it has %,d of each.", wanted, signals,
                    Math.max(0, there)));
        }
        long samples = wanted == 0 ? there : wanted;
        return new Content(data.bytes(first.start(), first.format().bytes(samples * signals), "its samples"), samples);
    }

    private static void unpack(Content content, int step, int from, Signal signal, NDArray into, int channel, Path file) throws Fault {
        float[] values = into.floats();
        int width = into.shape().dim(1), sum = 0;
        for (int i = 0; i < into.shape().dim(0); i++) {
            int value = signal.format().at(content.bytes, i * step + from);
            sum += value;
            values[i * width + channel] = signal.format().missing(value) ? Float.NaN : (float) ((value - (double) signal.baseline()) / signal.gain());
        }
        if (signal.checksum() != null && (short) sum != signal.checksum().shortValue()) {
            throw new Fault("does not fit " + file + ": the checksum of signal " + (channel + 1) + (signal.name().isEmpty() ? "" : " (" + signal.name() + ")") + " is "
                    + (short) sum + ", and should be " + signal.checksum() + ". One of the two files is damaged.");
        }
    }
}
