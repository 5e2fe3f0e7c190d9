package dyp.formats.torch;

import dyp.store.Fault;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * A machine for Python's pickles (protocols 0 to 5; the opcodes are those of CPython's {@code pickletools}) that makes plain values only:
 * {@code null}, Boolean, Long, BigInteger, Double, String, {@code byte[]}, List (of lists, tuples and sets alike), Map, and {@link Global} for a
 * name. Nothing that a pickle names is ever looked up as a class or called: {@link Meaning} says what the few known names stand for.
 */
final class Unpickler {
    private static final int MOST_STEPS = 20_000_000;
    private static final int LONGEST_LINE = 1 << 16;

    /** A class or function by its name; only a name. */
    record Global(String module, String name) {
        @Override
        public String toString() {
            return module + "." + name;
        }
    }

    /** What names stand for. */
    interface Meaning {
        /** The value of a call. */
        Object call(Global function, List<Object> arguments) throws Fault;

        /** What a persistent identifier stands for: a storage of numbers. */
        Object persistent(Object id) throws Fault;
    }

    private final ByteBuffer in;
    private final Meaning meaning;
    private final List<Object> stack = new ArrayList<>();
    private final Deque<Integer> marks = new ArrayDeque<>();
    private final Map<Integer, Object> memo = new HashMap<>();

    private Unpickler(ByteBuffer in, Meaning meaning) {
        this.in = in.order(ByteOrder.LITTLE_ENDIAN);
        this.meaning = meaning;
    }

    /**
     * One pickle's value; the buffer then stands behind it.
     *
     * @throws Fault where it is damaged or names what is not known
     */
    static Object read(ByteBuffer in, Meaning meaning) throws Fault {
        try {
            Unpickler machine = new Unpickler(in, meaning);
            for (int steps = 0; steps < MOST_STEPS; steps++) {
                int op = in.get() & 0xFF;
                if (op == '.') {
                    return machine.pop();
                }
                machine.step(op);
            }
            throw new Fault("has a pickle of more than " + MOST_STEPS + " steps, which no model's file has.");
        } catch (BufferUnderflowException e) {
            throw new Fault("is truncated: its pickle breaks off.");
        } catch (IndexOutOfBoundsException | ClassCastException | NoSuchElementException | IllegalArgumentException | UnsupportedOperationException
                | NullPointerException e) {
            throw new Fault("is damaged: at byte " + in.position() + " its pickle makes no sense.");
        }
    }

    private void step(int op) throws Fault {
        switch (op) {
            case 0x80 -> in.get();
            case 0x95 -> in.getLong();
            case '(' -> marks.push(stack.size());
            case '0' -> pop();
            case '1' -> toMark();
            case '2' -> push(stack.getLast());
            case 'g' -> push(remembered(Integer.parseInt(line())));
            case 'h' -> push(remembered(in.get() & 0xFF));
            case 'j' -> push(remembered(in.getInt()));
            case 'p' -> memo.put(Integer.parseInt(line()), stack.getLast());
            case 'q' -> memo.put(in.get() & 0xFF, stack.getLast());
            case 'r' -> memo.put(in.getInt(), stack.getLast());
            case 0x94 -> memo.put(memo.size(), stack.getLast());
            case 'P' -> push(meaning.persistent(line()));
            case 'Q' -> push(meaning.persistent(pop()));
            case 'c' -> push(new Global(line(), line()));
            case 0x93 -> {
                String name = (String) pop();
                push(new Global((String) pop(), name));
            }
            case 'R', 0x81 -> {
                List<Object> arguments = list(pop());
                push(meaning.call((Global) pop(), arguments));
            }
            case 'b' -> build();
            case 'i' -> refused(new Global(line(), line()));
            case 'o' -> refused(toMark().getFirst());
            case 0x92 -> refused(stack.get(stack.size() - 3));
            default -> {
                if (!scalar(op) && !container(op)) {
                    throw new Fault(String.format("is damaged or of another kind: its pickle has the operation 0x%02x, which is not known.", op));
                }
            }
        }
    }

