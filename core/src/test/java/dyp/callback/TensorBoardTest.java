package dyp.callback;

import static dyp.callback.Callbacks.tensorBoard;
import static dyp.optim.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.train.History;
import dyp.train.Toys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The event files are read back field by field, by a reader of their own. */
class TensorBoardTest {
    @TempDir Path folder;

    /** @param histogram bucket limits and counts in turn, or null */
    record Event(String tag, long step, float value, double[] histogram) {}

    /** All events of the only file in a folder; the checksums are compared on the way. */
    static List<Event> events(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertEquals(1, all.size());
            assertTrue(all.getFirst().getFileName().toString().matches("events\\.out\\.tfevents\\.\\d{10}\\..*\\.v2"), all::toString);
            ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(all.getFirst())).order(ByteOrder.LITTLE_ENDIAN);
            List<Event> events = new ArrayList<>();
            for (boolean first = true; in.hasRemaining(); first = false) {
                byte[] length = new byte[8];
                in.get(length);
                assertEquals(EventFile.masked(length), in.getInt(), "checksum of the length");
                byte[] data = new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
                in.get(data);
                assertEquals(EventFile.masked(data), in.getInt(), "checksum of the data");
                Event event = event(ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN));
                assertEquals(first, event.tag.equals("brain.Event:2"));
                if (!first) {
                    events.add(event);
                }
            }
            return events;
        }
    }

    private static Event event(ByteBuffer in) {
        String tag = "";
        long step = 0;
        float value = Float.NaN;
        double[] histogram = null;
        while (in.hasRemaining()) {
            int key = (int) varint(in);
            switch (key) {
                case 1 << 3 | 1 -> assertTrue(Math.abs(in.getDouble() - System.currentTimeMillis() / 1e3) < 1000);
                case 2 << 3 -> step = varint(in);
                case 3 << 3 | 2 -> tag = text(part(in));
                case 5 << 3 | 2 -> {
                    ByteBuffer summary = part(in);
                    assertEquals(1 << 3 | 2, varint(summary));
                    ByteBuffer one = part(summary);
                    while (one.hasRemaining()) {
                        switch ((int) varint(one)) {
                            case 1 << 3 | 2 -> tag = text(part(one));
                            case 2 << 3 | 5 -> value = one.getFloat();
                            case 5 << 3 | 2 -> histogram = histogram(part(one));
                            default -> throw new AssertionError("field of a value");
                        }
                    }
                }
                default -> throw new AssertionError("field " + key);
            }
        }
        return new Event(tag, step, value, histogram);
    }

    private static double[] histogram(ByteBuffer in) {
        List<Double> limits = new ArrayList<>();
        List<Double> counts = new ArrayList<>();
        while (in.hasRemaining()) {
            int key = (int) varint(in);
            if ((key & 7) == 1) {
                in.getDouble();
            } else {
                ByteBuffer list = part(in);
                while (list.hasRemaining()) {
                    (key >> 3 == 6 ? limits : counts).add(list.getDouble());
                }
            }
        }
        double[] both = new double[2 * limits.size()];
        assertEquals(limits.size(), counts.size());
        for (int i = 0; i < limits.size(); i++) {
            both[2 * i] = limits.get(i);
            both[2 * i + 1] = counts.get(i);
        }
        return both;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0;; shift += 7) {
            byte b = in.get();
            value |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }

    private static ByteBuffer part(ByteBuffer in) {
        int length = (int) varint(in);
        ByteBuffer part = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        in.position(in.position() + length);
        return part;
    }

    private static String text(ByteBuffer in) {
        return StandardCharsets.UTF_8.decode(in).toString();
    }

    /**
     * The first record of a file that TensorFlow wrote (a length of 24): {@code 18 00.. a3 7f 4b 22}, as the TFRecord documentation and
     * many files on the web show it.
     */
    @Test
    void maskedChecksumIsTensorFlows() {
        assertEquals(0x224b7fa3, EventFile.masked(HexFormat.of().parseHex("1800000000000000")));
    }

    @Test
    void everyFigureUnderKerasTags() throws IOException {
        History history = Toys.mlp(adam()).fit(Toys.table(100, 7, 1), fit -> fit.epochs(3).batchSize(16).validationSplit(0.2).quiet()
                .callbacks(tensorBoard(folder).updateFreq(2).histogramFreq(2)));
        List<Event> train = events(folder.resolve("train"));
        List<Event> validation = events(folder.resolve("validation"));
        for (int epoch = 0; epoch < 3; epoch++) {
            assertEquals((float) history.get("loss")[epoch], only(train, "epoch_loss", epoch).value);
            assertEquals((float) history.get("accuracy")[epoch], only(train, "epoch_accuracy", epoch).value);
            assertEquals(0.001f, only(train, "epoch_learning_rate", epoch).value);
            assertEquals((float) history.get("val_loss")[epoch], only(validation, "epoch_loss", epoch).value);
            assertEquals((float) history.get("val_loss")[epoch], only(validation, "evaluation_loss_vs_iterations", 5 * (epoch + 1)).value);
        }
        assertEquals(List.of(2L, 4L, 6L, 8L, 10L, 12L, 14L), train.stream().filter(e -> e.tag.equals("batch_loss")).map(Event::step).toList());
        double[] kernel = only(train, "dense/kernel/histogram", 0).histogram;
        double count = 0;
        for (int i = 0; i < kernel.length; i += 2) {
            count += kernel[i + 1];
            assertTrue(i == 0 || kernel[i] > kernel[i - 2]);
        }
        assertEquals(7 * 33, count);
        assertEquals(2, train.stream().filter(e -> e.tag.equals("dense/kernel/histogram")).count());
    }

    private static Event only(List<Event> events, String tag, long step) {
        List<Event> found = events.stream().filter(e -> e.tag.equals(tag) && e.step == step).toList();
        assertEquals(1, found.size(), tag + " at " + step);
        return found.getFirst();
    }
}
