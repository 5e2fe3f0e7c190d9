package dyp.formats.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dyp.optim.Accumulate;
import dyp.optim.AdamW;
import dyp.optim.ClipNorm;
import dyp.optim.ClipValue;
import dyp.optim.Constant;
import dyp.optim.Ema;
import dyp.optim.GlobalClipNorm;
import dyp.optim.LossScale;
import dyp.optim.Optimizer;
import dyp.optim.Optimizers;
import dyp.optim.Option;
import dyp.optim.RmsProp;
import dyp.optim.Schedule;
import dyp.optim.Schedules;
import dyp.optim.Tuned;
import dyp.optim.WeightDecay;
import dyp.tensor.DypException;
import java.util.List;
import java.util.function.BiFunction;

/** Optimizers with their options, and schedules, as Keras's configurations and back. */
final class OptimizerCodec {
    /** With Keras's defaults. */
    private static final List<Optimizer> RULES = List.of(Optimizers.sgd(), Optimizers.rmsProp(), Optimizers.adam(), Optimizers.adamW(), Optimizers.adamax(),
            Optimizers.nadam(), Optimizers.adagrad(), Optimizers.adadelta(), Optimizers.adafactor(), Optimizers.ftrl(), Optimizers.lion(), Optimizers.lamb());
    private static final List<Schedule> SCHEDULES = List.of(Schedules.exponentialDecay(0.1, 1, 0.5), Schedules.inverseTimeDecay(0.1, 1, 0.5),
            Schedules.piecewiseConstantDecay(new int[] {1}, new double[] {1, 1}), Schedules.polynomialDecay(0.1, 1), Schedules.cosineDecay(0.1, 1),
            Schedules.cosineDecayRestarts(0.1, 1));

    private OptimizerCodec() {}

    /**
     * A name, or an object.
     *
     * @throws DypException where the rule, an option or the schedule is not known
     */
    static Optimizer read(JsonNode node) {
        String name = Keys.snake(Parts.name(node));
        Optimizer like = RULES.stream().filter(r -> Keys.snake(className(r)).equals(name) || Keys.snake(className(r)).replace("_", "").equals(name)).findFirst()
                .orElseThrow(() -> new DypException("The optimizer " + Parts.name(node) + " cannot be read. There are "
                        + String.join(", ", RULES.stream().map(OptimizerCodec::className).toList()) + "."));
        JsonNode c = node.path("config");
        Optimizer rule = Records.read(like, c);
        rule = rule instanceof AdamW a && c.path("weight_decay").isNumber() ? a.weightDecay(c.get("weight_decay").doubleValue()) : rule;
        if (c.path("use_ema").asBoolean(false)) {
            rule = with(rule.ema(c.path("ema_momentum").asDouble(0.99)), c, "ema_overwrite_frequency", (o, n) -> o.overwriteEvery(n.intValue()));
        }
        rule = like instanceof AdamW ? rule : with(rule, c, "weight_decay", Optimizer::weightDecay);
        rule = with(rule, c, "clipnorm", Optimizer::clipNorm);
        rule = with(rule, c, "global_clipnorm", Optimizer::globalClipNorm);
        rule = with(rule, c, "clipvalue", Optimizer::clipValue);
        rule = with(rule, c, "gradient_accumulation_steps", (o, n) -> o.accumulate(n.intValue()));
        return with(rule, c, "loss_scale_factor", Optimizer::lossScale);
    }

    private static Optimizer with(Optimizer rule, JsonNode config, String key, BiFunction<Optimizer, Double, Optimizer> option) {
        return config.path(key).isNumber() ? option.apply(rule, config.get(key).doubleValue()) : rule;
    }

    private static String className(Optimizer rule) {
        return rule instanceof RmsProp ? "RMSprop" : rule.getClass().getSimpleName().replace("Sgd", "SGD");
    }

    static ObjectNode write(Optimizer optimizer) {
        Optimizer rule = optimizer instanceof Tuned t ? t.rule() : optimizer;
        if (RULES.stream().noneMatch(r -> r.getClass() == rule.getClass())) {
            throw new DypException("The optimizer " + className(rule) + " cannot be written for Keras, so the file says nothing of it.");
        }
        ObjectNode object = Parts.object("keras.optimizers", className(rule));
        ObjectNode c = object.withObject("/config").put("name", Keys.snake(className(rule)));
        c.putNull("learning_rate").putNull("weight_decay").putNull("clipnorm").putNull("global_clipnorm").putNull("clipvalue").put("use_ema", false)
                .put("ema_momentum", 0.99).putNull("ema_overwrite_frequency").putNull("loss_scale_factor").putNull("gradient_accumulation_steps");
        Records.write(rule, c);
        if (rule instanceof AdamW a) {
            c.put("weight_decay", a.weightDecay().decay());
        }
        if (optimizer instanceof Tuned t) {
            t.options().forEach(o -> write(o, c));
        }
        return object;
    }

    private static void write(Option option, ObjectNode c) {
        switch (option) {
            case WeightDecay w when w.excluded().isEmpty() -> c.put("weight_decay", w.decay());
            case ClipNorm n -> c.put("clipnorm", n.norm());
            case GlobalClipNorm n -> c.put("global_clipnorm", n.norm());
            case ClipValue v -> c.put("clipvalue", v.value());
            case LossScale s -> c.put("loss_scale_factor", s.factor());
            case Accumulate a -> c.put("gradient_accumulation_steps", a.n());
            case Ema e -> {
                c.put("use_ema", true).put("ema_momentum", e.momentum());
                if (e.overwriteEvery() > 0) {
                    c.put("ema_overwrite_frequency", e.overwriteEvery());
                }
            }
            default -> throw new DypException("Keras has no word for the optimizer's option " + option + ", so the file says nothing of the optimizer.");
        }
    }

    /** A number, or a schedule. */
    static Schedule schedule(JsonNode node) {
        if (node.isNumber()) {
            return new Constant(node.doubleValue());
        }
        String name = Parts.name(node);
        Schedule like = SCHEDULES.stream().filter(s -> s.getClass().getSimpleName().equals(name)).findFirst()
                .orElseThrow(() -> new DypException("The schedule " + name + " cannot be read. There are "
                        + String.join(", ", SCHEDULES.stream().map(s -> s.getClass().getSimpleName()).toList()) + "."));
        return Records.read(like, node.path("config"));
    }

    static JsonNode write(Schedule schedule) {
        if (schedule instanceof Constant c) {
            return JsonNodeFactory.instance.numberNode(c.learningRate());
        }
        if (SCHEDULES.stream().noneMatch(s -> s.getClass() == schedule.getClass())) {
            throw new DypException("Keras has no word for the schedule " + schedule + ", so the file says nothing of the optimizer.");
        }
        ObjectNode object = Parts.object("keras.optimizers.schedules", schedule.getClass().getSimpleName());
        Records.write(schedule, object.withObject("/config").put("name", schedule.getClass().getSimpleName()));
        return object;
    }
}
