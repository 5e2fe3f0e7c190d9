package dyp.formats.wfdb;

import dyp.formats.file.DataFile;
import dyp.store.Fault;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files of annotations in the MIT format: 16 bits each, 6 of them a code, 10 the samples since the last. WFDB Applications Guide, annot(5). */
public final class Annotations {
    private static final int SKIP = 59;
    private static final int NUMBER = 60;
    private static final int SUBTYPE = 61;
    private static final int CHANNEL = 62;
    private static final int NOTE = 63;

    private Annotations() {}

    /**
     * All annotations of a file, {@code 100.atr}, in its order.
     *
     * @throws dyp.tensor.DypException where it is truncated or damaged
     */
    public static List<Annotation> read(Path file) {
        return DataFile.read(file, data -> {
            ByteBuffer in = data.all();
            List<Annotation> all = new ArrayList<>();
            long sample = 0;
            int channel = 0, number = 0;
            while (true) {
                int word = word(in);
                int code = word >> 10, rest = word & 0x3FF;
                if (word == 0) {
                    return List.copyOf(all);
                }
                switch (code) {
                    // High half first, as the PDP-11 had it.
                    case SKIP -> sample += (int) ((long) word(in) << 16 | word(in));
                    case NUMBER -> number = (byte) rest;
                    case CHANNEL -> channel = rest & 0xFF;
                    case SUBTYPE -> all.add(with(last(all), (byte) rest, null));
                    case NOTE -> all.add(with(last(all), null, note(in, rest)));
                    default -> {
                        sample += rest;
                        all.add(new Annotation(sample, Annotation.symbol(code), 0, channel, number, ""));
                        continue;
                    }
                }
                // These two are said after the annotation that they belong to.
                if (code == NUMBER || code == CHANNEL) {
                    Annotation a = last(all);
                    all.add(new Annotation(a.sample(), a.symbol(), a.subtype(), channel, number, a.note()));
                }
                if (sample < 0) {
                    throw new Fault("is damaged: an annotation would lie before the record's beginning.");
                }
            }
        });
    }

    private static int word(ByteBuffer in) throws Fault {
        if (in.remaining() < 2) {
            throw new Fault("is truncated: its annotations have no end.");
        }
        return in.getShort() & 0xFFFF;
    }

    private static Annotation last(List<Annotation> all) throws Fault {
        if (all.isEmpty()) {
            throw new Fault("is damaged: it says more of an annotation that is not there.");
        }
        return all.removeLast();
    }

    private static Annotation with(Annotation a, Byte subtype, String note) {
        return new Annotation(a.sample(), a.symbol(), subtype == null ? a.subtype() : subtype, a.channel(), a.number(), note == null ? a.note() : note);
    }

    private static String note(ByteBuffer in, int length) throws Fault {
        if (length + (length & 1) > in.remaining()) {
            throw new Fault("is truncated: a note breaks off.");
        }
        byte[] text = new byte[length];
        in.get(text);
        in.position(in.position() + (length & 1));
        int end = 0;
        while (end < length && text[end] != 0) {
            end++;
        }
        return new String(text, 0, end, StandardCharsets.UTF_8);
    }
}
