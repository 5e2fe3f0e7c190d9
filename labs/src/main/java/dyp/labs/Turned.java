package dyp.labs;

import dyp.data.Batch;
import dyp.data.Dataset;
import dyp.tensor.NDArray;
import java.util.Random;

/**
 * Square pictures, each by 0 to 3 quarter turns, with a label per class and turn: who is to name the turn as well looks for more in a picture than what
 * tells few classes apart. Gidaris et al. 2018, "Unsupervised representation learning by predicting image rotations"; Lee et al. 2020, "Self-supervised
 * label augmentation via input transformations".
 */
final class Turned {
    static final int TURNS = 4;

    private Turned() {}

    /** @param data pictures (n, side, side, 1) with labels c @return as many, each turned t times as the seed will have it, with labels 4c + t */
    static Dataset of(Dataset data, long seed) {
        Batch all = data.toArrays();
        int side = all.x().shape().dim(1);
        int pixels = side * side;
        float[] from = all.x().floats();
        float[] to = new float[from.length];
        int[] labels = new int[all.size()];
        Random random = new Random(seed);
        for (int i = 0; i < labels.length; i++) {
            int turns = random.nextInt(TURNS);
            labels[i] = (int) all.y().at(i) * TURNS + turns;
            for (int p = 0; p < pixels; p++) {
                to[i * pixels + p] = from[i * pixels + source(p, side, turns)];
            }
        }
        return Dataset.of(NDArray.of(to, labels.length, side, side, 1), NDArray.of(labels));
    }

    /** Where the pixel comes from that is at p after so many turns. */
    private static int source(int p, int side, int turns) {
        int row = p / side;
        int column = p % side;
        return switch (turns) {
            case 0 -> p;
            case 1 -> column * side + side - 1 - row;
            case 2 -> side * side - 1 - p;
            default -> (side - 1 - column) * side + row;
        };
    }
}
