package dyp.labs.volume;

import dyp.tensor.NDArray;
import java.util.List;

/**
 * What a ruler says of a shape, without any network: how much there is of it, how thick it is, how far it reaches and which way it lies.
 *
 * @param volume voxels
 * @param surfaces faces between inside and outside, by the axis that they look along
 * @param core the share of the voxels that stay when the outermost are peeled off: those whose six neighbours are inside
 * @param deeper the share that stays when that is done twice
 * @param spread covariances of the voxels' places: aa, bb, cc, ab, ac, bc
 */
record Shapes(int volume, List<Integer> surfaces, double core, double deeper, List<Double> spread) {
    /** What can be asked of one shape by itself, with the figure to compare by. */
    static final List<String> FIGURES = List.of("volume", "surface per volume", "thickness: what stays when the outermost voxels are peeled off");

    /** @param x (a, b, c); above a half is inside, and beyond the border is outside */
    static Shapes of(NDArray x) {
        int[] n = x.shape().dims();
        boolean[] inside = new boolean[x.size()];
        int volume = 0;
        for (int i = 0; i < inside.length; i++) {
            inside[i] = x.at(i) > 0.5;
            volume += inside[i] ? 1 : 0;
        }
        Integer[] surfaces = {0, 0, 0};
        for (int i = 0; i < inside.length; i++) {
            for (int side = 0; inside[i] && side < 6; side++) {
                surfaces[side / 2] += neighbour(inside, i, side, n) ? 0 : 1;
            }
        }
        boolean[] core = peeled(inside, n);
        double all = Math.max(1, volume);
        return new Shapes(volume, List.of(surfaces), count(core) / all, count(peeled(core, n)) / all, spread(inside, n, all));
    }

    private static boolean neighbour(boolean[] inside, int i, int side, int[] n) {
        int axis = side / 2;
        int stride = axis == 0 ? n[1] * n[2] : axis == 1 ? n[2] : 1;
        int at = i / stride % n[axis] + (side % 2 == 0 ? -1 : 1);
        return at >= 0 && at < n[axis] && inside[side % 2 == 0 ? i - stride : i + stride];
    }

    private static boolean[] peeled(boolean[] inside, int[] n) {
        boolean[] core = new boolean[inside.length];
        for (int i = 0; i < inside.length; i++) {
            core[i] = inside[i];
            for (int side = 0; core[i] && side < 6; side++) {
                core[i] = neighbour(inside, i, side, n);
            }
        }
        return core;
    }

    private static int count(boolean[] inside) {
        int n = 0;
        for (boolean b : inside) {
            n += b ? 1 : 0;
        }
        return n;
    }

    private static List<Double> spread(boolean[] inside, int[] n, double all) {
        double[] sum = new double[3];
        double[][] squares = new double[3][3];
        for (int i = 0; i < inside.length; i++) {
            if (inside[i]) {
                int[] p = {i / n[2] / n[1], i / n[2] % n[1], i % n[2]};
                for (int a = 0; a < 3; a++) {
                    sum[a] += p[a];
                    for (int b = a; b < 3; b++) {
                        squares[a][b] += p[a] * p[b];
                    }
                }
            }
        }
        int[][] pairs = {{0, 0}, {1, 1}, {2, 2}, {0, 1}, {0, 2}, {1, 2}};
        Double[] c = new Double[6];
        for (int i = 0; i < 6; i++) {
            int a = pairs[i][0], b = pairs[i][1];
            c[i] = squares[a][b] / all - sum[a] / all * (sum[b] / all);
        }
        return List.of(c);
    }

    int surface() {
        return surfaces.stream().mapToInt(Integer::intValue).sum();
    }

    /** In the order of {@link #FIGURES}; each larger where a gland is larger or thicker. */
    double figure(int i) {
        return switch (i) {
            case 0 -> volume;
            case 1 -> -surface() / (double) Math.max(1, volume);
            default -> core;
        };
    }

    /** All that is measured, sizes as logarithms and directions as shares. */
    double[] measures() {
        double faces = Math.max(1, surface());
        return new double[] {core, deeper, Math.log(Math.max(1, volume)), Math.log(faces), surfaces.get(0) / faces, surfaces.get(1) / faces,
                Math.sqrt(spread.get(0)), Math.sqrt(spread.get(1)), Math.sqrt(spread.get(2)), spread.get(3), spread.get(4), spread.get(5)};
    }
}
