package dyp.labs.context;

import dyp.tensor.DypException;

/**
 * A small table: some rows whose class is known, and some whose class is asked for, which come after them.
 *
 * @param x a row of numbers per sample; NaN where one is missing
 * @param y class numbers from 0; those from {@code known} on are the answers
 * @param known how many rows come with their class
 * @param classes how many there are
 */
record SmallTable(float[][] x, int[] y, int known, int classes) {
    SmallTable {
        if (x.length != y.length || known < 1 || known > x.length) {
            throw new DypException("A table needs one class per row and a known row at least, but has " + x.length + " rows, " + y.length + " classes and " + known + " known rows.");
        }
    }

    int features() {
        return x[0].length;
    }
}