    private boolean scalar(int op) throws Fault {
        switch (op) {
            case 'N' -> push(null);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'I' -> push(number(line()));
            case 'L' -> push(number(line().replace("L", "")));
            case 'J' -> push((long) in.getInt());
            case 'K' -> push((long) (in.get() & 0xFF));
            case 'M' -> push((long) (in.getShort() & 0xFFFF));
            case 0x8a -> push(whole(take(in.get() & 0xFF)));
            case 0x8b -> push(whole(take(in.getInt())));
            case 'F' -> push(Double.parseDouble(line()));
            case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
            case 'S', 'V' -> push(quoted(line()));
            case 'T' -> push(text(in.getInt(), StandardCharsets.ISO_8859_1));
            case 'U' -> push(text(in.get() & 0xFF, StandardCharsets.ISO_8859_1));
            case 'X' -> push(text(in.getInt(), StandardCharsets.UTF_8));
            case 0x8c -> push(text(in.get() & 0xFF, StandardCharsets.UTF_8));
            case 0x8d -> push(text(in.getLong(), StandardCharsets.UTF_8));
            case 'B' -> push(take(in.getInt()));
            case 'C' -> push(take(in.get() & 0xFF));
            case 0x8e, 0x96 -> push(take(in.getLong()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean container(int op) throws Fault {
        switch (op) {
            case ']', ')', 0x8f -> push(new ArrayList<>());
            case '}' -> push(new LinkedHashMap<>());
            case 'l', 't', 0x91 -> push(toMark());
            case 0x85, 0x86, 0x87 -> {
                List<Object> last = stack.subList(stack.size() - (op - 0x84), stack.size());
                List<Object> tuple = new ArrayList<>(last);
                last.clear();
                push(tuple);
            }
            case 'a' -> {
                Object element = pop();
                list(stack.getLast()).add(element);
            }
            case 'e', 0x90 -> {
                List<Object> elements = toMark();
                list(stack.getLast()).addAll(elements);
            }
            case 'd' -> {
                List<Object> pairs = toMark();
                push(new LinkedHashMap<>());
                put(pairs);
            }
            case 's' -> {
                Object value = pop();
                put(Arrays.asList(pop(), value));
            }
            case 'u' -> put(toMark());
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Sets what an object consists of. Of a dictionary's own fields ({@code _metadata}) nothing is needed. */
    private void build() throws Fault {
        Object state = pop();
        if (!(stack.getLast() instanceof Map) && !(stack.getLast() instanceof Torch)) {
            throw new Fault("is damaged or of another kind: its pickle gives a state to what has none (" + (state == null ? "None" : state.getClass().getSimpleName()) + ").");
        }
    }

    private void put(List<Object> pairs) throws Fault {
        Map<Object, Object> map = map(stack.getLast());
        for (int i = 0; i < pairs.size(); i += 2) {
            Object key = pairs.get(i);
            // A container as a key could be nested so that its hash takes forever, and names could be made to share one.
            if (!(key instanceof String || key instanceof Number || key instanceof Boolean)) {
                throw new Fault("has a dictionary whose keys are neither texts nor numbers, which no state dict has.");
            }
            map.put(key, pairs.get(i + 1));
        }
    }

    private static void refused(Object name) throws Fault {
        throw Torch.unknown(name instanceof Global g ? g : new Global("", "an object"));
    }

    private void push(Object value) {
        stack.add(value);
    }

    private Object pop() {
        if (!marks.isEmpty() && marks.peek() == stack.size()) {
            throw new NoSuchElementException();
        }
        return stack.removeLast();
    }

    /** All that was pushed since the last mark, which goes as well. */
    private List<Object> toMark() {
        List<Object> last = stack.subList(marks.pop(), stack.size());
        List<Object> all = new ArrayList<>(last);
        last.clear();
        return all;
    }

    private Object remembered(int key) throws Fault {
        if (!memo.containsKey(key)) {
            throw new Fault("is damaged: its pickle refers to a value that is not there.");
        }
        return memo.get(key);
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Object value) {
        return (List<Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static Map<Object, Object> map(Object value) {
        return (Map<Object, Object>) value;
    }

    private byte[] take(long length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[(int) length];
        in.get(bytes);
        return bytes;
    }

    private String text(long length, Charset charset) {
        return new String(take(length), charset);
    }

    private String line() {
        int from = in.position();
        while (in.get() != '\n') {
            if (in.position() - from > LONGEST_LINE) {
                throw new NumberFormatException();
            }
        }
        return new String(in.array(), in.arrayOffset() + from, in.position() - 1 - from, StandardCharsets.UTF_8);
    }

    /** Python 2's texts stand between quotation marks. */
    private static String quoted(String line) {
        boolean marked = line.length() >= 2 && (line.startsWith("'") && line.endsWith("'") || line.startsWith("\"") && line.endsWith("\""));
        return marked ? line.substring(1, line.length() - 1) : line;
    }

    private static Object number(String digits) {
        if (digits.equals("00") || digits.equals("01")) {
            return digits.equals("01");
        }
        if (digits.length() > 100) {
            throw new NumberFormatException();
        }
        return narrow(new BigInteger(digits));
    }

    /** A whole number from its bytes, the lowest first. */
    private static Object whole(byte[] bytes) {
        byte[] turned = new byte[bytes.length + 1];
        for (int i = 0; i < bytes.length; i++) {
            turned[bytes.length - i] = bytes[i];
        }
        turned[0] = (byte) (bytes.length > 0 && bytes[bytes.length - 1] < 0 ? -1 : 0);
        return narrow(new BigInteger(turned));
    }

    private static Object narrow(BigInteger value) {
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }
}
