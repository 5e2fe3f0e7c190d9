package dyp.testkit;

import dyp.op.StridedMatMul;
import dyp.op.StridedMatMul.Matrices;
import dyp.op.Tensor;
import dyp.runtime.Engine;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products of matrices that lie one behind the other or side by side, as heads do, either way round, on each backend. */
class StridedMatMulTest {
    /** The last of these has inner dimensions beyond one packed panel, the one before several items to a task. */
    @ParameterizedTest
    @CsvSource({"1,1,8,8,5", "2,3,9,33,17", "1,2,131,31,3", "35,2,16,40,33", "1,2,70,67,300", "1,3,290,16,257"})
    void everyLie(int batch, int heads, int m, int n, int k) {
        for (boolean turnA : new boolean[] {false, true}) {
            for (boolean turnB : new boolean[] {false, true}) {
                for (int apart = 0; apart < 8; apart++) {
                    Matrices a = lie(heads, m, k, (apart & 1) != 0, turnA);
                    Matrices b = lie(heads, k, n, (apart & 2) != 0, turnB);
                    Matrices c = lie(heads, m, n, (apart & 4) != 0, false);
                    check(new StridedMatMul(batch * heads, m, n, k, a, b, c, Shape.of(batch * heads * m * n)));
                }
            }
        }
    }

    /** Matrices one behind the other, or with those of all heads side by side. */
    private static Matrices lie(int heads, int rows, int columns, boolean side, boolean turned) {
        if (!side) {
            return Matrices.dense(rows, columns, turned);
        }
        Matrices m = new Matrices(heads, heads * rows * columns, turned ? rows : columns, heads * (turned ? rows : columns), 1);
        return turned ? m.turned() : m;
    }

    private static void check(StridedMatMul op) {
        Random random = new Random(op.hashCode());
        NDArray a = NDArray.generate(Shape.of(op.batch() * op.m() * op.k()), i -> random.nextGaussian());
        NDArray b = NDArray.generate(Shape.of(op.batch() * op.k() * op.n()), i -> random.nextGaussian());
        double[] c = new double[op.to().size()];
        for (int item = 0; item < op.batch(); item++) {
            for (int i = 0; i < op.m(); i++) {
                for (int j = 0; j < op.n(); j++) {
                    for (int p = 0; p < op.k(); p++) {
                        c[op.c().start(item) + i * op.c().row() + j * op.c().column()] += a.at(op.a().start(item) + i * op.a().row() + p * op.a().column())
                                * b.at(op.b().start(item) + p * op.b().row() + j * op.b().column());
                    }
                }
            }
        }
        NDArray expected = NDArray.generate(op.to(), i -> c[i]);
        Tensor node = Tensor.make(op, Tensor.input("a", DType.FLOAT32, a.shape()), Tensor.input("b", DType.FLOAT32, b.shape()));
        double tolerance = 2e-6 * Math.sqrt(op.k()) + 2e-6;
        new BackendCheck(Engine.scalar(), 1).check("scalar " + op, node, List.of(a, b), expected, tolerance);
        new BackendCheck(Engine.only("vector").backends().getFirst(), 1).check("vector " + op, node, List.of(a, b), expected, tolerance);
    }
}
