package dyp.callback;

/** Whether a watched figure shall shrink or grow. */
public enum Mode {
    /** As its name says: losses and errors shrink, accuracies and scores grow. */
    AUTO,
    MIN,
    MAX
}
