package dyp.labs.table;

import dyp.formats.csv.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A table that looks like the heart disease one and is of nobody: made up, with the same columns, categories and missing cells, by rough rules that
 * textbooks give (older men, less heart rate under exercise, more ST depression). Nothing in it is a measurement; scores on it say whether the
 * recipe works, not how well hearts can be judged.
 */
final class SyntheticHeart {
    private final Random random;
    private final double[][] cells;

    private SyntheticHeart(int rows, long seed) {
        random = new Random(seed * 7919 + 17);
        cells = new double[HeartTable.NAMES.length][rows];
    }

    /** @param rows two of them repeat others, as happens in real tables */
    static HeartTable make(int rows, long seed) {
        SyntheticHeart maker = new SyntheticHeart(rows, seed);
        int[] sick = new int[rows];
        for (int r = 0; r < rows; r++) {
            sick[r] = maker.patient(r) ? 1 : 0;
        }
        List<Table.Column> columns = new ArrayList<>();
        for (int i = 0; i < HeartTable.NAMES.length; i++) {
            columns.add(new Table.Column(HeartTable.NAMES[i], categories(HeartTable.NAMES[i]), maker.cells[i]));
        }
        return new HeartTable(Table.of(columns), sick, List.of("The table is synthetic: made up by this project, of nobody.",
                "`ca` and `thal` lack a cell here and there, as in the real table."));
    }

    private static List<String> categories(String name) {
        return switch (name) {
            case "sex", "fbs", "exang" -> List.of("0", "1");
            case "cp" -> List.of("1", "2", "3", "4");
            case "restecg" -> List.of("0", "1", "2");
            case "slope" -> List.of("1", "2", "3");
            case "thal" -> List.of("3", "6", "7");
            default -> List.of();
        };
    }

    /** One person: a hidden burden goes with age and sex, and all else goes with the burden. */
    private boolean patient(int r) {
        double age = Math.clamp(54 + 9 * random.nextGaussian(), 29, 77);
        boolean male = chance(0.68);
        double burden = 0.035 * (age - 54) + (male ? 0.45 : -0.75) + 1.1 * random.nextGaussian();
        boolean sick = chance(logistic(2.2 * burden));
        double b = burden + (sick ? 0.5 : -0.5);
        Object[] row = {Math.rint(age), male ? 1 : 0, chance(logistic(1.3 * b)) ? 3 : random.nextInt(3), Math.rint(131 + 4 * b + 17 * random.nextGaussian()),
                Math.rint(245 + 8 * b + 48 * random.nextGaussian()), chance(0.15) ? 1 : 0, chance(0.02) ? 1 : chance(logistic(0.3 * b)) ? 2 : 0,
                Math.rint(Math.clamp(150 - 0.7 * (age - 54) - 8 * b + 17 * random.nextGaussian(), 70, 205)), chance(logistic(1.1 * b - 0.8)) ? 1 : 0,
                Math.rint(10 * Math.max(0, 0.9 + 0.7 * b + 0.8 * random.nextGaussian())) / 10, chance(logistic(0.9 * b)) ? 1 : chance(0.12) ? 2 : 0,
                (double) Math.clamp(Math.round(0.6 + 0.6 * b + 0.7 * random.nextGaussian()), 0, 3), chance(logistic(1.2 * b - 0.3)) ? 2 : chance(0.1) ? 1 : 0};
        for (int i = 0; i < row.length; i++) {
            cells[i][r] = ((Number) row[i]).doubleValue();
        }
        for (int i : new int[] {11, 12}) {
            if (chance(0.015)) {
                cells[i][r] = Double.NaN;
            }
        }
        return sick;
    }

    private boolean chance(double p) {
        return random.nextDouble() < p;
    }

    private static double logistic(double v) {
        return 1 / (1 + Math.exp(-v));
    }
}
