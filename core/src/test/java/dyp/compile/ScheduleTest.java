package dyp.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.op.Leaf;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final int GRAPHS = 100;

    /** All that a step reads, and all that must have read what it overwrites, comes before it. */
    @Test
    void everyStepComesAfterWhatItWaitsFor() {
        for (long seed = 0; seed < GRAPHS; seed++) {
            Graph graph = Hazards.keepOldValues(Fuse.apply(Simplify.apply(new RandomGraphs(seed).graph)));
            Map<Tensor, List<Tensor>> waits = Hazards.of(graph);
            Set<Tensor> done = new HashSet<>();
            for (Tensor t : Schedule.of(graph, waits)) {
                assertTrue(done.containsAll(t.inputs()), "seed " + seed + ": an input of " + t);
                assertTrue(done.containsAll(waits.getOrDefault(t, List.of())), "seed " + seed + ": a reader of what " + t + " overwrites");
                assertTrue(done.add(t), "seed " + seed + ": " + t + " twice");
            }
            assertEquals(Set.copyOf(graph.sorted()), done, "seed " + seed);
        }
    }

    @Test
    void outputsComeBeforeUpdates() {
        Tensor v = Tensor.make(new Leaf.Variable("v", NDArray.zeros(Shape.of(3)), true));
        Tensor loss = Tensor.input("x", DType.FLOAT32, Shape.of(3)).mul(v).sum();
        Tensor update = v.update(v.add(1));
        List<Tensor> order = Schedule.of(new Graph(List.of(loss), List.of(update)), Map.of());
        assertTrue(order.indexOf(loss) < order.indexOf(update));
    }

    /** A gradient is spent on its update before the next one is computed, so that few are alive at once. */
    @Test
    void eachUpdateFollowsItsGradient() {
        Tensor x = Tensor.input("x", DType.FLOAT32, Shape.of(3));
        Tensor a = Tensor.make(new Leaf.Variable("a", NDArray.zeros(Shape.of(3)), true));
        Tensor b = Tensor.make(new Leaf.Variable("b", NDArray.zeros(Shape.of(3)), true));
        Tensor ga = x.exp();
        Tensor gb = x.tanh();
        Tensor ua = a.update(ga);
        Tensor ub = b.update(gb);
        assertEquals(List.of(a, x, ga, ua, b, gb, ub), Schedule.of(new Graph(List.of(), List.of(ua, ub)), Map.of()));
    }

    @Test
    void stepsThatWaitForEachOtherAreRefused() {
        Tensor x = Tensor.input("x", DType.FLOAT32, Shape.of(3));
        Tensor a = x.exp();
        Tensor b = x.tanh();
        Graph graph = new Graph(List.of(a.add(b)), List.of());
        assertThrows(IllegalStateException.class, () -> Schedule.of(graph, Map.of(a, List.of(b), b, List.of(a))));
    }
}
