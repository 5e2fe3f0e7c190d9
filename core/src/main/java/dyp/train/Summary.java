package dyp.train;

import dyp.nn.Chain;
import dyp.nn.Input;
import dyp.nn.Named;
import dyp.nn.Layer;
import dyp.nn.Trace;
import dyp.op.Leaf.Variable;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The table that {@code summary()} prints. */
final class Summary {
    private Summary() {}

    static String of(Model model, Shape sample) {
        List<String[]> rows = new ArrayList<>();
        Tensor x = Tensor.input("x", DType.FLOAT32, sample.batch(1));
        for (Chain.Stage stage : model.chain().stages(x, new Trace(model.store(), false, null).root())) {
            Layer layer = stage.layer() instanceof Named n ? n.layer() : stage.layer();
            if (layer instanceof Input) {
                continue;
            }
            long parameters = count(model.variables().stream().filter(v -> v.name().startsWith(stage.name() + "/")).toList());
            rows.add(new String[] {stage.name() + " (" + layer.getClass().getSimpleName() + ")", shape(stage.output().shape()),
                String.format(Locale.ROOT, "%,d", parameters)});
        }
        long all = count(model.variables());
        long trained = count(model.variables().stream().filter(Variable::trainable).toList());
        return "Model: \"sequential\", input " + shape(sample.batch(1)) + "\n"
                + table(List.of("Layer (type)", "Output Shape", "Param #"), rows)
                + total("Total params", all) + total("Trainable params", trained) + total("Non-trainable params", all - trained);
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

    /** Text columns to the left, the last one to the right. */
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
            boolean right = i == width.length - 1;
            out.append(' ').append(right ? pad + cells[i] : cells[i] + pad).append(" │");
        }
        return out.append('\n').toString();
    }

    private static String line(int[] width, String left, String middle, String right) {
        return Arrays.stream(width).mapToObj(w -> "─".repeat(w + 2)).collect(Collectors.joining(middle, left, right)) + "\n";
    }
}
