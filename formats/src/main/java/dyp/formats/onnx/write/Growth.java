package dyp.formats.onnx.write;

import dyp.formats.onnx.proto.Attributes;
import dyp.formats.onnx.write.Drawing.Plan;
import dyp.op.Binary;
import dyp.op.Tensor;
import dyp.op.View;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Maps that grow: elements repeated (Resize), and boxes laid side by side (ConvTranspose), from the reshapes that layers make of them. */
final class Growth {
    private Growth() {}

    static Plan plan(Tensor t, Drawing on) {
        if (t.op() == Binary.ADD && t.input(0).op() instanceof View.Reshape && on.onlyUsedBy(t.input(0), t) && on.known(t.input(1))
                && t.input(1).shape().rank() == 1 && t.input(1).shape().size() == t.shape().last()) {
            return sideBySide(t.input(0), t.input(1), on);
        }
        if (!(t.op() instanceof View.Reshape)) {
            return null;
        }
        Plan repeated = repeated(t, on);
        return repeated != null ? repeated : sideBySide(t, null, on);
    }

    // ---- repeats

    /** x, of which t repeats each element along an axis; null where it is nothing such. */
    private static Tensor before(Tensor t, Drawing on) {
        if (!(t.op() instanceof View.Reshape) || !(t.input(0).op() instanceof View.Broadcast) || !(t.input(0).input(0).op() instanceof View.Reshape)) {
            return null;
        }
        Tensor wide = t.input(0);
        Tensor narrow = wide.input(0);
        Tensor x = narrow.input(0);
        int axis = axis(x, t);
        return axis > 0 && !on.known(x) && narrow.shape().rank() == 3 && narrow.shape().dim(1) == 1
                && narrow.shape().dim(0) == x.shape().slice(0, axis + 1).size() && wide.shape().dim(1) * x.shape().dim(axis) == t.shape().dim(axis) ? x : null;
    }

    /** The one axis that is longer; -1 where there is none or several. */
    private static int axis(Tensor x, Tensor t) {
        if (x.shape().rank() != t.shape().rank()) {
            return -1;
        }
        int[] longer = IntStream.range(0, x.shape().rank()).filter(i -> x.shape().dim(i) != t.shape().dim(i)).toArray();
        return longer.length == 1 ? longer[0] : -1;
    }

    private static Plan repeated(Tensor t, Drawing on) {
        Tensor x = before(t, on);
        if (x == null) {
            return null;
        }
        while (before(x, on) != null) {
            x = before(x, on);
        }
        Tensor from = x;
        return new Plan(List.of(from), () -> {
            Held h = on.held(from);
            List<Float> scales = IntStream.range(0, t.shape().rank()).mapToObj(i -> (float) t.shape().dim(i) / from.shape().dim(i)).toList();
            float[] lie = new float[scales.size()];
            List<Float> lying = Held.lie(scales, h.order());
            IntStream.range(0, lie.length).forEach(i -> lie[i] = lying.get(i));
            String name = on.sheet.node("Resize", t.path(), List.of(h.name(), "", on.sheet.constant(t.path(), NDArray.of(lie))), Attributes.of("mode", "nearest"),
                    Attributes.of("coordinate_transformation_mode", "asymmetric"), Attributes.of("nearest_mode", "floor"));
            return new Held(name, Held.lie(on.twins.shape(t), h.order()), h.order());
        });
    }

    // ---- boxes side by side

    /** A transposed convolution whose windows do not overlap: a product that gives each element's box, and the boxes' axes between the picture's. */
    private static Plan sideBySide(Tensor t, Tensor bias, Drawing on) {
        int spatial = t.shape().rank() - 2;
        if (spatial < 1 || spatial > 3 || !(t.input(0).op() instanceof View.Transpose turn) || !(t.input(0).input(0).op() instanceof View.Reshape)) {
            return null;
        }
        Tensor boxes = t.input(0).input(0);
        Tensor product = boxes.input(0);
        Tensor x = product.op() instanceof View.Reshape ? Products.flat(product, on) : null;
        if (x == null || !on.known(product.input(0).input(1)) || !turn.order().equals(order(spatial)) || x.shape().rank() != spatial + 2) {
            return null;
        }
        Shape whole = boxes.shape();
        List<Integer> size = IntStream.range(0, spatial).mapToObj(i -> whole.dim(spatial + 1 + i)).toList();
        boolean fits = whole.slice(0, spatial + 1).equals(x.shape().slice(0, spatial + 1)) && whole.last() == t.shape().last()
                && IntStream.range(0, spatial).allMatch(i -> t.shape().dim(i + 1) == x.shape().dim(i + 1) * size.get(i));
        return !fits ? null : new Plan(List.of(x), () -> {
            Tensor matrix = product.input(0).input(1);
            int[] dims = new int[spatial + 2];
            dims[0] = x.shape().last();
            IntStream.range(0, spatial).forEach(i -> dims[i + 1] = size.get(i));
            dims[spatial + 1] = t.shape().last();
            List<Integer> filters = new ArrayList<>(List.of(0, spatial + 1));
            IntStream.range(0, spatial).forEach(i -> filters.add(i + 1));
            NDArray kernel = Tensor.constant(on.value(matrix)).reshape(dims).transpose(filters.stream().mapToInt(i -> i).toArray()).value();
            List<String> in = new ArrayList<>(List.of(on.lying(x, Held.channelsFirst(spatial + 2)), on.numbers(matrix, kernel, "boxes", t.path())));
            if (bias != null) {
                in.add(on.straight(bias));
            }
            List<Integer> lies = Held.channelsFirst(spatial + 2);
            return new Held(on.sheet.node("ConvTranspose", t.path(), in, Attributes.of("kernel_shape", size), Attributes.of("strides", size)),
                    Held.lie(on.twins.shape(t), lies), lies);
        });
    }

    private static List<Integer> order(int spatial) {
        List<Integer> order = new ArrayList<>(List.of(0));
        for (int i = 1; i <= spatial; i++) {
            order.add(i);
            order.add(spatial + i);
        }
        order.add(2 * spatial + 1);
        return order;
    }
}
