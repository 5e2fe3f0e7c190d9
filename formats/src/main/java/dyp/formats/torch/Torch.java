package dyp.formats.torch;

import dyp.formats.file.NumberType;
import dyp.store.Fault;
import java.util.List;
import java.util.Map;

/** What a state dict's pickle is made of besides plain values. */
sealed interface Torch {
    /**
     * Numbers by the key under which the file holds them.
     *
     * @param type null for bytes whose type each tensor says
     * @param first where they begin within the file's, counted in numbers (views of older files)
     * @param length in numbers, of bytes where the type is null
     */
    record Storage(String key, NumberType type, long first, long length) implements Torch {}

    /** A window on a storage; offset and strides in numbers. */
    record Window(Storage storage, NumberType type, long offset, int[] dims, long[] strides) implements Torch {
        long size() {
            long size = 1;
            for (int d : dims) {
                // Held at 2^31, so that it cannot overflow.
                size = Math.min(size, 1L << 31) * d;
            }
            return size;
        }

        /** What lies in the storage, of the window's own type. */
        long available() {
            return storage.type == null ? storage.length / type.bytes() : storage.length;
        }
    }

    /** A thing that matters to nobody here: a device, a type of numbers. */
    record Word(String text) implements Torch {}

    /** The type of numbers that a storage's class or a dtype names; null where it is not known. */
    static NumberType type(String name) {
        return switch (name) {
            case "DoubleStorage", "float64", "double" -> NumberType.F64;
            case "FloatStorage", "float32", "float" -> NumberType.F32;
            case "HalfStorage", "float16", "half" -> NumberType.F16;
            case "BFloat16Storage", "bfloat16" -> NumberType.BF16;
            case "LongStorage", "int64", "long" -> NumberType.I64;
            case "IntStorage", "int32", "int" -> NumberType.I32;
            case "ShortStorage", "int16", "short" -> NumberType.I16;
            case "CharStorage", "int8" -> NumberType.I8;
            case "ByteStorage", "uint8" -> NumberType.U8;
            case "BoolStorage", "bool" -> NumberType.BOOL;
            case "uint16" -> NumberType.U16;
            case "uint32" -> NumberType.U32;
            case "uint64" -> NumberType.U64;
            default -> null;
        };
    }

    /** Why a name is not followed. */
    static Fault unknown(Unpickler.Global name) {
        String full = name.toString();
        if (full.startsWith("numpy.")) {
            return new Fault("holds values of NumPy (" + full + "), which are not read. Save them as tensors, or turn them into plain numbers with .item() before torch.save.");
        }
        if (name.name().startsWith("_rebuild_") || name.name().equals("_get_layout")) {
            return new Fault("holds a tensor of a kind that is not read (" + full + "): sparse, quantized, nested, or without its numbers. Turn it into a dense one before torch.save.");
        }
        if (name.module().startsWith("torch.nn") || name.module().startsWith("__torch__") || name.module().startsWith("torchvision") || name.module().startsWith("timm")) {
            return new Fault("holds a whole model as Python objects (" + full + "), not its numbers alone. Save torch.save(model.state_dict(), path).");
        }
        return new Fault("names " + full + ", which is not read: Dyp reads tensors and plain containers only, and runs no code of a file. Save torch.save(model.state_dict(), path).");
    }

    /** Plain numbers of a tuple. */
    static long[] longs(Object tuple) throws Fault {
        List<?> list = (List<?>) tuple;
        if (list.size() > 32) {
            throw new Fault("is damaged: a tensor has " + list.size() + " axes.");
        }
        return list.stream().mapToLong(v -> (Long) v).toArray();
    }

    /** Marks that PyTorch keeps at a tensor, as that its numbers are meant negated. */
    static void requirePlain(Object metadata) throws Fault {
        if (metadata instanceof Map<?, ?> marks && marks.values().stream().anyMatch(Boolean.TRUE::equals)) {
            throw new Fault("holds a tensor that is a view with a sign or conjugation of its own. Save tensor.clone() or tensor.resolve_neg().");
        }
    }
}
