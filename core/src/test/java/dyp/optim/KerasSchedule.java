package dyp.optim;

import dyp.nn.golden.Json;

/** Keras's schedules as ours, from their configuration. */
final class KerasSchedule {
    private KerasSchedule() {}

    /** Null where there is no such schedule. */
    static Schedule of(String name, Json c) {
        double initial = c.number("initial_learning_rate", 0);
        int steps = (int) c.number("decay_steps", 0);
        return switch (name) {
            case "ExponentialDecay" -> Schedules.exponentialDecay(initial, steps, c.get("decay_rate").number())
                    .staircase(c.get("staircase").truth());
            case "InverseTimeDecay" -> Schedules.inverseTimeDecay(initial, steps, c.get("decay_rate").number())
                    .staircase(c.get("staircase").truth());
            case "PiecewiseConstantDecay" -> Schedules.piecewiseConstantDecay(
                    c.get("boundaries").list().stream().mapToInt(Json::integer).toArray(),
                    c.get("values").list().stream().mapToDouble(Json::number).toArray());
            case "PolynomialDecay" -> Schedules.polynomialDecay(initial, steps).endLearningRate(c.get("end_learning_rate").number())
                    .power(c.get("power").number()).cycle(c.get("cycle").truth());
            case "CosineDecay" -> c.get("warmup_target").isNull() ? Schedules.cosineDecay(initial, steps).alpha(c.get("alpha").number())
                    : Schedules.cosineDecay(initial, steps).alpha(c.get("alpha").number())
                            .warmup(c.get("warmup_target").number(), c.get("warmup_steps").integer());
            case "CosineDecayRestarts" -> Schedules.cosineDecayRestarts(initial, c.get("first_decay_steps").integer())
                    .tMul(c.get("t_mul").number()).mMul(c.get("m_mul").number()).alpha(c.get("alpha").number());
            default -> null;
        };
    }
}
