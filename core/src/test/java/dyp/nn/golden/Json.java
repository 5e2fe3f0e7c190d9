package dyp.nn.golden;

import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A value read from JSON: enough to read the fixtures, no more (of the escapes, only a character as it stands).
 *
 * @param value a Map, a List, a String, a Double, a Boolean or null
 */
public record Json(Object value) {
    public static Json parse(String text) {
        return new Json(new Reader(text).value());
    }

    public Json get(String key) {
        return new Json(((Map<?, ?>) value).get(key));
    }

    public Json get(int i) {
        return new Json(((List<?>) value).get(i));
    }

    public boolean has(String key) {
        return ((Map<?, ?>) value).containsKey(key);
    }

    public List<String> keys() {
        return ((Map<?, ?>) value).keySet().stream().map(Object::toString).toList();
    }

    public List<Json> list() {
        return ((List<?>) value).stream().map(Json::new).toList();
    }

    public boolean isNull() {
        return value == null;
    }

    public double number() {
        return value instanceof String s ? Double.parseDouble(s) : (Double) value;
    }

    public double number(String key, double otherwise) {
        return has(key) && !get(key).isNull() ? get(key).number() : otherwise;
    }

    public int integer() {
        return (int) number();
    }

    public String text() {
        return (String) value;
    }

    public boolean truth() {
        return (Boolean) value;
    }

    public Shape shape() {
        return Shape.of(list().stream().mapToInt(Json::integer).toArray());
    }

    /** Nested lists of numbers as an array. */
    public NDArray array(DType dtype) {
        List<Integer> dims = new ArrayList<>();
        for (Object o = value; o instanceof List<?> l; o = l.getFirst()) {
            dims.add(l.size());
        }
        List<Double> flat = new ArrayList<>();
        flatten(this, flat);
        int[] shape = dims.stream().mapToInt(Integer::intValue).toArray();
        NDArray a = NDArray.zeros(dtype, Shape.of(shape));
        for (int i = 0; i < flat.size(); i++) {
            if (dtype == DType.FLOAT32) {
                a.floats()[i] = flat.get(i).floatValue();
            } else {
                a.ints()[i] = flat.get(i).intValue();
            }
        }
        return a;
    }

    public NDArray array() {
        return array(DType.FLOAT32);
    }

    private static void flatten(Json json, List<Double> into) {
        if (json.value instanceof List<?>) {
            json.list().forEach(j -> flatten(j, into));
        } else {
            into.add(json.number());
        }
    }

    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        private char peek() {
            while (Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            return text.charAt(at);
        }

        private boolean skip(char c) {
            boolean found = peek() == c;
            at += found ? 1 : 0;
            return found;
        }

        Object value() {
            switch (peek()) {
                case '{' -> {
                    Map<String, Object> map = new LinkedHashMap<>();
                    at++;
                    while (!skip('}')) {
                        String key = string();
                        skip(':');
                        map.put(key, value());
                        skip(',');
                    }
                    return map;
                }
                case '[' -> {
                    List<Object> list = new ArrayList<>();
                    at++;
                    while (!skip(']')) {
                        list.add(value());
                        skip(',');
                    }
                    return list;
                }
                case '"' -> {
                    return string();
                }
                default -> {
                    int from = at;
                    while (at < text.length() && ",]} \n\t\r".indexOf(text.charAt(at)) < 0) {
                        at++;
                    }
                    String word = text.substring(from, at);
                    return switch (word) {
                        case "null" -> null;
                        case "true", "false" -> word.equals("true");
                        default -> Double.valueOf(word);
                    };
                }
            }
        }

        private String string() {
            skip('"');
            StringBuilder out = new StringBuilder();
            for (; text.charAt(at) != '"'; at++) {
                at += text.charAt(at) == '\\' ? 1 : 0;
                out.append(text.charAt(at));
            }
            at++;
            return out.toString();
        }
    }
}
