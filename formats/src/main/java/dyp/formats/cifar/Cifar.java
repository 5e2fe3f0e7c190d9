package dyp.formats.cifar;

import dyp.data.Dataset;
import dyp.formats.file.DataFile;
import dyp.store.Fault;
import dyp.store.SafeFile;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The binary versions of CIFAR-10 and CIFAR-100: records of one or two labels and a picture of 32x32, all its red, then all its green, then all
 * its blue bytes. Pictures come as float32 (n, 32, 32, 3) from 0 to 1, labels as int32 (n). A. Krizhevsky 2009, "Learning Multiple Layers of
 * Features from Tiny Images".
 */
public final class Cifar {
    private static final int SIDE = 32;
    private static final int PIXELS = SIDE * SIDE;
    private static final float WHITE = 255;

    private Cifar() {}

    /**
     * CIFAR-10: {@code data_batch_1.bin} and so on, one after the other.
     *
     * @throws DypException where a file is damaged or of another kind
     */
    public static Dataset read10(Path... files) {
        return read(files, 1, 0, 10);
    }

    /** CIFAR-100 with its 100 classes: {@code train.bin} or {@code test.bin}. */
    public static Dataset read100(Path... files) {
        return read(files, 2, 1, 100);
    }

    /** CIFAR-100 with the 20 groups that its classes belong to. */
    public static Dataset read100Coarse(Path... files) {
        return read(files, 2, 0, 20);
    }

    /** The classes' names, from {@code batches.meta.txt}, {@code fine_label_names.txt} or {@code coarse_label_names.txt}: one on each line. */
    public static List<String> names(Path file) {
        return DataFile.read(file, data -> {
            if (data.size() > 1 << 20) {
                throw new Fault("is no list of classes: it has " + data.size() + " bytes.");
            }
            return StandardCharsets.UTF_8.decode(data.all()).toString().lines().map(String::strip).filter(s -> !s.isEmpty()).toList();
        });
    }

    private static Dataset read(Path[] files, int labels, int which, int classes) {
        if (files.length == 0) {
            throw new DypException("No file was named. Give one or more of CIFAR's .bin files.");
        }
        int each = labels + 3 * PIXELS;
        List<ByteBuffer> contents = new ArrayList<>();
        long records = 0;
        for (Path file : files) {
            contents.add(DataFile.read(file, data -> content(data, each, labels)));
            records += contents.getLast().limit() / each;
        }
        if (records * 3 * PIXELS > Integer.MAX_VALUE) {
            throw new DypException(String.format(Locale.ROOT, "The files hold %,d pictures together, more than one array holds. Read fewer of them.", records));
        }
        NDArray x = NDArray.zeros(Shape.of((int) records, SIDE, SIDE, 3));
        NDArray y = NDArray.zeros(DType.INT32, Shape.of((int) records));
        int row = 0;
        for (int f = 0; f < files.length; f++) {
            ByteBuffer content = contents.get(f);
            for (int at = 0; at < content.limit(); at += each, row++) {
                int label = content.get(at + which) & 0xFF;
                if (label >= classes) {
                    throw new DypException(String.format(Locale.ROOT, "%s is damaged or of another kind: record %,d has the label %d, and there are %d classes.",
                            files[f], at / each, label, classes));
                }
                y.ints()[row] = label;
                for (int i = 0; i < 3 * PIXELS; i++) {
                    x.floats()[(row * PIXELS + i % PIXELS) * 3 + i / PIXELS] = (content.get(at + labels + i) & 0xFF) / WHITE;
                }
            }
        }
        return Dataset.of(x, y);
    }

    private static ByteBuffer content(DataFile data, int each, int labels) throws IOException {
        if (data.size() == 0 || data.size() % each != 0) {
            throw new Fault(String.format(Locale.ROOT, "is truncated or of another kind: it has %,d bytes, which is no whole number of CIFAR-%d's records of %,d bytes.",
                    data.size(), labels == 1 ? 10 : 100, each));
        }
        SafeFile.requireMemory(data.size() * (1 + Float.BYTES));
        return data.all();
    }
}
