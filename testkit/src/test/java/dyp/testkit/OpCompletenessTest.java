package dyp.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.op.Custom;
import dyp.op.Folded;
import dyp.op.Fused;
import dyp.op.Graphs;
import dyp.op.Op;
import dyp.op.StridedMatMul;
import dyp.op.Tensor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A new op without a case fails here: the sealed families are walked by reflection, down to each constant and flag. */
class OpCompletenessTest {
    @Test
    void everyOpHasACase() throws ReflectiveOperationException {
        Set<String> wanted = new TreeSet<>();
        want(Op.class, wanted);
        Set<String> found = new TreeSet<>();
        for (OpCase c : OpCases.all()) {
            for (Tensor t : Graphs.sorted(List.of(c.output(c.inputs())))) {
                find(t.op(), found);
            }
        }
        wanted.removeAll(found);
        assertEquals(Set.of(), wanted, "ops without a case");
        assertTrue(found.contains("Custom"));
    }

    @Test
    void theWalkReachesTheFamilies() {
        Set<String> wanted = new TreeSet<>();
        want(Op.class, wanted);
        assertTrue(wanted.containsAll(Set.of("Unary.RELU", "Binary.RELU_GRAD", "Normalize.SOFTMAX", "Reduce.kind=ARGMAX", "Random.kind=NORMAL",
                "MatMul.transposeA=true", "Conv.KernelGradient", "Pool.MaxPick", "Elementwise.Update", "Leaf.Variable", "View.Pad")), wanted.toString());
        assertTrue(wanted.size() > 60, wanted.toString());
    }

    @Test
    void namesAreUnique() {
        List<String> names = OpCases.all().stream().map(OpCase::name).toList();
        Set<String> seen = new TreeSet<>();
        assertEquals(List.of(), names.stream().filter(n -> !seen.add(n)).toList());
    }

    private static void want(Class<?> type, Set<String> wanted) {
        if (type == Fused.class || type == Folded.class || type == StridedMatMul.class) {
            return; // made by the compiler only: see the tests of dyp.compile
        }
        if (type.isEnum()) {
            Arrays.stream(type.getEnumConstants()).forEach(c -> wanted.add(name(type) + "." + c));
        } else if (type.isSealed()) {
            Arrays.stream(type.getPermittedSubclasses()).forEach(t -> want(t, wanted));
        } else if (type == Custom.class || !type.isRecord()) {
            wanted.add(name(type));
        } else {
            wanted.add(name(type));
            for (RecordComponent part : type.getRecordComponents()) {
                Object[] values = part.getType() == boolean.class ? new Object[] {true, false} : part.getType().getEnumConstants();
                for (Object value : values == null ? new Object[0] : values) {
                    wanted.add(name(type) + "." + part.getName() + "=" + value);
                }
            }
        }
    }

    private static void find(Op op, Set<String> found) throws ReflectiveOperationException {
        if (op instanceof Enum<?> e) {
            found.add(name(e.getDeclaringClass()) + "." + e);
            return;
        }
        Class<?> type = op instanceof Custom ? Custom.class : op.getClass();
        found.add(name(type));
        for (RecordComponent part : type.isRecord() ? type.getRecordComponents() : new RecordComponent[0]) {
            found.add(name(type) + "." + part.getName() + "=" + part.getAccessor().invoke(op));
        }
    }

    private static String name(Class<?> type) {
        return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    }
}
