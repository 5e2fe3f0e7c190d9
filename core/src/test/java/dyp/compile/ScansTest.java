package dyp.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.grad.Gradients;
import dyp.op.Leaf;
import dyp.op.Scan;
import dyp.op.Tensor;
import dyp.runtime.Engine;
import dyp.runtime.Program;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Programs with loops in them. */
class ScansTest {
    private static final Tensor W = variable(Shape.of(5, 5), 0.3);

    private static Tensor variable(Shape shape, double scale) {
        return Tensor.make(new Leaf.Variable("w", values(shape, scale), true));
    }

    private static NDArray values(Shape shape, double scale) {
        return NDArray.generate(shape, i -> scale * Math.sin(i + 1));
    }

    private static Scan.Result recurrent(Tensor x) {
        return Scan.run(x.shape().dim(0), false, List.of(Tensor.scalar(0).broadcastTo(x.shape().sample())), List.of(x), (c, e) -> {
            Tensor next = c.getFirst().matmul(W).add(e.getFirst()).tanh();
            return new Scan.Next(List.of(next), List.of());
        });
    }

    private static Tensor x(int steps) {
        return Tensor.input("x", DType.FLOAT32, Shape.of(steps, 3, 5));
    }

    private static Graph training(int steps) {
        Tensor loss = recurrent(x(steps)).last().getFirst().square().mean();
        return new Graph(List.of(loss), List.of(W.update(W.sub(Gradients.of(loss, W).mul(0.1)))));
    }

    /** What the backward loop needs of the forward steps is kept by the one forward loop there is. */
    @Test
    void oneLoopForwardsAndOneBackwards() {
        Program program = Compiler.compile(training(7), Engine.threads(2));
        assertEquals(2, program.lines().stream().filter(l -> l.op().equals("scan")).count(), program.explain());
        program.verify(Map.of("x", values(Shape.of(7, 3, 5), 1)), 1e-6);
    }

    @Test
    void theProgramDoesNotGrowWithTheSteps() {
        Program few = Compiler.compile(training(100), Engine.threads(2));
        Program many = Compiler.compile(training(5000), Engine.threads(2));
        assertEquals(few.lines().stream().map(Program.Line::op).toList(), many.lines().stream().map(Program.Line::op).toList());
        assertTrue(many.arenaBytes() < 51 * few.arenaBytes(), few.arenaBytes() + " bytes for 100 steps, " + many.arenaBytes() + " for 5000");
        many.run(Map.of("x", values(Shape.of(5000, 3, 5), 1)));
    }

    /** The whole flat result of one scan and parts of others that take the same steps. */
    @Test
    void mergedScansAreReadWholeAndInParts() {
        Tensor x = x(4);
        Scan.Result more = Scan.run(4, false, List.of(x.slice(0, 0, 1).reshape(3, 5)), List.of(x), (c, e) -> {
            Tensor next = c.getFirst().mul(e.getFirst()).cos();
            return new Scan.Next(List.of(next), List.of(next));
        });
        Tensor flat = more.outputs().getFirst().input(0).input(0);
        assertTrue(flat.op() instanceof Scan);
        Tensor gradient = Gradients.of(flat.square().sum(), x);
        Graph graph = new Graph(List.of(flat, flat.slice(0, 55, 65), more.outputs().getFirst().slice(0, 1, 3), gradient), List.of());
        Compiler.compile(graph, Engine.threads(2)).verify(Map.of("x", values(x.shape(), 1)), 1e-6);
        Compiler.compile(graph, Engine.threads(1), new Compiler.Options(false, true, false)).verify(Map.of("x", values(x.shape(), 1)), 1e-6);
    }

    @Test
    void partsOfTheResultAreNotCopied() {
        Scan.Result r = recurrent(x(4));
        Program program = Compiler.compile(new Graph(List.of(r.last().getFirst()), List.of()), Engine.threads(1));
        assertEquals(List.of("broadcast", "scan", "  matmul+add+tanh"), program.lines().stream().map(Program.Line::op).toList());
        assertNull(program.input("carried 0"));
        assertNull(program.input("sequence 0"));
    }

