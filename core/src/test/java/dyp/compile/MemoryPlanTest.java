package dyp.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.op.Fused;
import dyp.op.Leaf;
import dyp.op.Pool;
import dyp.op.Tensor;
import dyp.op.Window;
import dyp.runtime.Engine;
import dyp.runtime.Stretch;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What lives at the same time lies apart. Lifetimes are worked out here a second time, from the order of the steps alone. */
class MemoryPlanTest {
    private static final int GRAPHS = 150;
    private static final Tensor X = Tensor.input("x", DType.FLOAT32, Shape.of(64, 16));
    private static final Tensor ROW = Tensor.input("row", DType.FLOAT32, Shape.of(16));

    private record Life(Tensor tensor, int from, int to) {}

    private record Plan(List<Tensor> order, MemoryPlan memory, Graph graph) {}

    @Test
    void noTwoValuesThatLiveTogetherOverlap() {
        int shared = 0;
        for (long seed = 0; seed < GRAPHS; seed++) {
            Plan plan = plan(new RandomGraphs(seed).graph);
            List<Life> lives = lives(plan);
            for (int i = 0; i < lives.size(); i++) {
                for (int j = 0; j < i; j++) {
                    shared += apart("seed " + seed, plan, lives.get(i), lives.get(j)) ? 0 : 1;
                }
            }
        }
        // The plan does share memory: the test sees the hard case.
        assertTrue(shared > GRAPHS, "shared " + shared);
    }

    /** Whether two values lie apart; where they do not, they must not live together. */
    private static boolean apart(String what, Plan plan, Life a, Life b) {
        MemoryPlan.Block x = plan.memory().values.get(a.tensor());
        MemoryPlan.Block y = plan.memory().values.get(b.tensor());
        boolean overlap = x.dtype == y.dtype && x.offset < y.offset + y.size && y.offset < x.offset + x.size && x.size > 0 && y.size > 0;
        if (overlap) {
            Life first = a.from() <= b.from() ? a : b;
            Life second = first == a ? b : a;
            boolean inPlace = first.to() == second.from() && x.offset == y.offset && mayTakeOver(second.tensor(), first.tensor());
            assertTrue(first.to() < second.from() || inPlace, what + ": " + a + " and " + b + " overlap");
        }
        return !overlap;
    }

    private static boolean mayTakeOver(Tensor t, Tensor from) {
        List<Tensor> readers = t.inputs().stream().filter(i -> Storage.base(i) == from).toList();
        return t.op() instanceof Fused f && f.anchor() == null
                ? readers.stream().allMatch(i -> Stretch.of(i.shape(), t.shape()).kind() == Stretch.Kind.SAME)
                : readers.size() == 1 && Engine.threads(1).backend(t).overwrites(t, t.inputs().indexOf(readers.getFirst()));
    }

    /** The gradient of a pooling lies where x does, where windows lie side by side, fill vectors, and nobody else reads x. */
    @Test
    void aPoolingsGradientTakesOverItsInput() {
        Window two = new Window(List.of(2, 2), List.of(2, 2), List.of(1, 1), List.of(0, 0), List.of(0, 0));
        Window wide = new Window(List.of(3, 3), List.of(2, 2), List.of(1, 1), List.of(1, 1), List.of(1, 1));
        assertTrue(takesOver(two, 32, false));
        assertFalse(takesOver(two, 33, false));
        assertFalse(takesOver(wide, 32, false));
        assertFalse(takesOver(two, 32, true));
    }

    private static boolean takesOver(Window w, int channels, boolean readAgain) {
        Tensor image = Tensor.input("image", DType.FLOAT32, Shape.of(3, 6, 8, channels)), x = image.softmax();
        Tensor g = Tensor.make(new Pool.Max(w), x).tanh(), dx = Tensor.make(new Pool.MaxScatter(w), x, g);
        Tensor out = readAgain ? dx.mul(dx).add(x) : dx.mul(dx);
        Graph graph = new Graph(List.of(out), List.of());
        Plan plan = plan(graph);
        Compiler.compile(graph, Engine.threads(2)).verify(Map.of("image", NDArray.generate(image.shape(), i -> i * 7919 % 10007 / 1000f)), 1e-6);
        return plan.order().stream().filter(t -> t.op().label().startsWith("max_pool_grad"))
                .allMatch(t -> plan.memory().values.get(t) == plan.memory().values.get(Storage.base(t.input(0))));
    }

    @Test
    void scratchIsNobodyElsesWhileItsStepRuns() {
        int seen = 0;
        for (long seed = 0; seed < GRAPHS; seed++) {
            Plan plan = plan(new RandomGraphs(seed).graph);
            for (Map.Entry<Tensor, MemoryPlan.Block> entry : plan.memory().scratch.entrySet()) {
                int step = plan.order().indexOf(entry.getKey());
                MemoryPlan.Block s = entry.getValue();
                for (Life life : lives(plan)) {
                    MemoryPlan.Block v = plan.memory().values.get(life.tensor());
                    boolean overlap = v.dtype == s.dtype && v.offset < s.offset + s.size && s.offset < v.offset + v.size;
                    assertFalse(overlap && life.from() <= step && step <= life.to(), "seed " + seed + ": scratch of " + entry.getKey() + " and " + life);
                    seen++;
                }
                assertTrue(s.offset >= 0 && s.offset + s.size <= plan.memory().size(s.dtype), "seed " + seed);
            }
        }
        assertTrue(seen > GRAPHS);
    }

