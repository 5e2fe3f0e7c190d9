package dyp.formats.torch;

import dyp.formats.file.NumberType;
import dyp.formats.torch.Torch.Storage;
import dyp.formats.torch.Torch.Window;
import dyp.formats.torch.Torch.Word;
import dyp.store.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names that a pickle of tensors and containers may use, and what each stands for. All others are refused. */
final class Names implements Unpickler.Meaning {
    private static final int MOST_PAIRS = 2_000_000;

    private final Map<String, Storage> storages = new LinkedHashMap<>();
    private int pairs;

    /** Every storage that was named, by key. */
    Map<String, Storage> storages() {
        return storages;
    }

    @Override
    public Object call(Unpickler.Global function, List<Object> a) throws Fault {
        return switch (function.toString()) {
            case "collections.OrderedDict", "builtins.dict", "__builtin__.dict" -> dictionary(a);
            case "collections.defaultdict" -> new LinkedHashMap<>();
            case "builtins.list", "builtins.tuple", "builtins.set", "builtins.frozenset", "__builtin__.list", "__builtin__.tuple", "__builtin__.set",
                    "__builtin__.frozenset", "torch.Size" -> a.isEmpty() ? new ArrayList<>() : (List<?>) a.getFirst();
            // Bytes and devices matter to no tensor.
            case "_codecs.encode", "builtins.bytearray", "__builtin__.bytearray", "torch.device" -> new Word(function.name());
            case "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2" -> {
                Torch.requirePlain(a.size() > 6 ? a.get(6) : null);
                yield window((Storage) a.get(0), ((Storage) a.get(0)).type(), (Long) a.get(1), a.get(2), a.get(3));
            }
            case "torch._utils._rebuild_tensor_v3" -> {
                Torch.requirePlain(a.size() > 7 ? a.get(7) : null);
                Unpickler.Global dtype = (Unpickler.Global) a.get(6);
                yield window((Storage) a.get(0), known(dtype), (Long) a.get(1), a.get(2), a.get(3));
            }
            case "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state" -> (Window) a.getFirst();
            // A tensor with fields of its own: what it consists of is its first arguments' call.
            case "torch._tensor._rebuild_from_type_v2" -> {
                if (!a.getFirst().toString().startsWith("torch._utils._rebuild_")) {
                    throw Torch.unknown((Unpickler.Global) a.getFirst());
                }
                yield call((Unpickler.Global) a.getFirst(), Unpickler.list(a.get(2)));
            }
            default -> throw Torch.unknown(function);
        };
    }

    private Map<Object, Object> dictionary(List<Object> arguments) throws Fault {
        Map<Object, Object> map = new LinkedHashMap<>();
        if (!arguments.isEmpty()) {
            // The same pairs may be named again and again.
            pairs += ((List<?>) arguments.getFirst()).size();
            if (pairs > MOST_PAIRS) {
                throw new Fault("has dictionaries of more than " + MOST_PAIRS + " entries, which no model's file has.");
            }
            for (Object pair : (List<?>) arguments.getFirst()) {
                if (!(pair instanceof List<?> p) || p.size() != 2 || !(p.getFirst() instanceof String name)) {
                    throw new Fault("has a dictionary whose keys are no texts, which no state dict has.");
                }
                map.put(name, p.get(1));
            }
        }
        return map;
    }

    private static NumberType known(Unpickler.Global dtype) throws Fault {
        NumberType type = dtype.module().equals("torch") ? Torch.type(dtype.name()) : null;
        if (type == null) {
            throw new Fault("holds numbers of type " + dtype + ", which is not read. Turn them into float32 before torch.save.");
        }
        return type;
    }

    private static Window window(Storage storage, NumberType type, long offset, Object size, Object stride) throws Fault {
        long[] lengths = Torch.longs(size), strides = Torch.longs(stride);
        int[] dims = new int[lengths.length];
        boolean empty = false, sound = type != null && lengths.length == strides.length && offset >= 0;
        for (int i = 0; i < dims.length && sound; i++) {
            dims[i] = (int) lengths[i];
            empty |= dims[i] == 0;
            sound = lengths[i] >= 0 && lengths[i] == dims[i] && strides[i] >= 0 && strides[i] <= Integer.MAX_VALUE;
        }
        Window window = new Window(storage, type, offset, dims, strides);
        // The last place: at most 32 products below 2^62 in doubles, which is exact enough to refuse what is far out.
        double last = offset;
        for (int i = 0; i < dims.length && sound; i++) {
            last += (dims[i] - 1.0) * strides[i];
        }
        if (!sound || window.size() > Integer.MAX_VALUE || !empty && !(last < window.available())) {
            throw new Fault("is damaged: a tensor of shape " + Arrays.toString(lengths) + " with strides " + Arrays.toString(strides)
                    + " from " + offset + " on does not lie within its " + storage.length() + " numbers.");
        }
        return window;
    }

    /** {@code ('storage', class, key, device, count)}, in older files with {@code (key of a view, first, count)} or None behind it. */
    @Override
    public Object persistent(Object id) throws Fault {
        if (!(id instanceof List<?> parts) || parts.size() < 5 || !"storage".equals(parts.getFirst()) || !(parts.get(1) instanceof Unpickler.Global type)
                || !(parts.get(2) instanceof String key) || !(parts.get(4) instanceof Long count)) {
            throw new Fault("is damaged or of another kind: its pickle refers to something outside of itself that is no storage of numbers.");
        }
        NumberType numbers = Torch.type(type.name());
        if (!type.module().startsWith("torch") || numbers == null && !type.name().equals("UntypedStorage")) {
            throw new Fault("holds numbers of type " + type + ", which is not read. Turn them into float32 before torch.save.");
        }
        long first = 0, length = count;
        if (parts.size() > 5 && parts.get(5) instanceof List<?> view) {
            first = (Long) view.get(1);
            length = (Long) view.get(2);
            if (numbers == null || first < 0 || length < 0 || first > count || length > count - first) {
                throw new Fault("is damaged: a view lies outside of its storage.");
            }
        }
        if (count < 0) {
            throw new Fault("is damaged: a storage holds " + count + " numbers.");
        }
        Storage storage = new Storage(key, numbers, 0, count);
        Storage known = storages.putIfAbsent(key, storage);
        if (known != null && !known.equals(storage)) {
            throw new Fault("is damaged: it says of storage '" + key + "' two different things.");
        }
        return new Storage(key, numbers, first, length);
    }
}
