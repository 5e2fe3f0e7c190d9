package dyp.formats.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dyp.init.Initializer;
import dyp.nn.Activation;
import dyp.nn.Borders;
import dyp.nn.Layer;
import dyp.optim.Schedule;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** Single values of a configuration. Keras's None is an empty list, -1 in a list, and the default of anything else. */
final class Values {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** Lists that Keras writes as a number where they hold one. */
    private static final Set<String> NUMBER_OF_ONE = Set.of("axis", "scale", "offset");
    /** Lists in which -1 stands for Keras's None. */
    private static final Set<String> OPEN = Set.of("noise_shape", "output_shape");

    private static final Set<String> NONE_AT_0 = Set.of("sliding_window", "num_bins");

    private Values() {}

    static Object read(Type type, Object like, JsonNode node, String key) {
        return switch (type) {
            case ParameterizedType _ when node.isNull() -> like;
            case ParameterizedType list when list.getRawType() == List.class -> list(list.getActualTypeArguments()[0], node, key);
            case ParameterizedType layer when Layer.class.isAssignableFrom((Class<?>) layer.getRawType()) -> LayerCodec.read(node);
            case Class<?> c when c == Borders.class -> borders(node, key);
            case Class<?> c when c == NDArray.class -> node.isNull() ? null : array(node);
            case Class<?> c when c == OptionalInt.class -> node.isNull() ? OptionalInt.empty() : OptionalInt.of(whole(node, key));
            case Class<?> c when c == Double.class -> node.isNull() ? null : number(node, key);
            case Class<?> c when c == Schedule.class -> OptimizerCodec.schedule(node);
            case Class<?> c when c == Activation.class -> activation(node, key);
            case Class<?> c when Layer.class.isAssignableFrom(c) -> LayerCodec.read(node);
            case Class<?> _ when node.isNull() -> like;
            case Class<?> c when c == Initializer.class -> Parts.initializer(node);
            case Class<?> c when c == int.class -> whole(node, key);
            case Class<?> c when c == double.class -> number(node, key);
            case Class<?> c when c == boolean.class -> truth(node, key);
            case Class<?> c when c == String.class -> text(node, key);
            case Class<?> c when c.isEnum() -> constant(c, node, key);
            default -> throw new IllegalStateException("no way to read " + key + " as " + type);
        };
    }

    static JsonNode write(Object value, String key) {
        return switch (value) {
            case null -> NODES.nullNode();
            case Integer i when i == 0 && NONE_AT_0.contains(key) -> NODES.nullNode();
            case Integer i -> NODES.numberNode(i);
            case Double d when Double.isInfinite(d) -> NODES.nullNode();
            case Double d -> NODES.numberNode(d);
            case Boolean b -> NODES.booleanNode(b);
            case String s -> s.isEmpty() ? NODES.nullNode() : NODES.textNode(s);
            case Activation a -> NODES.textNode(a.kerasName());
            case OptionalInt i -> i.isEmpty() ? NODES.nullNode() : NODES.numberNode(i.getAsInt());
            case Schedule s -> OptimizerCodec.write(s);
            case Enum<?> e when key.equals("reduction") -> NODES.textNode(e.name().toLowerCase(Locale.ROOT));
            case Enum<?> e -> e.name().equals("NONE") ? NODES.nullNode() : NODES.textNode(e.name().toLowerCase(Locale.ROOT));
            case Borders b -> borders(b);
            case NDArray a -> array(a);
            case Initializer i -> Parts.write(i);
            case Layer l -> LayerCodec.write(l, l.name() == null ? l.kind() : l.name());
            case List<?> l -> list(l, key);
            default -> throw new IllegalStateException("no way to write " + key + " = " + value);
        };
    }

    // ---- numbers and words

    static int whole(JsonNode node, String key) {
        if (node.isArray() && node.size() == 1) { // an axis, in older files
            return whole(node.get(0), key);
        }
        if (!node.isNumber() || !node.canConvertToExactIntegral() || !node.canConvertToInt()) {
            throw expected("a whole number", node, key);
        }
        return node.intValue();
    }

    /** Keras writes infinities and NaN as words. */
    static double number(JsonNode node, String key) {
        if (node.isTextual() && Set.of("Infinity", "-Infinity", "NaN").contains(node.textValue())) {
            return Double.parseDouble(node.textValue());
        }
        if (!node.isNumber()) {
            throw expected("a number", node, key);
        }
        return node.doubleValue();
    }

