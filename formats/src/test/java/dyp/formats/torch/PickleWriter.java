package dyp.formats.torch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes plain values and calls as a pickle of protocol 2, the way {@code torch.save} does. */
final class PickleWriter {
    /** A name. */
    record Name(String module, String name) {}

    /** A name called with arguments. */
    record Call(Name name, List<?> arguments) {}

    /** A tuple; a List is a list. */
    record Tuple(Object... parts) {}

    /** What stands outside of the pickle. */
    record Outside(Object id) {}

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static byte[] pickle(Object value) {
        PickleWriter w = new PickleWriter();
        w.bytes(0x80, 2);
        w.write(value);
        w.bytes('.');
        return w.out.toByteArray();
    }

    private void bytes(int... values) {
        for (int v : values) {
            out.write(v);
        }
    }

    private void write(Object value) {
        switch (value) {
            case null -> bytes('N');
            case Boolean b -> bytes(b ? 0x88 : 0x89);
            case Integer i -> {
                bytes('J');
                out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(i).array());
            }
            case Long l -> {
                bytes(0x8a, 8);
                out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(l).array());
            }
            case Double d -> {
                bytes('G');
                out.writeBytes(ByteBuffer.allocate(8).putDouble(d).array());
            }
            case String s -> {
                byte[] text = s.getBytes(StandardCharsets.UTF_8);
                bytes('X');
                out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(text.length).array());
                out.writeBytes(text);
            }
            // Raw bytes: as they are, for what this writer has no words for.
            case byte[] raw -> out.writeBytes(raw);
            case Name n -> out.writeBytes(("c" + n.module + "\n" + n.name + "\n").getBytes(StandardCharsets.UTF_8));
            case Tuple t -> {
                bytes('(');
                for (Object part : t.parts) {
                    write(part);
                }
                bytes('t');
            }
            case Call c -> {
                write(c.name);
                write(new Tuple(c.arguments.toArray()));
                bytes('R');
            }
            case Outside o -> {
                write(o.id);
                bytes('Q');
            }
            case List<?> list -> {
                bytes(']', '(');
                list.forEach(this::write);
                bytes('e');
            }
            case Map<?, ?> map -> {
                bytes('}', '(');
                map.forEach((k, v) -> {
                    write(k);
                    write(v);
                });
                bytes('u');
            }
            default -> throw new IllegalArgumentException(value.getClass().getName());
        }
    }
}
