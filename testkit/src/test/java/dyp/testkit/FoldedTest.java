package dyp.testkit;

import dyp.op.Binary;
import dyp.op.Folded;
import dyp.op.Fused;
import dyp.op.Reduce;
import dyp.op.Tensor;
import dyp.op.Unary;
import dyp.runtime.Engine;
import dyp.runtime.Stretch;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums of |x · row| over one stretch of axes, on each backend, for rows shorter and longer than a tile and sums cut into blocks. */
class FoldedTest {
    @ParameterizedTest
    @CsvSource({"1,1,1", "1,7,1", "1,5000,1", "13,192,1", "3,1500,1", "1,70001,1", "2,40001,3", "1,2000,17", "1,301,1500", "5,33,40",
        "2,3,1024", "1,700,192", "700,192,1", "31,1,5", "1021,2,1"})
    void sumsAndMeans(int outer, int count, int inner) {
        Shape shape = Shape.of(outer, count, inner);
        Random random = new Random(shape.hashCode());
        NDArray x = NDArray.generate(shape, i -> random.nextGaussian());
        List<Shape> rows = List.of(Shape.of(inner), Shape.of(outer, 1, 1), Shape.of(count, 1), Shape.of(outer, 1, inner), Shape.SCALAR);
        for (Shape row : rows) {
            NDArray r = NDArray.generate(row, i -> random.nextGaussian());
            for (Reduce.Kind kind : List.of(Reduce.Kind.SUM, Reduce.Kind.MEAN)) {
                check(kind, shape, x, r);
            }
        }
    }

    private static void check(Reduce.Kind kind, Shape shape, NDArray x, NDArray r) {
        Tensor xs = Tensor.input("x", DType.FLOAT32, shape);
        Tensor rs = Tensor.input("r", DType.FLOAT32, r.shape());
        Fused chain = new Fused(null, 0, List.of(new Fused.Instruction(Binary.MUL, List.of(0, 1), DType.FLOAT32),
                new Fused.Instruction(Unary.ABS, List.of(2), DType.FLOAT32)), shape, DType.FLOAT32);
        Tensor node = Tensor.make(new Folded(chain, kind, shape.dim(0), shape.dim(1), shape.dim(2), shape.with(1, 1)), xs, rs);
        NDArray expected = expected(kind, x, r);
        double tolerance = 1e-6 * Math.sqrt(shape.dim(1)) + 2e-6;
        new BackendCheck(Engine.scalar(), 1).check("scalar " + kind + shape + r.shape(), node, List.of(x, r), expected, tolerance);
        new BackendCheck(Engine.only("vector").backends().getFirst(), 1).check("vector " + kind + shape + r.shape(), node, List.of(x, r), expected, tolerance);
    }

    private static NDArray expected(Reduce.Kind kind, NDArray x, NDArray r) {
        Shape s = x.shape();
        Stretch stretch = Stretch.of(r.shape(), s);
        double[] sums = new double[s.dim(0) * s.dim(2)];
        for (int i = 0; i < s.size(); i++) {
            sums[i / (s.dim(1) * s.dim(2)) * s.dim(2) + i % s.dim(2)] += Math.abs(x.at(i) * r.at(stretch.index(i)));
        }
        return NDArray.generate(s.with(1, 1), i -> kind == Reduce.Kind.SUM ? sums[i] : sums[i] / s.dim(1));
    }
}