    static boolean truth(JsonNode node, String key) {
        if (!node.isBoolean()) {
            throw expected("true or false", node, key);
        }
        return node.booleanValue();
    }

    static String text(JsonNode node, String key) {
        if (!node.isTextual()) {
            throw expected("a text", node, key);
        }
        return node.textValue();
    }

    private static Object constant(Class<?> type, JsonNode node, String key) {
        String word = text(node, key).toUpperCase(Locale.ROOT);
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(word)) {
                return constant;
            }
        }
        throw expected("one of " + List.of(type.getEnumConstants()).toString().toLowerCase(Locale.ROOT), node, key);
    }

    /** A name; an object for what takes settings, of which only the names are known. */
    private static Activation activation(JsonNode node, String key) {
        if (node.isObject() && node.path("class_name").asText().equals("function")) {
            return activation(node.path("config"), key);
        }
        return node.isNull() ? Activation.LINEAR : Activation.of(text(node, key));
    }

    static DypException expected(String what, JsonNode node, String key) {
        String came = node.toString();
        return new DypException("'" + key + "' must be " + what + ", but is " + (came.length() > 60 ? came.substring(0, 60) + "..." : came) + ".");
    }

    // ---- lists and arrays

    private static List<?> list(Type element, JsonNode node, String key) {
        List<JsonNode> nodes = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(nodes::add);
        } else if (!node.isNull()) {
            nodes.add(node);
        }
        return nodes.stream().map(n -> element == Integer.class ? (Object) (n.isNull() ? -1 : whole(n, key)) : element == Double.class ? (Object) number(n, key) : text(n, key))
                .toList();
    }

    private static JsonNode list(List<?> list, String key) {
        if (list.isEmpty()) {
            return NODES.nullNode();
        }
        if (list.size() == 1 && NUMBER_OF_ONE.contains(key)) {
            return write(list.getFirst(), key);
        }
        ArrayNode array = NODES.arrayNode();
        list.forEach(e -> array.add(OPEN.contains(key) && e.equals(-1) ? NODES.nullNode() : write(e, key)));
        return array;
    }

    /** A pair per axis, of one axis the pair alone; or a number for all. */
    private static Borders borders(JsonNode node, String key) {
        boolean one = node.isArray() && node.size() == 2 && node.get(0).isNumber();
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        for (JsonNode pair : one ? List.of(node) : node) {
            if (!pair.isArray() || pair.size() != 2) {
                throw expected("a pair of numbers per axis", node, key);
            }
            before.add(whole(pair.get(0), key));
            after.add(whole(pair.get(1), key));
        }
        return new Borders(before, after);
    }

    private static JsonNode borders(Borders b) {
        List<ArrayNode> pairs = IntStream.range(0, b.before().size()).mapToObj(i -> NODES.arrayNode().add(b.before().get(i)).add(b.after().get(i))).toList();
        return pairs.size() == 1 ? pairs.getFirst() : NODES.arrayNode().addAll(pairs);
    }

    /** Nested lists of numbers, or one number. */
    static NDArray array(JsonNode node) {
        List<Integer> dims = new ArrayList<>();
        for (JsonNode n = node; n.isArray(); n = n.get(0)) {
            dims.add(n.size());
            if (n.isEmpty()) {
                break;
            }
        }
        List<Double> flat = new ArrayList<>();
        flatten(node, flat);
        Shape shape = Shape.of(dims.stream().mapToInt(Integer::intValue).toArray());
        if (shape.size() != flat.size()) {
            throw expected("lists of equal lengths", node, "array");
        }
        return NDArray.generate(shape, flat::get);
    }

    private static void flatten(JsonNode node, List<Double> into) {
        if (node.isArray()) {
            node.forEach(n -> flatten(n, into));
        } else {
            into.add(number(node, "array"));
        }
    }

    private static JsonNode array(NDArray a) {
        if (a.shape().rank() == 0) {
            return NODES.numberNode(a.at(0));
        }
        ArrayNode rows = NODES.arrayNode();
        for (int i = 0; i < a.shape().dim(0); i++) {
            rows.add(array(a.rows(i, i + 1).reshape(a.shape().sample().dims())));
        }
        return rows;
    }
}
