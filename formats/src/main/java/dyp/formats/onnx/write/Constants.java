package dyp.formats.onnx.write;

import dyp.op.Leaf;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import java.util.ArrayList;
import java.util.List;

/** Constants that are longer for a larger batch: each row follows from its number, start + row * step. */
final class Constants {
    private Constants() {}

    static Held of(Tensor t, Drawing on) {
        NDArray a = ((Leaf.Constant) t.op()).value();
        NDArray b = ((Leaf.Constant) on.twins.other(t).op()).value();
        List<Dim> dims = on.twins.shape(t);
        boolean rows = dims.size() > 0 && dims.getFirst().open() && dims.subList(1, dims.size()).stream().noneMatch(Dim::open) && a.shape().dim(0) > 1;
        NDArray start = rows ? a.rows(0, 1) : null;
        double step = rows ? a.at(a.rowSize()) - a.at(0) : 0;
        if (!rows || !follows(a, start, step) || !follows(b, start, step)) {
            throw new DypException("ONNX: a constant" + (t.path().isEmpty() ? "" : " of " + t.path()) + " is another one for each size of the batch, "
                    + a.shape() + " and " + b.shape() + ", which a file cannot say.");
        }
        String path = t.path();
        String numbers = on.sheet.constant(path, start);
        if (step == 0) {
            List<Dim> from = new ArrayList<>(dims);
            from.set(0, Dim.of(1));
            return Held.of(Views.expand(numbers, from, dims, path, on), dims);
        }
        DType type = t.dtype();
        String count = on.sheet.node("Squeeze", path, List.of(on.sheet.dims(List.of(dims.getFirst()))));
        String places = on.sheet.node("Range", path, List.of(scalar(0, on), count, scalar(1, on)));
        List<Dim> column = new ArrayList<>(dims);
        for (int i = 1; i < column.size(); i++) {
            column.set(i, Dim.of(1));
        }
        String row = on.reshape(Elements.cast(places, type, path, on.sheet), column, path);
        NDArray by = type == DType.FLOAT32 ? NDArray.scalar((float) step) : NDArray.of(new int[] {(int) step}).reshape();
        String grown = on.sheet.node("Mul", path, List.of(row, on.sheet.constant(path, by)));
        return Held.of(on.sheet.node("Add", path, List.of(numbers, grown)), dims);
    }

    private static String scalar(long value, Drawing on) {
        return on.sheet.node("Squeeze", "", List.of(on.sheet.longs(List.of(value))));
    }

    private static boolean follows(NDArray a, NDArray start, double step) {
        int row = a.rowSize();
        for (int i = 0; i < a.size(); i++) {
            if (a.at(i) != start.at(i % row) + i / row * step) {
                return false;
            }
        }
        return true;
    }
}
