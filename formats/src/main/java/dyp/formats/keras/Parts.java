package dyp.formats.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dyp.init.Identity;
import dyp.init.Initializer;
import dyp.init.Initializers;
import dyp.init.Orthogonal;
import dyp.init.RandomNormal;
import dyp.init.RandomUniform;
import dyp.init.TruncatedNormal;
import dyp.init.VarianceScaling;
import dyp.init.VarianceScaling.Distribution;
import dyp.init.VarianceScaling.Mode;
import dyp.nn.Constraint;
import dyp.nn.L1L2;
import dyp.nn.MaxNorm;
import dyp.nn.MinMaxNorm;
import dyp.nn.NonNeg;
import dyp.nn.OrthogonalRegularizer;
import dyp.nn.Parameter;
import dyp.nn.Regularizer;
import dyp.nn.UnitNorm;
import dyp.tensor.DypException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What layers are told about their weights: initializers, regularizers and constraints. */
final class Parts {
    /** Those that are a VarianceScaling by another name. */
    private static final Map<String, Initializer> SCALINGS = new LinkedHashMap<>();

    static {
        SCALINGS.put("GlorotUniform", Initializers.glorotUniform());
        SCALINGS.put("GlorotNormal", Initializers.glorotNormal());
        SCALINGS.put("HeUniform", Initializers.heUniform());
        SCALINGS.put("HeNormal", Initializers.heNormal());
        SCALINGS.put("LecunUniform", Initializers.lecunUniform());
        SCALINGS.put("LecunNormal", Initializers.lecunNormal());
        SCALINGS.put("Zeros", Initializers.zeros());
        SCALINGS.put("Ones", Initializers.ones());
    }

    private static final List<Record> INITIALIZERS = List.of(new Initializers.Constant(0), new RandomNormal(0, 0.05), new RandomUniform(-0.05, 0.05),
            new TruncatedNormal(0, 0.05), new Orthogonal(1), new Identity(1));
    private static final List<Record> CONSTRAINTS = List.of(new MaxNorm(2, List.of(0)), new MinMaxNorm(0, 1, 1, List.of(0)), new NonNeg(),
            new UnitNorm(List.of(0)));
    private static final double KERAS_PRICE = 0.01;

    private Parts() {}

    /** @param stem what the keys begin with, as {@code kernel} in {@code kernel_initializer} */
    static Parameter parameter(Parameter like, String stem, JsonNode config) {
        JsonNode initializer = config.path(stem + "_initializer");
        return new Parameter(initializer.isMissingNode() || initializer.isNull() ? like.initializer() : initializer(initializer),
                regularizer(config.path(stem + "_regularizer")), constraint(config.path(stem + "_constraint")));
    }

    static void write(Parameter p, String stem, ObjectNode config) {
        config.set(stem + "_initializer", write(p.initializer()));
        config.set(stem + "_regularizer", write(p.regularizer()));
        config.set(stem + "_constraint", p.constraint() == Constraint.NONE ? config.nullNode() : record("constraints", p.constraint()));
    }

    // ---- initializers

    /** An object, or a name such as {@code he_normal}. */
    static Initializer initializer(JsonNode node) {
        String name = name(node);
        JsonNode config = node.path("config");
        for (var known : SCALINGS.entrySet()) {
            if (Keys.snake(known.getKey()).equals(Keys.snake(name))) {
                return known.getValue();
            }
        }
        if (name.equals("VarianceScaling")) {
            String mode = Values.text(config.path("mode"), "mode").replace("fan_avg", "fan_average");
            String drawn = Values.text(config.path("distribution"), "distribution");
            return new VarianceScaling(Values.number(config.path("scale"), "scale"), Mode.valueOf(mode.toUpperCase(Locale.ROOT)),
                    Distribution.valueOf(drawn.toUpperCase(Locale.ROOT)));
        }
        return (Initializer) record(INITIALIZERS, name.replace("Initializer", ""), config, "initializer");
    }

