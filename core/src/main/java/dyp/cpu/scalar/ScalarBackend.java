package dyp.cpu.scalar;

import dyp.op.Conv;
import dyp.op.Custom;
import dyp.op.Elementwise;
import dyp.op.Folded;
import dyp.op.Fused;
import dyp.op.Gather;
import dyp.op.Leaf;
import dyp.op.MatMul;
import dyp.op.Normalize;
import dyp.op.Pool;
import dyp.op.Random;
import dyp.op.Reduce;
import dyp.op.Scan;
import dyp.op.StridedMatMul;
import dyp.op.Tensor;
import dyp.op.View;
import dyp.runtime.Backend;
import dyp.runtime.Slices;
import dyp.runtime.Step;
import java.util.List;

/**
 * Obvious loops over every op: the definition that faster backends are compared with, and the fallback where the Vector
 * API is absent. Sums are kept in double, and the loops see numbers only through {@link dyp.tensor.Slice}, so they serve
 * gradient checks in double as well.
 */
public final class ScalarBackend implements Backend {
    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public int rank() {
        return 0;
    }

    @Override
    public boolean supports(Tensor node) {
        // A loop of other nodes is no kernel's matter: the compiler and the interpreter run it.
        return !(node.op() instanceof Leaf || node.op() instanceof Scan);
    }

    /** Where a chain's results lie until they are summed. */
    @Override
    public long scratchFloats(Tensor node, int lanes) {
        return node.op() instanceof Folded f ? f.chain().to().size() : 0;
    }

    @Override
    public List<Step> bind(Tensor node, Slices s) {
        return switch (node.op()) {
            case Elementwise op -> List.of(ElementwiseLoop.of(op, node, s));
            case Fused op -> ElementwiseLoop.fused(op, node, s, this);
            case Folded op -> ReduceLoop.folded(op, node, s);
            case Reduce op -> List.of(ReduceLoop.of(op, node.input(0).shape(), s));
            case View op -> ViewLoops.of(op, node, s);
            case MatMul op -> List.of(MatMulLoop.of(op, node, s));
            case StridedMatMul op -> List.of(MatMulLoop.strided(op, s));
            case Conv op -> List.of(ConvLoops.of(op, node, s));
            case Pool op -> List.of(PoolLoops.of(op, node, s));
            case Normalize op -> List.of(NormalizeLoop.of(op, node.shape(), s));
            case Gather op -> List.of(GatherLoops.of(op, node, s));
            case Random op -> List.of(RandomLoop.of(op, s));
            case Custom op -> List.of((task, lane) -> op.compute(s.inputs(), s.output()));
            case Leaf op -> throw new IllegalArgumentException("a leaf is not computed: " + node);
            case Scan op -> throw new IllegalArgumentException("a loop is the compiler's matter: " + node);
        };
    }
}
