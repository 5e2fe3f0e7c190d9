package dyp.cpu.vector;

import dyp.op.Folded;
import dyp.op.Fused;
import dyp.op.Gather;
import dyp.op.Normalize;
import dyp.op.Op;
import dyp.op.Pool;
import dyp.op.Random;
import dyp.op.Reduce;
import dyp.op.Tensor;
import dyp.op.View;
import dyp.runtime.Backend;
import dyp.runtime.Blocks;
import dyp.runtime.Slices;
import dyp.runtime.Step;
import dyp.tensor.DType;
import dyp.tensor.Shape;
import dyp.tensor.Slice;
import java.util.ArrayList;
import java.util.List;

/**
 * The processor's vectors through {@code jdk.incubator.vector}; float32 only. This package is the only one that touches
 * that module, and loading it fails where the module is absent.
 */
public final class VectorBackend implements Backend {
    /** @throws LinkageError where the Vector API module is absent */
    public VectorBackend() {
        if (Lanes.L < 2) {
            throw new IllegalStateException("vectors of one float");
        }
        WarmUp.start();
    }

    @Override
    public String name() {
        return "vector";
    }

    @Override
    public int rank() {
        return 10;
    }

    @Override
    public boolean supports(Tensor node) {
        if (node.op() instanceof Random) {
            return node.shape().size() > 0;
        }
        if (CastKernel.supports(node) || ArgmaxKernel.supports(node)) {
            return true;
        }
        if (node.op() instanceof Gather g) {
            return GatherKernel.supports(g, node);
        }
        return node.dtype() == DType.FLOAT32 && node.shape().size() > 0
                && node.inputs().stream().allMatch(i -> i.dtype() == DType.FLOAT32 && i.shape().size() > 0)
                && supports(node, node.op());
    }

    private static boolean supports(Tensor node, Op op) {
        return switch (op) {
            case Folded f -> supports(node, f.chain());
            case Fused f -> f.body().stream().allMatch(i -> i.type() == DType.FLOAT32) && (f.anchor() == null || supports(node, f.anchor()));
            case Reduce r -> ReduceKernel.of(r, node.input(0).shape()) != null;
            case Normalize n -> SoftmaxKernel.supports(n);
            case View v -> CopyKernel.supports(v);
            default -> Anchors.supports(op);
        };
    }

    @Override
    public long scratchFloats(Tensor node, int lanes) {
        return switch (node.op()) {
            case Op _ when CastKernel.supports(node) -> 0;
            case Op _ when ArgmaxKernel.supports(node) -> ArgmaxKernel.scratchFloats(lanes);
            case Fused f -> Tiles.scratchFloats(f, node.inputs().size(), lanes) + (f.anchor() == null ? 0
                    : Lanes.lines(Anchors.scratchFloats(f.anchor(), node.inputs().subList(0, f.anchorInputs()), node.shape(), lanes)));
            case Folded f -> FoldKernel.scratchFloats(f, node.inputs().size(), lanes);
            case Reduce r -> ReduceKernel.of(r, node.input(0).shape()).scratchFloats(lanes);
            case Normalize _ -> SoftmaxKernel.scratchFloats(node.shape(), lanes);
            default -> Anchors.supports(node.op()) ? Anchors.scratchFloats(node.op(), node.inputs(), node.shape(), lanes) : 0;
        };
    }

    @Override
    public boolean overwrites(Tensor node, int input) {
        Op op = node.op() instanceof Fused f && f.anchor() != null ? f.anchor() : node.op();
        return input == 0 && op instanceof Pool.MaxScatter m && PoolKernel.overwrites(m, node.input(0).shape(), node.input(1).shape());
    }

    @Override
    public List<Step> bind(Tensor node, Slices s) {
        return switch (node.op()) {
            case Op _ when CastKernel.supports(node) -> List.of(CastKernel.bind(node, s));
            case Op _ when ArgmaxKernel.supports(node) -> List.of(ArgmaxKernel.bind(node, s));
            case Fused f -> fused(f, node, s);
            case Folded f -> FoldKernel.bind(f, node.inputs().stream().map(Tensor::shape).toList(), s);
            case Reduce r -> ReduceKernel.of(r, node.input(0).shape()).bind(s);
            case Normalize n -> List.of(SoftmaxKernel.bind(n, node.shape(), s));
            case View v -> CopyKernel.bind(v, node, s);
            case Random r -> List.of(RandomKernel.bind(r, s));
            case Gather g -> GatherKernel.bind(g, node, s);
            default -> Anchors.bind(node.op(), node.inputs(), node.shape(), s.inputs(), s.output(), s.scratch(), s.lanes(), null);
        };
    }

    /** A chain alone runs tile by tile; behind an anchor it is the epilogue of the anchor's kernel, in place. */
    private static List<Step> fused(Fused op, Tensor node, Slices s) {
        List<Shape> shapes = new ArrayList<>(node.inputs().stream().map(Tensor::shape).toList());
        List<Slice> loaded = new ArrayList<>(s.inputs());
        int floats = (int) Tiles.scratchFloats(op, loaded.size(), s.lanes());
        if (op.anchor() == null) {
            Tiles tile = Tiles.of(op, shapes, loaded, s.output(), s.scratch());
            // Whole tiles, so that no task ends on a short one but the last.
            int size = Lanes.roundUp(Blocks.GRAIN / op.body().size(), tile.size());
            return List.of(Blocks.of(op.to().size(), size, tile::apply));
        }
        int own = op.anchorInputs();
        List<Slice> anchored = List.copyOf(loaded.subList(0, own));
        shapes.subList(0, own).clear();
        loaded.subList(0, own).clear();
        shapes.addFirst(op.to());
        loaded.addFirst(s.output());
        int room = s.scratch().length() - floats;
        Tiles epilogue = Tiles.of(op, shapes, loaded, s.output(), Slice.of(s.scratch().floats(), s.scratch().offset() + room, floats));
        return Anchors.bind(op.anchor(), node.inputs().subList(0, own), node.shape(), anchored, s.output(),
                Slice.of(s.scratch().floats(), s.scratch().offset(), room), s.lanes(), Straight.of(op, shapes, loaded, s.output(), epilogue));
    }
}
