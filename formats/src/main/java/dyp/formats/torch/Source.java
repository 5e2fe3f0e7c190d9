package dyp.formats.torch;

import dyp.tensor.NDArray;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A state dict's arrays by key, and which of them were taken. */
final class Source {
    /** An array and the key it came by. */
    record Taken(String key, NDArray value) {}

    /** A module: what its keys begin with, and of a stack of recurrent layers which one. */
    record Module(String prefix, int depth) {
        String key(String last) {
            return prefix.isEmpty() ? last : last.isEmpty() ? prefix : prefix + "." + last;
        }
    }

    private final Map<String, NDArray> arrays;
    private final Set<String> used = new LinkedHashSet<>();

    Source(Map<String, NDArray> arrays) {
        this.arrays = arrays;
    }

    /** The first of these modules that has anything; the first of all where none has. */
    Module module(List<String> names) {
        List<Module> all = new ArrayList<>();
        for (String name : names) {
            int at = name.indexOf('#');
            all.add(at < 0 ? new Module(name, 0) : new Module(name.substring(0, at), Integer.parseInt(name.substring(at + 1))));
        }
        return all.stream().filter(m -> arrays.keySet().stream().anyMatch(k -> m.prefix.isEmpty() || k.equals(m.prefix) || k.startsWith(m.prefix + ".")))
                .findFirst().orElse(all.getFirst());
    }

    boolean has(String key) {
        return arrays.containsKey(key);
    }

    /** The first of these keys that is there; null where none is. */
    Taken take(List<String> keys) {
        for (String key : keys) {
            if (arrays.containsKey(key)) {
                used.add(key);
                return new Taken(key, arrays.get(key));
            }
        }
        return null;
    }

    List<String> unused() {
        return arrays.keySet().stream().filter(k -> !used.contains(k)).toList();
    }
}
