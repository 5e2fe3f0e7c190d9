package dyp.explain;

import dyp.tensor.NDArray;
import java.util.List;
import java.util.Locale;

/** From a map's numbers to colours: from 0 (or the least) to the largest; from -largest to largest where some are below 0. */
record Scale(ColorMap colors, double low, double high) {
    static Scale of(NDArray map) {
        return of(List.of(map));
    }

    /** One for all of these. */
    static Scale of(List<NDArray> maps) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (NDArray map : maps) {
            for (int i = 0; i < map.size(); i++) {
                least = Math.min(least, map.at(i));
                most = Math.max(most, map.at(i));
            }
        }
        if (least < 0) {
            double end = Math.max(-least, most);
            return new Scale(ColorMap.DIVERGING, -end, end);
        }
        return new Scale(ColorMap.RISING, 0, most > 0 ? most : 1);
    }

    int rgb(double value) {
        return colors.rgb((value - low) / (high - low));
    }

    /** A number in three digits. */
    static String text(double value) {
        double size = Math.abs(value);
        return value == 0 ? "0" : size >= 1e4 || size < 1e-3 ? String.format(Locale.ROOT, "%.1e", value)
                : String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", value);
    }
}
