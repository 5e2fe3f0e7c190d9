package dyp.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.op.Custom;
import dyp.op.Graphs;
import dyp.op.Pool;
import dyp.op.Random;
import dyp.op.Reduce;
import dyp.op.Scan;
import dyp.op.Tensor;
import dyp.op.View;
import dyp.runtime.Backend;
import dyp.runtime.Engine;
import dyp.runtime.Interpreter;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.tensor.Slice;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every node of every case and of its gradient, alone, on every backend that supports it, against the plain loops. */
class OpBackendTest {
    private static final long SEED = 2;

    static List<OpCase> cases() {
        return OpCases.all();
    }

    @Test
    void theVectorBackendIsThereWhereItsModuleIs() {
        assertTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(), "tests run with --add-modules jdk.incubator.vector");
        assertEquals(List.of("vector", "scalar"), Engine.shared().backends().stream().map(Backend::name).toList());
        assertEquals("vector", Engine.only("vector").backends().getFirst().name());
    }

    /** A kernel that silently no longer applies is only seen as slowness. */
    @Test
    void theVectorBackendRunsEveryFloatOp() {
        Backend vector = Engine.only("vector").backends().getFirst();
        Set<String> missing = new TreeSet<>();
        for (OpCase c : cases()) {
            for (Tensor t : Graphs.sorted(c.graph(SEED).roots())) {
                boolean floats = t.dtype() == DType.FLOAT32 && t.inputs().stream().allMatch(i -> i.dtype() == DType.FLOAT32);
                if (floats && !t.inputs().isEmpty() && !vector.supports(BackendCheck.asCompiled(t)) && !expectedMissing(t)) {
                    missing.add(t.op().label() + " " + t.inputs().stream().map(Tensor::shape).toList() + ": " + c);
                }
            }
        }
        assertEquals(Set.of(), missing);
    }

    /** What has no kernel on purpose: rare, or bound by memory anyway. */
    private static boolean expectedMissing(Tensor t) {
        return switch (t.op()) {
            // Programs see through these two: they are their input.
            case View.Reshape _ -> true;
            case View.StopGradient _ -> true;
            case Pool p -> p instanceof Pool.MaxPick || p.window().dilation().stream().anyMatch(d -> d > 1);
            case Reduce r -> r.kind() == Reduce.Kind.ARGMAX && !r.axes().contains(t.input(0).shape().rank() - 1) || apart(r, t.input(0).shape());
            // A loop is the compiler's matter.
            case Scan _ -> true;
            default -> t.op() instanceof Custom || t.op() instanceof Random;
        };
    }

    /** Whether the folded axes lie apart, with others between them. */
    private static boolean apart(Reduce r, Shape in) {
        int stretches = 0;
        boolean before = false;
        for (int axis = 0; axis < in.rank(); axis++) {
            boolean folds = r.axes().contains(axis);
            stretches += in.dim(axis) > 1 && folds && !before ? 1 : 0;
            before = in.dim(axis) > 1 ? folds : before;
        }
        return stretches > 1;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void everyBackendAgreesWithThePlainLoops(OpCase c) {
        Map<String, Slice> inputs = new HashMap<>();
        c.values(SEED).forEach((name, a) -> inputs.put(name, Slice.of(a)));
        Map<Tensor, Slice> values = new Interpreter().run(c.graph(SEED).roots(), inputs);
        for (Map.Entry<Tensor, Slice> entry : values.entrySet()) {
            Tensor t = entry.getKey();
            if (t.inputs().isEmpty()) {
                continue;
            }
            List<NDArray> in = t.inputs().stream().map(i -> values.get(i).toArray(i.shape())).toList();
            Tensor node = BackendCheck.asCompiled(t);
            for (Backend backend : Engine.shared().backends()) {
                if (backend.supports(node)) {
                    String what = c + ", seed " + SEED + ", " + t + " on " + backend.name();
                    new BackendCheck(backend, SEED).check(what, node, in, entry.getValue().toArray(t.shape()), c.tolerance());
                }
            }
        }
    }
}
