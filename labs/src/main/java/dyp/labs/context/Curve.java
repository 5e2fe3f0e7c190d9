package dyp.labs.context;

/** What a number can become on its way from cause to effect. */
enum Curve {
    LINE, TANH, RELU, ABS, SINE, SQUARE, STEP, SIGMOID, BUMP, SIGNED_ROOT;

    static Curve any(Chance c) {
        return values()[c.below(values().length)];
    }

    /** One that never turns back. */
    static Curve rising(Chance c) {
        Curve[] rising = {LINE, LINE, TANH, SIGMOID, SIGNED_ROOT, STEP, RELU};
        return rising[c.below(rising.length)];
    }

    double of(double v) {
        return switch (this) {
            case LINE -> v;
            case TANH -> Math.tanh(1.5 * v);
            case RELU -> Math.max(0, v);
            case ABS -> Math.abs(v);
            case SINE -> Math.sin(1.5 * v);
            case SQUARE -> v * v;
            case STEP -> v > 0 ? 1 : 0;
            case SIGMOID -> 1 / (1 + Math.exp(-3 * v));
            case BUMP -> Math.exp(-v * v);
            case SIGNED_ROOT -> Math.signum(v) * Math.sqrt(Math.abs(v));
        };
    }
}
