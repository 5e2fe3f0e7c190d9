package dyp.train;

import dyp.nn.Body;
import dyp.nn.Input;
import dyp.nn.Layer;
import dyp.nn.Network;
import dyp.nn.Trace;
import dyp.op.Leaf.Variable;
import dyp.op.Tensor;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The table that {@code summary()} prints. */
final class Summary {
    private Summary() {}

    static String of(Model model) {
        boolean graph = model.body() instanceof Network;
        List<String[]> rows = new ArrayList<>();
        Set<String> counted = new HashSet<>();
        for (Body.Stage stage : model.body().stages(Feed.symbols(model.fields(), 1), new Trace(model.store(), false, null).root())) {
            Layer layer = stage.layer().bare();
            if (layer instanceof Input && !graph) {
                continue;
            }
            // A layer called twice has its weights once.
            long parameters = counted.add(stage.name()) ? count(model.variables(stage.name())) : 0;
            List<String> row = new ArrayList<>(List.of(stage.name() + " (" + layer.getClass().getSimpleName() + ")", shapes(stage.outputs()),
                    String.format(Locale.ROOT, "%,d", parameters)));
            if (graph) {
                row.add(stage.from().isEmpty() ? "-" : String.join(", ", stage.from()));
            }
            rows.add(row.toArray(String[]::new));
        }
        long all = count(model.variables());
        long trained = count(model.trainableVariables());
        List<String> heads = new ArrayList<>(List.of("Layer (type)", "Output Shape", "Param #"));
        if (graph) {
            heads.add("Connected to");
        }
        return "Model: \"" + (graph ? "functional" : "sequential") + "\", input "
                + model.fields().stream().map(f -> shape(f.batch(1))).collect(Collectors.joining(", ")) + "\n" + table(heads, rows)
                + total("Total params", all) + total("Trainable params", trained) + total("Non-trainable params", all - trained);
    }

    private static String shapes(List<Tensor> outputs) {
        return outputs.stream().map(t -> shape(t.shape())).collect(Collectors.joining(", "));
    }

    private static long count(List<Variable> variables) {
        return variables.stream().mapToLong(v -> v.value().size()).sum();
    }

    private static String shape(Shape batch) {
        return Arrays.stream(batch.sample().dims()).mapToObj(Integer::toString).collect(Collectors.joining(", ", "(None, ", ")"));
    }

    private static String total(String what, long parameters) {
        double kib = parameters * 4 / 1024.0;
        String bytes = kib < 1024 ? String.format(Locale.ROOT, "%.2f KiB", kib) : String.format(Locale.ROOT, "%.2f MiB", kib / 1024);
        return String.format(Locale.ROOT, " %s: %,d (%s)%n", what, parameters, bytes);
    }

    /** Text columns to the left, the numbers (the third) to the right. */
    private static String table(List<String> heads, List<String[]> rows) {
        int[] width = new int[heads.size()];
        for (int i = 0; i < width.length; i++) {
            int column = i;
            width[i] = Math.max(heads.get(i).length(), rows.stream().mapToInt(r -> r[column].length()).max().orElse(0));
        }
        StringBuilder out = new StringBuilder(line(width, "┌", "┬", "┐"));
        out.append(row(width, heads.toArray(String[]::new))).append(line(width, "├", "┼", "┤"));
        rows.forEach(r -> out.append(row(width, r)));
        return out.append(line(width, "└", "┴", "┘")).toString();
    }

    private static String row(int[] width, String[] cells) {
        StringBuilder out = new StringBuilder("│");
        for (int i = 0; i < width.length; i++) {
            String pad = " ".repeat(width[i] - cells[i].length());
            boolean right = i == 2;
            out.append(' ').append(right ? pad + cells[i] : cells[i] + pad).append(" │");
        }
        return out.append('\n').toString();
    }

    private static String line(int[] width, String left, String middle, String right) {
        return Arrays.stream(width).mapToObj(w -> "─".repeat(w + 2)).collect(Collectors.joining(middle, left, right)) + "\n";
    }
}
