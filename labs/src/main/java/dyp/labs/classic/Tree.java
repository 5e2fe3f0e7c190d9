package dyp.labs.classic;

/**
 * A decision tree in arrays, a node before all that are below it.
 *
 * @param column which feature a node asks for; -1 for a leaf
 * @param split what is above goes to {@code above}, the rest to the next node
 * @param shares of the classes in a leaf; null elsewhere
 */
record Tree(int[] column, double[] split, int[] above, double[][] shares) {
    double[] shares(float[] row) {
        int at = 0;
        while (column[at] >= 0) {
            at = row[column[at]] > split[at] ? above[at] : at + 1;
        }
        return shares[at];
    }
}
