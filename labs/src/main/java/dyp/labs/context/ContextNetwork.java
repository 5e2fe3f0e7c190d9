package dyp.labs.context;

import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.layerNormalization;
import static dyp.nn.Layers.multiHeadAttention;

import dyp.init.Initializers;
import dyp.nn.Activation;
import dyp.nn.Joint;
import dyp.nn.Scope;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.util.List;

/**
 * A transformer over the cells of a table, which learns from the rows with known classes while it reads them. Each cell is a token, and each
 * row has one more, for its class. A block lets every token look at its column's known rows, then tells every token what its row says together,
 * then thinks about it (a small MLP). At the end the class tokens of the asked rows look at those of the known rows. After Hollmann et al. 2025,
 * "Accurate predictions on small data with a tabular foundation model", alternating between samples and features; here a known row's class is
 * added to each of its cells, so that the first look along a column sees how it goes with the classes.
 *
 * <p>Asked rows look at known ones only, so none changes another's answer; nothing depends on the order of rows or columns.
 *
 * <p>Inputs: cells (batch, features, rows, {@link Cells#CHANNELS}) and the known rows' classes one-hot (batch, known, {@value #CLASSES}).
 * Output: logits of the asked rows (batch, rows - known, {@value #CLASSES}); of classes that no known row has, far below the others.
 *
 * @param width of a token
 * @param heads of each attention; they share the width
 * @param hidden units of the MLPs
 * @param blocks before the last one
 */
record ContextNetwork(int width, int heads, int hidden, int blocks) implements Joint {
    static final int CLASSES = 10;
    private static final double ABSENT = -30;
    /** The exponent of a token's weight in its row. */
    private static final double LOUDEST = 8;

    @Override
    public List<Tensor> apply(List<Tensor> inputs, Scope scope) {
        Tensor cells = inputs.get(0);
        Tensor classes = inputs.get(1);
        int batch = cells.shape().dim(0), features = cells.shape().dim(1), rows = cells.shape().dim(2);
        int known = classes.shape().dim(1), asked = rows - known;
        if (asked < 1) {
            throw new DypException("A table needs rows whose class is asked for, but " + known + " of " + rows + " are known.");
        }

        Tensor tokens = dense(width).apply(dense(width, Activation.GELU).apply(cells, scope.child("value")), scope.child("cell"));
        Tensor told = dense(width).useBias(false).apply(classes, scope.child("told"));
        Tensor unknown = scope.weight("unknown", Initializers.randomNormal(), 1, 1, width).broadcastTo(Shape.of(batch, asked, width));
        Tensor target = Tensor.concat(1, dense(width).useBias(false).apply(classes, scope.child("class")), unknown);
        // Asked rows have no class to add.
        Tensor hint = told.pad(new int[] {0, 0, 0}, new int[] {0, asked, 0}).reshape(batch, 1, rows, width);
        Tensor x = Tensor.concat(1, target.reshape(batch, 1, rows, width), tokens.add(hint));

        for (int i = 0; i < blocks; i++) {
            Scope block = scope.child("block_" + (i + 1));
            x = columns(x, known, block);
            x = acrossRow(x, block);
            x = thought(x, block);
        }
        Tensor z = asked(x, known, scope.child("last"));
        Tensor logits = dense(CLASSES).apply(layerNormalization().apply(z, scope.child("last_norm")), scope.child("logits"));
        Tensor present = classes.max(1);
        return List.of(logits.add(present.sub(1).mul(-ABSENT)));
    }

    /** Each token looks at the known rows of its column. */
    private Tensor columns(Tensor x, int known, Scope scope) {
        Shape s = x.shape();
        Tensor normal = layerNormalization().apply(x, scope.child("column_norm")).reshape(s.dim(0) * s.dim(1), s.dim(2), width);
        return x.add(attention(normal, normal.slice(1, 0, known), scope.child("column")).reshape(s));
    }

    /** Each token is told what its row says together. */
    private Tensor acrossRow(Tensor x, Scope scope) {
        return x.add(message(x, scope));
    }

    /**
     * What a row's tokens say together, (batch, 1, rows, width): in each channel their mean, weighted by what each makes of itself. That is attention
     * without queries (Zhai et al. 2021, "An attention free transformer"): rows have too few tokens for products of matrices to pay.
     */
    private Tensor message(Tensor x, Scope scope) {
        Tensor normal = layerNormalization().apply(x, scope.child("row_norm"));
        Tensor weight = dense(width).apply(normal, scope.child("row_weight")).clip(-LOUDEST, LOUDEST).exp();
        Tensor said = weight.mul(dense(width).apply(normal, scope.child("row_value"))).sum(1).div(weight.sum(1));
        return dense(width).apply(said, scope.child("row_out"));
    }

    /** The end, for class tokens alone: each hears its row, then those of asked rows look at those of known ones. (batch, asked, width) */
    private Tensor asked(Tensor x, int known, Scope scope) {
        int batch = x.shape().dim(0), rows = x.shape().dim(2);
        Tensor z = x.slice(1, 0, 1).add(message(x, scope)).reshape(batch, rows, width);
        Tensor normal = layerNormalization().apply(z, scope.child("column_norm"));
        Tensor found = attention(normal.slice(1, known, rows), normal.slice(1, 0, known), scope.child("column"));
        return thought(z.slice(1, known, rows).add(found), scope);
    }

    private Tensor attention(Tensor query, Tensor value, Scope scope) {
        return multiHeadAttention(heads, width / heads).apply(List.of(query, value), scope).getFirst();
    }

    private Tensor thought(Tensor x, Scope scope) {
        Tensor normal = layerNormalization().apply(x, scope.child("mlp_norm"));
        return x.add(dense(width).apply(dense(hidden, Activation.GELU).apply(normal, scope.child("mlp_in")), scope.child("mlp_out")));
    }
}
