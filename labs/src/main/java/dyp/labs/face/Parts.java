package dyp.labs.face;

import java.util.Arrays;
import java.util.List;

/** Where the parts of a drawn face that show its mood lie in the picture: what a map of an explanation can be compared with. */
public record Parts(List<Part> parts) {
    private static final double MARGIN = 1;

    public Parts {
        parts = List.copyOf(parts);
    }

    /** A box in pixels; the far edges are outside. @param name brows, eyes, nose or mouth */
    public record Part(String name, double left, double top, double right, double bottom) {
        static Part around(String name, Outline... outlines) {
            double left = Arrays.stream(outlines).flatMapToDouble(o -> Arrays.stream(o.x, 0, o.size)).min().orElseThrow();
            double right = Arrays.stream(outlines).flatMapToDouble(o -> Arrays.stream(o.x, 0, o.size)).max().orElseThrow();
            double top = Arrays.stream(outlines).flatMapToDouble(o -> Arrays.stream(o.y, 0, o.size)).min().orElseThrow();
            double bottom = Arrays.stream(outlines).flatMapToDouble(o -> Arrays.stream(o.y, 0, o.size)).max().orElseThrow();
            return new Part(name, left - MARGIN, top - MARGIN, right + MARGIN, bottom + MARGIN);
        }

        boolean holds(double x, double y) {
            return x >= left && x < right && y >= top && y < bottom;
        }
    }

    /** The name of the part at a pixel; empty where there is none. */
    public String at(int column, int row) {
        return parts.stream().filter(p -> p.holds(column + 0.5, row + 0.5)).map(Part::name).findFirst().orElse("");
    }

    /** The share of the picture that all parts cover: how often one who points anywhere hits one. */
    public double area() {
        int hits = 0;
        for (int i = 0; i < Raster.SIDE * Raster.SIDE; i++) {
            hits += at(i % Raster.SIDE, i / Raster.SIDE).isEmpty() ? 0 : 1;
        }
        return (double) hits / (Raster.SIDE * Raster.SIDE);
    }
}
