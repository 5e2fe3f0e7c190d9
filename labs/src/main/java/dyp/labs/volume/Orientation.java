package dyp.labs.volume;

import dyp.formats.nifti.Volume;

/** Where the axes of a volume run to, by letters: R and L right and left, A and P front and back (anterior, posterior), S and I up and down (superior, inferior). */
final class Orientation {
    private static final int[][] ORDERS = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    private static final String[] TO = {"RL", "AP", "SI"};

    private Orientation() {}

    /** As {@code LAS}: the first axis runs to the left, the second to the front, the third up; each axis to what it comes closest to, all three different. */
    static String letters(Volume volume) {
        double[][] m = volume.affine();
        int[] best = ORDERS[0];
        double most = -1;
        for (int[] order : ORDERS) {
            double sum = 0;
            for (int axis = 0; axis < 3; axis++) {
                sum += Math.abs(cosine(m, order[axis], axis));
            }
            if (sum > most + 1e-9) {
                most = sum;
                best = order;
            }
        }
        StringBuilder letters = new StringBuilder();
        for (int axis = 0; axis < 3; axis++) {
            letters.append(TO[best[axis]].charAt(cosine(m, best[axis], axis) >= 0 ? 0 : 1));
        }
        return letters.toString();
    }

    /** By how many degrees the axis that is most askew differs from straight right, front or up. */
    static double askew(Volume volume) {
        double[][] m = volume.affine();
        double worst = 1;
        for (int axis = 0; axis < 3; axis++) {
            double straight = 0;
            for (int direction = 0; direction < 3; direction++) {
                straight = Math.max(straight, Math.abs(cosine(m, direction, axis)));
            }
            worst = Math.min(worst, straight);
        }
        return Math.toDegrees(Math.acos(Math.min(1, worst)));
    }

    private static double cosine(double[][] m, int direction, int axis) {
        return m[direction][axis] / Math.sqrt(m[0][axis] * m[0][axis] + m[1][axis] * m[1][axis] + m[2][axis] * m[2][axis]);
    }
}