    @Test
    void everythingLiesInTheArenaOnItsOwnLine() {
        for (long seed = 0; seed < GRAPHS; seed++) {
            MemoryPlan memory = plan(new RandomGraphs(seed).graph).memory();
            for (MemoryPlan.Block b : memory.values.values()) {
                assertEquals(MemoryPlan.FIRST, b.offset % MemoryPlan.LINE, "seed " + seed);
                assertTrue(b.offset + b.size + MemoryPlan.LINE <= memory.size(b.dtype), "seed " + seed + ": room for a whole vector behind");
            }
        }
    }

    @Test
    void aDeepChainTakesTheMemoryOfAFewValues() {
        Tensor w = Tensor.make(new Leaf.Variable("w", NDArray.zeros(Shape.of(16, 16)), true));
        Tensor y = X;
        for (int i = 0; i < 30; i++) {
            y = y.matmul(w).tanh();
        }
        Plan plan = plan(new Graph(List.of(y), List.of()));
        int sum = plan.memory().values.values().stream().mapToInt(b -> b.size).sum();
        int scratch = plan.memory().scratch.values().stream().mapToInt(b -> b.size).max().orElse(0);
        assertTrue(sum >= 31 * 1024, "sum " + sum);
        assertTrue(plan.memory().size(DType.FLOAT32) <= 4 * 1024 + scratch + 100, "arena " + plan.memory().size(DType.FLOAT32));
    }

    @Test
    void anElementwiseStepTakesOverAnInputThatDies() {
        Tensor a = X.softmax();
        Tensor b = a.tanh().add(ROW);
        assertEquals(block(new Graph(List.of(b), List.of()), "softmax"), block(new Graph(List.of(b), List.of()), "tanh+add"));
    }

    @Test
    void aValueThatIsUsedLaterIsNotTakenOver() {
        Tensor a = X.softmax();
        notShared(a.tanh().max(0).add(a.max(0)), "softmax", "tanh");
    }

    @Test
    void anOutputIsNotTakenOver() {
        Tensor a = X.softmax();
        Plan plan = plan(new Graph(List.of(a, a.tanh()), List.of()));
        assertFalse(plan.memory().values.get(step(plan, "softmax")).offset == plan.memory().values.get(step(plan, "tanh")).offset);
    }

    @Test
    void anInputIsNotTakenOver() {
        Plan plan = plan(new Graph(List.of(X.tanh()), List.of()));
        assertFalse(plan.memory().values.get(step(plan, "input x")).offset == plan.memory().values.get(step(plan, "tanh")).offset);
    }

    /** Row i of the result would overwrite what later rows still read. */
    @Test
    void aStretchedInputIsNotTakenOver() {
        Tensor square = Tensor.input("square", DType.FLOAT32, Shape.of(1, 1024)).softmax();
        notShared(square.add(square.reshape(1024, 1)), "softmax", "add");
        Tensor row = Tensor.input("r", DType.FLOAT32, Shape.of(1, 7)).softmax();
        notShared(row.add(Tensor.input("column", DType.FLOAT32, Shape.of(7, 1))), "softmax", "add");
    }

    @Test
    void aMatmulDoesNotTakeOver() {
        Tensor a = Tensor.input("square", DType.FLOAT32, Shape.of(16, 16)).softmax();
        notShared(a.matmul(a).tanh(), "softmax", "matmul+tanh");
    }

    private static void notShared(Tensor root, String first, String second) {
        Plan plan = plan(new Graph(List.of(root), List.of()));
        MemoryPlan.Block a = plan.memory().values.get(step(plan, first));
        MemoryPlan.Block b = plan.memory().values.get(step(plan, second));
        assertNotSame(a, b);
        assertTrue(a.offset + a.size <= b.offset || b.offset + b.size <= a.offset);
    }

    private static int block(Graph graph, String label) {
        Plan plan = plan(graph);
        return plan.memory().values.get(step(plan, label)).offset;
    }

    private static Tensor step(Plan plan, String label) {
        return plan.order().stream().filter(t -> t.op().label().equals(label)).findFirst().orElseThrow(() -> new AssertionError(label + " in " + plan.order()));
    }

    private static Plan plan(Graph source) {
        Graph graph = Hazards.keepOldValues(Fuse.apply(Simplify.apply(source)));
        List<Tensor> order = Schedule.of(graph, Hazards.of(graph));
        return new Plan(order, new MemoryPlan(order, graph.outputs(), Engine.threads(2)), graph);
    }

    /** Each value with memory in the arena: from the step that makes it to the last that reads it; inputs and outputs always. */
    private static List<Life> lives(Plan plan) {
        Map<Tensor, Integer> last = new HashMap<>();
        for (int i = 0; i < plan.order().size(); i++) {
            for (Tensor in : plan.order().get(i).inputs()) {
                // A view reads nothing: its readers do, and they are seen through it.
                if (!Storage.alias(plan.order().get(i))) {
                    last.put(Storage.base(in), i);
                }
            }
        }
        plan.graph().outputs().forEach(out -> last.put(Storage.base(out), Integer.MAX_VALUE));
        List<Life> lives = new ArrayList<>();
        for (int i = 0; i < plan.order().size(); i++) {
            Tensor t = plan.order().get(i);
            if (plan.memory().values.containsKey(t)) {
                boolean input = t.op() instanceof Leaf.Input;
                lives.add(new Life(t, input ? -1 : i, input ? Integer.MAX_VALUE : last.getOrDefault(t, i)));
            }
        }
        return lives;
    }
}
