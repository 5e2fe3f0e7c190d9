package dyp.labs.recipe;

/** A recipe ends here for now: its user asked for that, or its time is used up. What it has done so far is saved. */
public final class Stopped extends RuntimeException {
    /** @param why for people, as in "Ctrl-C" */
    public Stopped(String why) {
        super(why);
    }
}
