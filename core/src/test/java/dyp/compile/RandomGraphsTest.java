package dyp.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.op.Fused;
import dyp.runtime.Engine;
import dyp.runtime.Program;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Random graphs, compiled in every way, against the interpreter. */
class RandomGraphsTest {
    private static final int GRAPHS = 200;
    private static final double TOLERANCE = 1e-5;

    @Test
    void compiledGraphsAgreeWithTheInterpreter() {
        Engine scalar = new Engine(List.of(Engine.scalar()), Engine.threads(2).workers());
        for (long seed = 0; seed < GRAPHS; seed++) {
            for (Engine engine : List.of(Engine.threads(2), scalar)) {
                for (boolean fuse : new boolean[] {true, false}) {
                    RandomGraphs g = new RandomGraphs(seed);
                    String what = "seed " + seed + ", fuse " + fuse + ", " + engine.backends().getFirst().name();
                    named(what, () -> {
                        Program program = Compiler.compile(g.graph, engine, new Compiler.Options(fuse, true, false));
                        program.verify(g.values, TOLERANCE);
                        program.verify(g.values, TOLERANCE);
                        return null;
                    });
                }
            }
        }
    }

    @Test
    void theBitsDoNotDependOnTheThreads() {
        for (long seed = 0; seed < GRAPHS; seed++) {
            assertEquals(run(seed, 1), run(seed, 3), "seed " + seed);
        }
    }

    private static List<?> run(long seed, int threads) {
        RandomGraphs g = new RandomGraphs(seed);
        Program program = Compiler.compile(g.graph, Engine.threads(threads));
        program.run(g.values);
        return IntStream.range(0, g.graph.outputs().size()).mapToObj(program::value).toList();
    }

    /** The seeds above meet what makes compiling hard. */
    @Test
    void theGraphsAreHard() {
        assertTrue(count(seed -> new RandomGraphs(seed).readsWhatItWrites()) > GRAPHS / 2);
        assertTrue(count(seed -> fused(seed).stream().anyMatch(f -> f.anchor() != null)) > GRAPHS / 4);
        assertTrue(count(seed -> fused(seed).stream().anyMatch(f -> f.body().size() > 4)) > GRAPHS / 4);
        assertTrue(count(seed -> fused(seed).stream().anyMatch(f -> f.row() > 1)) > GRAPHS / 10);
    }

    private static List<Fused> fused(long seed) {
        Graph graph = Fuse.apply(Simplify.apply(new RandomGraphs(seed).graph));
        return graph.sorted().stream().filter(t -> t.op() instanceof Fused).map(t -> (Fused) t.op()).toList();
    }

    private static long count(java.util.function.LongPredicate test) {
        return LongStream.range(0, GRAPHS).filter(test).count();
    }

    static <T> T named(String what, Supplier<T> body) {
        try {
            return body.get();
        } catch (RuntimeException e) {
            throw new AssertionError(what + ": " + e.getMessage(), e);
        }
    }
}
