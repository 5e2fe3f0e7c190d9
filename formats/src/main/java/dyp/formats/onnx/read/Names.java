package dyp.formats.onnx.read;

import java.util.HashSet;
import java.util.Set;

/** Names of layers, from those of nodes and weights: each once, and without the '/' that stands between the names of a path. */
final class Names {
    private final Set<String> used = new HashSet<>();

    /** A name like this that is free. */
    String next(String wanted) {
        String base = part(wanted);
        base = base.isEmpty() ? "node" : base;
        String name = base;
        for (int i = 1; !used.add(name); i++) {
            name = base + "_" + i;
        }
        return name;
    }

    /** A name that can be a part of a path. */
    static String part(String name) {
        String plain = name.replaceAll("[/:\\s]+", "_");
        return plain.startsWith("_") && plain.length() > 1 ? plain.substring(1) : plain;
    }

    /** The layer that a weight belongs to: {@code conv1} of {@code conv1.weight}, {@code block/conv1} of {@code block/conv1/kernel}. */
    static String owner(String weight) {
        int cut = Math.max(weight.lastIndexOf('/'), weight.lastIndexOf('.'));
        return cut > 0 ? weight.substring(0, cut) : weight;
    }
}
