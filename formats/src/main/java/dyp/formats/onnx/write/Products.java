package dyp.formats.onnx.write;

import dyp.formats.onnx.proto.Attributes;
import dyp.formats.onnx.write.Drawing.Plan;
import dyp.op.Binary;
import dyp.op.MatMul;
import dyp.op.Tensor;
import dyp.op.View;
import dyp.tensor.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Matrix products: Gemm for a dense layer, MatMul for all others. */
final class Products {
    private Products() {}

    static Plan plan(Tensor t, Drawing on) {
        if (t.op() == Binary.ADD && t.input(0).op() instanceof MatMul m && t.shape().rank() == 2 && on.onlyUsedBy(t.input(0), t)) {
            Tensor bias = t.input(1);
            Tensor product = t.input(0);
            return on.known(bias) && bias.shape().rank() <= 2 && t.shape().equals(product.shape()) ? new Plan(product.inputs(), () ->
                    Held.of(on.sheet.node("Gemm", t.path(), List.of(on.straight(product.input(0)), on.straight(product.input(1)), on.straight(bias)),
                            Attributes.of("transA", m.transposeA() ? 1 : 0), Attributes.of("transB", m.transposeB() ? 1 : 0)), on.twins.shape(t))) : null;
        }
        boolean biased = t.op() == Binary.ADD && on.known(t.input(1)) && t.input(1).shape().rank() == 1 && t.input(1).shape().size() == t.shape().last()
                && on.onlyUsedBy(t.input(0), t);
        Tensor whole = biased ? t.input(0) : t;
        Tensor flat = flat(whole, on);
        return flat == null ? null : new Plan(List.of(flat, whole.input(0).input(1)), () -> dense(flat, whole.input(0).input(1), biased ? t.input(1) : null, t, on));
    }

    /** A product over the last axis. Of a picture that lies with its channels first it is a convolution by single elements. */
    private static Held dense(Tensor x, Tensor kernel, Tensor bias, Tensor t, Drawing on) {
        Held h = on.held(x);
        int rank = x.shape().rank();
        List<Integer> picture = Held.channelsFirst(rank);
        if (rank >= 4 && rank <= 5 && h.order().equals(picture) && on.known(kernel)) {
            int[] dims = new int[rank];
            Arrays.fill(dims, 1);
            dims[0] = t.shape().last();
            dims[1] = x.shape().last();
            NDArray filters = Tensor.constant(on.value(kernel)).transpose().reshape(dims).value();
            List<String> in = new ArrayList<>(List.of(h.name(), on.numbers(kernel, filters, List.of("filters", rank), t.path())));
            if (bias != null) {
                in.add(on.straight(bias));
            }
            return new Held(on.sheet.node("Conv", t.path(), in, Attributes.of("kernel_shape", Collections.nCopies(rank - 2, 1))), Held.lie(on.twins.shape(t), picture), picture);
        }
        String y = on.sheet.node("MatMul", t.path(), List.of(on.straight(x), on.straight(kernel)));
        return Held.of(bias == null ? y : on.sheet.node("Add", t.path(), List.of(y, on.straight(bias))), on.twins.shape(t));
    }

    /** What all rows were taken of, where t is a product over the last axis of more than two: ONNX needs no reshapes for that. Else null. */
    static Tensor flat(Tensor t, Drawing on) {
        if (!(t.op() instanceof View.Reshape) || !t.input(0).op().equals(new MatMul(false, false)) || t.input(0).shape().rank() != 2) {
            return null;
        }
        Tensor product = t.input(0);
        Tensor rows = product.input(0);
        if (!(rows.op() instanceof View.Reshape) || !on.onlyUsedBy(product, t)) {
            return null;
        }
        Tensor x = rows.input(0);
        int rank = x.shape().rank();
        return rank > 2 && rank == t.shape().rank() && x.shape().last() == rows.shape().last() && t.shape().last() == product.shape().last()
                && x.shape().slice(0, rank - 1).equals(t.shape().slice(0, rank - 1)) ? x : null;
    }

    static Plan plan(MatMul op, Tensor t, Drawing on) {
        return new Plan(t.inputs(), () -> Held.of(on.sheet.node("MatMul", t.path(),
                List.of(operand(t.input(0), op.transposeA(), on), operand(t.input(1), op.transposeB(), on))), on.twins.shape(t)));
    }

    private static String operand(Tensor x, boolean transposed, Drawing on) {
        int rank = x.shape().rank();
        return !transposed ? on.straight(x) : on.lying(x, rank == 2 ? List.of(1, 0) : List.of(0, 2, 1));
    }
}
