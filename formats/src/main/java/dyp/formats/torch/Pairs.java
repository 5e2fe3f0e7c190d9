package dyp.formats.torch;

import dyp.tensor.DypException;
import dyp.train.Model;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What PyTorch calls the layers of a model. A path is that of a layer ({@code stem/conv1}) and stands for a module ({@code layer1.0.conv1}), or of a
 * variable ({@code tokens/positions}) and stands for a key ({@code pos_embed}). Of a stack of recurrent layers, {@code rnn#1} is the second.
 */
@FunctionalInterface
public interface Pairs {
    /** What a path may be called there, likeliest first; empty where it is not said. */
    List<String> names(String path);

    /** The same names: {@code block/conv1} is {@code block.conv1}. */
    static Pairs sameNames() {
        return path -> List.of(path.replace('/', '.'));
    }

    /** Path by path. Several names are parted by {@code |}. */
    static Pairs of(Map<String, String> named) {
        Map<String, String> copy = Map.copyOf(named);
        return path -> copy.containsKey(path) ? List.of(copy.get(path).split("\\|", -1)) : List.of();
    }

    /**
     * By rules: the first whose pattern is the whole path says the name, as {@code conv(\d)_block(\d)_bn -> layer$1.$2.bn}.
     *
     * @param rules regular expressions and what to make of what they find, in the order of the map
     */
    static Pairs rules(Map<String, String> rules) {
        Map<Pattern, String> compiled = new LinkedHashMap<>();
        rules.forEach((pattern, name) -> compiled.put(Pattern.compile(pattern), name));
        return path -> compiled.entrySet().stream().filter(r -> r.getKey().matcher(path).matches())
                .map(r -> List.of(r.getKey().matcher(path).replaceFirst(r.getValue()))).findFirst().orElse(List.of());
    }

    /**
     * One after the other: the modules of {@code nn.Sequential}, which are called by numbers, and the model's layers that have weights.
     *
     * @throws DypException where there are not as many
     */
    static Pairs inOrder(Model model, Collection<String> keys) {
        Map<Integer, String> modules = new TreeMap<>();
        for (String key : keys) {
            String first = key.substring(0, Math.max(0, key.indexOf('.')));
            if (!first.matches("\\d{1,9}")) {
                throw new DypException("Only the modules of nn.Sequential have an order, as their names are numbers; but the file has '" + key
                        + "'. Say the pairs by name.");
            }
            modules.put(Integer.parseInt(first), first);
        }
        List<String> layers = new ArrayList<>(model.body().names().stream().filter(l -> !model.variables(l).isEmpty()).toList());
        if (layers.size() != modules.size()) {
            throw new DypException("The model has " + layers.size() + " layers with weights " + layers + ", but the file has " + modules.size() + " modules "
                    + modules.values() + ".");
        }
        Map<String, String> pairs = new LinkedHashMap<>();
        modules.values().forEach(m -> pairs.put(layers.removeFirst(), m));
        return of(pairs);
    }

    /** These, and others for what they do not name. */
    default Pairs or(Pairs others) {
        return path -> names(path).isEmpty() ? others.names(path) : names(path);
    }
}
