package dyp.compile;

import dyp.op.Graphs;
import dyp.op.MatMul;
import dyp.op.StridedMatMul;
import dyp.op.StridedMatMul.Matrices;
import dyp.op.Tensor;
import dyp.op.View;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lets batches of matrix products read transposed tensors where they lie, and write what is transposed after them where it goes: the
 * heads of attention lie side by side in the features, and bringing them apart and together again took a copy of each operand.
 */
final class Strides {
    /** Fewer rows or multiply-adds are not worth packing a matrix for. */
    private static final int ROWS = 8, WORK = 20_000;

    private final Map<Tensor, List<Tensor>> users;
    private final Set<Tensor> outputs;

    private Strides(Graph graph) {
        users = Graphs.consumers(graph.sorted());
        outputs = Set.copyOf(graph.outputs());
    }

    static Graph apply(Graph graph) {
        Strides pass = new Strides(graph);
        return graph.rewrite(pass::rewrite);
    }

    private Tensor rewrite(Tensor old, List<Tensor> in) {
        Tensor now = null;
        if (old.op() instanceof MatMul) {
            now = product(old, in, false);
        } else if (old.op() instanceof View.Transpose t) {
            Tensor source = old.input(0).op() instanceof View.Reshape && alone(old.input(0)) ? old.input(0).input(0) : old.input(0);
            boolean follows = source.op() instanceof MatMul && alone(source) && source.shape().rank() == 3;
            Matrices result = follows ? matrices(old.input(0).shape(), written(t, old.shape()), source.shape()) : null;
            now = result == null ? null : written(source, old, in.getFirst(), result);
        }
        return now == null ? Graph.rebuild(old, old.op(), in) : now;
    }

    private boolean alone(Tensor t) {
        return users.get(t).size() == 1 && !outputs.contains(t);
    }

    /** The product that writes what the transpose {@code old} makes of it. */
    private static Tensor written(Tensor product, Tensor old, Tensor in, Matrices result) {
        Tensor now = in.op() instanceof View.Reshape ? in.input(0) : in;
        Tensor strided = now.op() instanceof StridedMatMul ? now : product(product, now.inputs(), true);
        if (strided == null) {
            return null;
        }
        StridedMatMul s = ((StridedMatMul) strided.op()).to(result, old.shape());
        boolean turned = result.column() != 1;
        return old.with(turned ? s.turned() : s, turned ? strided.inputs().reversed() : strided.inputs());
    }

    /**
     * The product with those operands read where they lie that are transposed.
     *
     * @param always whether also where there are none; else it then is null
     */
    private static Tensor product(Tensor old, List<Tensor> in, boolean always) {
        MatMul op = (MatMul) old.op();
        Shape to = old.shape();
        int k = old.input(0).shape().dim(op.transposeA() ? -2 : -1);
        if (to.rank() != 3 || Math.min(to.dim(1), to.dim(2)) < ROWS || (long) to.dim(1) * to.dim(2) * k < WORK) {
            return null;
        }
        Operand a = operand(in.get(0), op.transposeA());
        Operand b = operand(in.get(1), op.transposeB());
        if (!always && a.tensor == in.get(0) && b.tensor == in.get(1)) {
            return null;
        }
        Matrices c = Matrices.dense(to.dim(1), to.dim(2), false);
        return old.with(new StridedMatMul(to.dim(0), to.dim(1), to.dim(2), k, a.lie, b.lie, c, to), List.of(a.tensor, b.tensor));
    }

    private record Operand(Tensor tensor, Matrices lie) {}

    private static Operand operand(Tensor t, boolean transposed) {
        Tensor view = t.op() instanceof View.Reshape ? t.input(0) : t;
        Matrices lie = view.op() instanceof View.Transpose v ? matrices(view.shape(), read(v, view.input(0).shape()), t.shape()) : null;
        if (lie == null) {
            return new Operand(t, Matrices.dense(t.shape().dim(transposed ? 2 : 1), t.shape().dim(transposed ? 1 : 2), transposed));
        }
        return new Operand(view.input(0), transposed ? lie.turned() : lie);
    }

    /** How far apart in its input the neighbours along each axis of a transpose lie. */
    private static int[] read(View.Transpose t, Shape in) {
        int[] strides = in.strides();
        return t.order().stream().mapToInt(a -> strides[a]).toArray();
    }

    /** How far apart in its result the neighbours along each axis of its input lie. */
    private static int[] written(View.Transpose t, Shape out) {
        int[] strides = out.strides();
        int[] steps = new int[strides.length];
        for (int i = 0; i < steps.length; i++) {
            steps[t.order().get(i)] = strides[i];
        }
        return steps;
    }

    /**
     * A box of numbers as (matrices, rows, columns) in the same order; null where that takes more steps than {@link Matrices} has, or where
     * neither rows nor columns lie in one piece.
     *
     * @param steps for each axis of the box, how far apart its neighbours lie
     */
    private static Matrices matrices(Shape box, int[] steps, Shape as) {
        List<List<int[]>> parts = new ArrayList<>();
        int axis = box.rank() - 1;
        for (int part = 2; part >= 0; part--) {
            List<int[]> axes = new ArrayList<>();
            int left = as.dim(part);
            for (; axis >= 0 && (left > 1 || box.dim(axis) == 1); axis--) {
                int d = box.dim(axis);
                if (left % d != 0) {
                    return null;
                }
                left /= d;
                int[] inner = axes.isEmpty() ? null : axes.getFirst();
                if (inner != null && steps[axis] == inner[0] * inner[1]) {
                    inner[0] *= d;
                } else if (d > 1) {
                    axes.addFirst(new int[] {d, steps[axis]});
                }
            }
            parts.addFirst(axes);
        }
        List<int[]> batch = parts.get(0);
        if (batch.size() > 2 || parts.get(1).size() > 1 || parts.get(2).size() > 1) {
            return null;
        }
        int row = parts.get(1).isEmpty() ? as.dim(2) : parts.get(1).getFirst()[1];
        int column = parts.get(2).isEmpty() ? 1 : parts.get(2).getFirst()[1];
        int[] inner = batch.isEmpty() ? new int[] {1, 0} : batch.getLast();
        int outer = batch.size() == 2 ? batch.getFirst()[1] : inner[0] * inner[1];
        return row == 1 || column == 1 ? new Matrices(inner[0], outer, inner[1], row, column) : null;
    }
}
