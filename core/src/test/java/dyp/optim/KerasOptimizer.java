package dyp.optim;

import dyp.nn.golden.Json;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Keras's optimizers as ours, from the arguments that the fixture was written with. */
final class KerasOptimizer {
    private final Json arguments;
    private final Set<String> open;

    private KerasOptimizer(Json arguments) {
        this.arguments = arguments;
        this.open = new TreeSet<>(arguments.keys());
    }

    /** Null where there is no such rule, or no such option. */
    static Optimizer of(Json fixture) {
        KerasOptimizer keras = new KerasOptimizer(fixture.get("arguments"));
        Optimizer rule = keras.rule(fixture.get("optimizer").text());
        Optimizer ours = rule == null ? null : keras.options(rule);
        return keras.open.isEmpty() ? ours : null;
    }

    private Optimizer rule(String name) {
        Schedule rate = rate();
        return switch (name) {
            case "SGD" -> flag("nesterov") ? Optimizers.sgd(rate).nesterov(number("momentum", 0))
                    : Optimizers.sgd(rate).momentum(number("momentum", 0));
            case "RMSprop" -> Optimizers.rmsProp(rate).rho(number("rho", 0.9)).momentum(number("momentum", 0))
                    .epsilon(number("epsilon", 1e-7)).centered(flag("centered"));
            case "Adam" -> Optimizers.adam(rate).beta1(number("beta_1", 0.9)).beta2(number("beta_2", 0.999)).epsilon(number("epsilon", 1e-7))
                    .amsgrad(flag("amsgrad"));
            case "AdamW" -> Optimizers.adamW(rate).amsgrad(flag("amsgrad"));
            case "Adamax" -> Optimizers.adamax(rate);
            case "Nadam" -> Optimizers.nadam(rate);
            case "Adagrad" -> given("initial_accumulator_value")
                    ? Optimizers.adagrad(rate).initialAccumulatorValue(number("initial_accumulator_value", 0)) : Optimizers.adagrad(rate);
            case "Adadelta" -> Optimizers.adadelta(rate);
            case "Adafactor" -> {
                // Changes nothing in Keras: see Adafactor.
                open.remove("relative_step");
                yield Optimizers.adafactor(rate);
            }
            case "Ftrl" -> Optimizers.ftrl(rate).l1(number("l1_regularization_strength", 0)).l2(number("l2_regularization_strength", 0))
                    .shrinkage(number("l2_shrinkage_regularization_strength", 0)).beta(number("beta", 0));
            case "Lion" -> Optimizers.lion(rate);
            case "Lamb" -> Optimizers.lamb(rate);
            case "Muon" -> muon(rate);
            case "ScheduleFreeAdamW" -> Optimizers.scheduleFreeAdamW(rate).warmupSteps((int) number("warmup_steps", 0));
            default -> null;
        };
    }

    private Muon muon(Schedule rate) {
        Muon muon = given("nesterov") ? Optimizers.muon(rate).nesterov(flag("nesterov")) : Optimizers.muon(rate);
        muon = given("rms_rate") ? muon.rmsRate(number("rms_rate", 0)) : muon;
        muon = given("weight_decay") ? muon.weightDecay(number("weight_decay", 0)) : muon;
        return given("adam_weight_decay") ? muon.adamWeightDecay(number("adam_weight_decay", 0)) : muon;
    }

    private Optimizer options(Optimizer rule) {
        Optimizer o = rule;
        o = given("use_ema") ? o.ema(number("ema_momentum", 0.99)) : o;
        o = given("ema_overwrite_frequency") ? o.overwriteEvery((int) number("ema_overwrite_frequency", 0)) : o;
        o = given("weight_decay") ? o.weightDecay(number("weight_decay", 0)) : o;
        o = given("clipnorm") ? o.clipNorm(number("clipnorm", 0)) : o;
        o = given("global_clipnorm") ? o.globalClipNorm(number("global_clipnorm", 0)) : o;
        o = given("clipvalue") ? o.clipValue(number("clipvalue", 0)) : o;
        o = given("gradient_accumulation_steps") ? o.accumulate((int) number("gradient_accumulation_steps", 0)) : o;
        o = given("loss_scale_factor") ? o.lossScale(number("loss_scale_factor", 0)) : o;
        open.remove("use_ema");
        return o;
    }

    private Schedule rate() {
        Json rate = arguments.get("learning_rate");
        open.remove("learning_rate");
        if (rate.value() instanceof Map<?, ?>) {
            String name = rate.keys().getFirst();
            return KerasSchedule.of(name, rate.get(name));
        }
        return new Constant(rate.number());
    }

    private boolean given(String name) {
        return open.contains(name);
    }

    private boolean flag(String name) {
        return open.remove(name) && arguments.get(name).truth();
    }

    private double number(String name, double otherwise) {
        open.remove(name);
        return arguments.number(name, otherwise);
    }
}
