package dyp.callback;

import dyp.store.Bundle;
import dyp.tensor.DypException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * One of TensorBoard's event files: records of an Event message each, framed as TensorFlow does (length, its checksum, message,
 * its checksum; event.proto, summary.proto). The file is made with the first event.
 */
final class EventFile {
    private static final int BUFFER = 1 << 15;
    private static final int MASK_DELTA = 0xa282ead8;
    private static final int BUCKETS = 30;

    private final Path folder;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private Path file;

    EventFile(Path folder) {
        this.folder = folder;
    }

    /** A figure. */
    void scalar(String tag, double value, long step) {
        summary(step, new Protobuf().text(1, tag).number(2, (float) value));
    }

    /** How an array's values are spread, in equal buckets. */
    void histogram(String tag, float[] values, long step) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        double sum = 0;
        double squares = 0;
        for (float v : values) {
            least = Math.min(least, v);
            most = Math.max(most, v);
            sum += v;
            squares += (double) v * v;
        }
        if (!(most - least < Double.POSITIVE_INFINITY)) {
            return;
        }
        int buckets = most > least ? BUCKETS : 1;
        double[] limits = new double[buckets];
        double[] counts = new double[buckets];
        for (int i = 0; i < buckets; i++) {
            limits[i] = i == buckets - 1 ? Math.max(most, least + Math.ulp(least)) : least + (most - least) * (i + 1) / buckets;
        }
        for (float v : values) {
            counts[most > least ? (int) Math.min(buckets - 1, (v - least) / (most - least) * buckets) : 0]++;
        }
        Protobuf histogram = new Protobuf().number(1, least).number(2, most).number(3, (double) values.length).number(4, sum).number(5, squares)
                .numbers(6, limits).numbers(7, counts);
        summary(step, new Protobuf().text(1, tag).message(5, histogram));
    }

    private void summary(long step, Protobuf value) {
        if (file == null) {
            file = folder.resolve(String.format(Locale.ROOT, "events.out.tfevents.%010d.%s.%d.%d.v2", System.currentTimeMillis() / 1000, host(),
                    ProcessHandle.current().pid(), System.nanoTime() & 0xFFFFF));
            record(event().text(3, "brain.Event:2"));
        }
        record(event().whole(2, step).message(5, new Protobuf().message(1, value)));
        if (waiting.size() > BUFFER) {
            flush();
        }
    }

    private static Protobuf event() {
        return new Protobuf().number(1, System.currentTimeMillis() / 1e3);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    private void record(Protobuf event) {
        byte[] data = event.bytes();
        byte[] length = Protobuf.little(8).putLong(data.length).array();
        waiting.writeBytes(length);
        waiting.writeBytes(Protobuf.little(4).putInt(masked(length)).array());
        waiting.writeBytes(data);
        waiting.writeBytes(Protobuf.little(4).putInt(masked(data)).array());
    }

    /** TFRecord's checksum: CRC-32C, turned and moved, so that the checksum of data with checksums in them is not special. */
    static int masked(byte[] data) {
        CRC32C crc = new CRC32C();
        crc.update(data);
        int value = (int) crc.getValue();
        return Integer.rotateRight(value, 15) + MASK_DELTA;
    }

    /** Writes what is waiting. */
    void flush() {
        if (waiting.size() == 0) {
            return;
        }
        try {
            Files.createDirectories(folder);
            Files.write(file, waiting.toByteArray(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            waiting.reset();
        } catch (IOException e) {
            throw trouble(e);
        }
    }

    void save(Bundle state) {
        flush();
        try {
            if (file != null) {
                state.put("file", file.getFileName().toString()).put("bytes", Files.size(file));
            }
        } catch (IOException e) {
            throw trouble(e);
        }
    }

    /** Goes on with the file of a fit that was stopped; what was written after its checkpoint is cut off. */
    void restore(Bundle state) {
        Path old = state.has("file") ? folder.resolve(Path.of(state.text("file")).getFileName()) : null;
        if (old != null && Files.exists(old)) {
            try (FileChannel channel = FileChannel.open(old, StandardOpenOption.WRITE)) {
                channel.truncate(state.wide("bytes"));
                file = old;
            } catch (IOException e) {
                throw trouble(e);
            }
        }
    }

    private DypException trouble(IOException e) {
        return new DypException("The event file in " + folder + " could not be written: " + e
                + ". Check the folder, its permissions and the space on the disk.", e);
    }
}
