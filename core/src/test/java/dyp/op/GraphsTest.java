package dyp.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dyp.tensor.DType;
import dyp.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GraphsTest {
    private static final Tensor X = Tensor.input("x", DType.FLOAT32, Shape.of(3));

    @Test
    void inputsComeFirstAndEachTensorOnce() {
        Tensor a = X.exp();
        Tensor b = X.tanh();
        Tensor c = a.add(b).mul(a);
        assertEquals(List.of(X, a, b, c.input(0), c), Graphs.sorted(List.of(c)));
    }

    @Test
    void rootsInTheOrderGiven() {
        Tensor a = X.exp();
        Tensor b = X.tanh();
        assertEquals(List.of(X, b, a), Graphs.sorted(List.of(b, a, b)));
    }

    @Test
    void onlyWithinASet() {
        Tensor a = X.exp();
        Tensor b = a.tanh();
        assertEquals(List.of(a, b), Graphs.sorted(List.of(b), Set.of(a, b)));
    }

    @Test
    void otherWaitsCount() {
        Tensor a = X.exp();
        Tensor b = X.tanh();
        Map<Tensor, List<Tensor>> waits = Map.of(a, List.of(b), b, List.of(X), X, List.of());
        assertEquals(List.of(X, b, a), Graphs.sorted(List.of(a, b), waits::get));
        Map<Tensor, List<Tensor>> ring = Map.of(a, List.of(b), b, List.of(a));
        assertThrows(IllegalStateException.class, () -> Graphs.sorted(List.of(a), ring::get));
    }

    @Test
    void usersOncePerUse() {
        Tensor a = X.exp();
        Tensor b = a.mul(a);
        Map<Tensor, List<Tensor>> users = Graphs.consumers(Graphs.sorted(List.of(b)));
        assertEquals(Map.of(X, List.of(a), a, List.of(b, b), b, List.of()), users);
    }

    /** A diamond behind a diamond behind a diamond: a walk by paths would take 2^200 steps. */
    @Test
    void manyPathsAreWalkedOnce() {
        Tensor y = X;
        for (int i = 0; i < 200; i++) {
            y = y.add(y);
        }
        assertEquals(201, Graphs.sorted(List.of(y)).size());
    }

    @Test
    void aGraphExplainsItself() {
        Tensor y = Tensor.labelled("dense", () -> X.mul(2).tanh());
        assertEquals("""
            t0   input x            (3,)
            t1   constant = 2.0     ()                       dense
            t2   mul                (3,)         t0, t1      dense
            t3   tanh               (3,)         t2          dense
            """, y.explain());
    }
}