    @Test
    void wholeNumbersInABody() {
        Tensor x = x(4);
        Tensor y = Scan.run(4, true, List.of(Tensor.scalar(0).broadcastTo(Shape.of(3, 5))), List.of(x), (c, e) -> {
            Tensor best = e.getFirst().argmax(1).reshape(3).oneHot(5);
            return new Scan.Next(List.of(c.getFirst().add(best)), List.of(best.mul(c.getFirst())));
        }).outputs().getFirst();
        Compiler.compile(new Graph(List.of(y), List.of()), Engine.threads(2)).verify(Map.of("x", values(x.shape(), 1)), 1e-6);
    }

    /** A step that changes nothing, and one whose values wait for one another. */
    @Test
    void valuesHandedOnAsTheyAre() {
        Tensor x = x(3);
        List<Tensor> first = List.of(x.slice(0, 0, 1).reshape(15), x.slice(0, 1, 2).reshape(15), x.slice(0, 2, 3).reshape(15));
        Scan.Result turn = Scan.run(4, false, first, List.of(), (c, e) ->
                new Scan.Next(List.of(c.get(1), c.get(2), c.get(0).reshape(3, 5).reshape(15)), List.of(c.get(0))));
        Scan.Result stay = Scan.run(4, false, first, List.of(), (c, e) -> new Scan.Next(c, List.of()));
        Graph graph = new Graph(List.of(turn.outputs().getFirst(), turn.last().get(0), turn.last().get(2), stay.last().get(1)), List.of());
        Compiler.compile(graph, Engine.threads(2)).verify(Map.of("x", values(x.shape(), 1)), 0);
    }

    /** Loops one after another, and chains on parts of their results, some of which die where the chain could take them over. */
    @Test
    void randomProgramsOfLoops() {
        for (long seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            List<Tensor> pool = new ArrayList<>(List.of(x(4), W.slice(0, 0, 3).reshape(1, 3, 5).broadcastTo(Shape.of(4, 3, 5))));
            for (int i = 0; i < 6; i++) {
                Tensor a = pool.get(random.nextInt(pool.size()));
                Tensor b = pool.get(random.nextInt(pool.size()));
                pool.add(switch (random.nextInt(3)) {
                    case 0 -> a.mul(b).sin();
                    case 1 -> a.sub(b.slice(0, 1, 2)).tanh();
                    default -> loop(random, a, b);
                });
            }
            Tensor loss = pool.getLast().mean();
            Tensor update = W.update(W.sub(Gradients.of(loss, W)).add(pool.get(3).mean()));
            Graph graph = new Graph(List.of(loss, pool.get(random.nextInt(pool.size())), Gradients.of(loss, pool.getFirst())), List.of(update));
            NDArray in = values(Shape.of(4, 3, 5), 1);
            for (int threads = 1; threads <= 2; threads++) {
                Compiler.compile(graph, Engine.threads(threads), new Compiler.Options(random.nextBoolean(), true, false)).verify(Map.of("x", in), 1e-5);
            }
        }
    }

    private static Tensor loop(Random random, Tensor a, Tensor b) {
        boolean own = random.nextBoolean();
        Scan.Result r = Scan.run(4, random.nextBoolean(), List.of(b.mean(0).reshape(3, 5), a.slice(0, 0, 1).reshape(3, 5)), List.of(a, b), (c, e) -> {
            Tensor next = c.getFirst().matmul(W).add(own ? e.getFirst() : e.getLast().mul(c.getLast())).tanh();
            return new Scan.Next(List.of(c.getLast(), next), List.of(next.mul(e.getFirst()), next));
        });
        return switch (random.nextInt(3)) {
            case 0 -> r.outputs().getFirst();
            case 1 -> r.outputs().getLast().add(r.last().getFirst());
            default -> r.outputs().getFirst().slice(0, 1, 2).add(r.outputs().getLast());
        };
    }
}
