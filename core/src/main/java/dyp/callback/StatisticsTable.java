package dyp.callback;

import dyp.callback.LayerStatistics.LayerReading;
import dyp.callback.LayerStatistics.Reading;
import dyp.callback.LayerStatistics.WeightReading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A reading as a table, a line per weight, and in words what looks wrong. */
final class StatisticsTable {
    /** Gradients of the first and the last layer that differ by more than this: the product over the layers has run away. */
    private static final double FAR = 1e3;
    /** A step is about a thousandth of a weight where training goes well (Karpathy, CS231n, "Babysitting the learning process"). */
    private static final double LARGE_STEP = 0.1;
    private static final double SMALL_STEP = 1e-6;
    private static final double MANY_DEAD = 0.5;

    private StatisticsTable() {}

    static String of(Reading r) {
        StringBuilder out = new StringBuilder(String.format(Locale.ROOT, "Epoch %d, step %d:%n", r.epoch(), r.step()));
        int width = layers(r).stream().mapToInt(String::length).max().orElse(0);
        width = Math.max(width, "layer".length());
        String row = "  %-" + width + "s  %-12s %10s %10s %10s %10s  %9s %9s %6s%n";
        out.append(String.format(Locale.ROOT, row, "layer", "weight", "|gradient|", "|weight|", "|update|", "upd./wgt.", "out mean", "out std", "dead"));
        Map<String, LayerReading> outputs = new LinkedHashMap<>();
        r.layers().forEach(l -> outputs.put(l.path(), l));
        for (String layer : layers(r)) {
            List<WeightReading> own = r.weights().stream().filter(w -> layer(w).equals(layer)).toList();
            LayerReading output = outputs.get(layer);
            for (int i = 0; i < Math.max(1, own.size()); i++) {
                WeightReading w = own.isEmpty() ? null : own.get(i);
                boolean named = i == 0;
                boolean shown = named && output != null;
                out.append(String.format(Locale.ROOT, row, named ? layer : "", w == null ? "" : w.path().substring(w.path().lastIndexOf('/') + 1),
                        w == null ? "" : number(w.gradient()), w == null ? "" : number(w.weight()), w == null ? "" : number(w.update()),
                        w == null || w.weight() == 0 ? "" : number(w.update() / w.weight()), shown ? number(output.mean()) : "",
                        shown ? number(output.std()) : "", shown && !Double.isNaN(output.dead()) ? percent(output.dead()) : "")
                        .replaceAll("[ ]+(?=\\R)", ""));
            }
        }
        remarks(r).forEach(line -> out.append("  ").append(line).append(System.lineSeparator()));
        return out.toString();
    }

    private static String layer(WeightReading w) {
        return w.path().contains("/") ? w.path().substring(0, w.path().lastIndexOf('/')) : "";
    }

    /** Layers in the order of computation; those with weights but no output of their own where their weights stand. */
    private static List<String> layers(Reading r) {
        Set<String> all = new LinkedHashSet<>();
        r.layers().forEach(l -> all.add(l.path()));
        r.weights().forEach(w -> all.add(layer(w)));
        return new ArrayList<>(all);
    }

    static List<String> remarks(Reading r) {
        List<String> lines = new ArrayList<>();
        // Kernels and the like: a bias or a scale begins at 0 or 1 and tells little.
        List<WeightReading> kernels = r.weights().stream().filter(w -> w.path().endsWith("kernel") || w.path().endsWith("embeddings")).toList();
        if (kernels.size() > 1) {
            WeightReading first = kernels.getFirst();
            WeightReading last = kernels.getLast();
            double ratio = first.meanGradient() / last.meanGradient();
            if (ratio < 1 / FAR) {
                lines.add(String.format(Locale.ROOT, "Gradients vanish: from %s back to %s they shrink %s. Try ReLUs with He's initialization,"
                        + " batch normalization, or fewer layers.", layer(last), layer(first), ratio == 0 ? "to 0" : number(1 / ratio) + "-fold"));
            } else if (ratio > FAR) {
                lines.add(String.format(Locale.ROOT, "Gradients explode: from %s back to %s they grow %s-fold. Try smaller first weights,"
                        + " normalization, or clipping.", layer(last), layer(first), number(ratio)));
            }
        }
        for (WeightReading w : kernels) {
            double step = w.update() / w.weight();
            if (step > LARGE_STEP) {
                lines.add(String.format(Locale.ROOT, "%s changes by %s in one step: the learning rate is large.", w.path(), percent(step)));
            } else if (step == 0) {
                lines.add(w.path() + " does not move.");
            } else if (step < SMALL_STEP) {
                lines.add(String.format(Locale.ROOT, "%s hardly moves (%s of its length per step).", w.path(), number(step)));
            }
        }
        for (LayerReading l : r.layers()) {
            if (l.dead() >= MANY_DEAD) {
                lines.add(String.format(Locale.ROOT, "%s of %s's units are 0 for every sample: dead. Try a smaller learning rate, or leaky ReLUs.",
                        percent(l.dead()), l.path()));
            }
        }
        return lines;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    private static String number(double value) {
        double size = Math.abs(value);
        return size == 0 || size >= 0.01 && size < 1e4 ? String.format(Locale.ROOT, "%.3f", value) : String.format(Locale.ROOT, "%.1e", value);
    }
}