    static ObjectNode write(Initializer initializer) {
        for (var known : SCALINGS.entrySet()) {
            if (known.getValue().equals(initializer)) {
                boolean drawn = initializer instanceof VarianceScaling;
                ObjectNode object = object("keras.initializers", known.getKey());
                if (drawn) {
                    object.withObject("/config").putNull("seed");
                }
                return object;
            }
        }
        if (initializer instanceof VarianceScaling v) {
            ObjectNode object = object("keras.initializers", "VarianceScaling");
            object.withObject("/config").put("scale", v.scale()).put("mode", v.mode().name().toLowerCase(Locale.ROOT).replace("fan_average", "fan_avg"))
                    .put("distribution", v.distribution().name().toLowerCase(Locale.ROOT)).putNull("seed");
            return object;
        }
        return record("initializers", initializer);
    }

    // ---- regularizers

    static Regularizer regularizer(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return Regularizer.NONE;
        }
        JsonNode c = node.path("config");
        return switch (name(node)) {
            case "L1", "l1" -> Regularizer.l1(c.path("l1").asDouble(KERAS_PRICE));
            case "L2", "l2" -> Regularizer.l2(c.path("l2").asDouble(KERAS_PRICE));
            case "L1L2", "l1_l2" -> Regularizer.l1l2(c.path("l1").asDouble(0), c.path("l2").asDouble(0));
            case "OrthogonalRegularizer", "orthogonal_regularizer" -> Records.read(Regularizer.orthogonal(KERAS_PRICE), c);
            default -> throw new DypException("The regularizer " + name(node) + " is not known. L1, L2, L1L2 and OrthogonalRegularizer are.");
        };
    }

    static JsonNode write(Regularizer regularizer) {
        return switch (regularizer) {
            case L1L2(double l1, double l2) when l1 == 0 -> price("L2", "l2", l2);
            case L1L2(double l1, double l2) when l2 == 0 -> price("L1", "l1", l1);
            case L1L2 both -> record("regularizers", both);
            case OrthogonalRegularizer o -> record("regularizers", o);
            case Regularizer r when r == Regularizer.NONE -> JsonNodeFactory.instance.nullNode();
            default -> throw new DypException("Keras has no word for the regularizer " + regularizer + ", so it cannot be written.");
        };
    }

    private static ObjectNode price(String name, String key, double strength) {
        ObjectNode object = object("keras.regularizers", name);
        object.withObject("/config").put(key, strength);
        return object;
    }

    private static Constraint constraint(JsonNode node) {
        return node.isMissingNode() || node.isNull() ? Constraint.NONE : (Constraint) record(CONSTRAINTS, name(node), node.path("config"), "constraint");
    }

    // ---- objects

    /** The class's name, or what stands in its place. */
    static String name(JsonNode node) {
        return node.isTextual() ? node.textValue() : Values.text(node.path("class_name"), "class_name");
    }

    private static Record record(List<Record> known, String name, JsonNode config, String what) {
        Record like = known.stream().filter(r -> Keys.snake(r.getClass().getSimpleName()).equals(Keys.snake(name))).findFirst()
                .orElseThrow(() -> new DypException("The " + what + " '" + name + "' is not known. There are "
                        + String.join(", ", known.stream().map(r -> r.getClass().getSimpleName()).toList()) + "."));
        return Records.read(like, config);
    }

    private static ObjectNode record(String module, Object record) {
        if (!(record instanceof Record)) {
            throw new DypException("Keras has no word for " + record + ", so it cannot be written. Write it as a record of Dyp's own.");
        }
        ObjectNode object = object("keras." + module, record.getClass().getSimpleName());
        Records.write(record, object.withObject("/config"));
        return object;
    }

    /** As Keras writes each object. */
    static ObjectNode object(String module, String name) {
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("module", module).put("class_name", name);
        object.putObject("config");
        object.putNull("registered_name");
        return object;
    }
}
