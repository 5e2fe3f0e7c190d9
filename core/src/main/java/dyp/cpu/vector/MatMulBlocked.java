package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.LINE;
import static dyp.cpu.vector.Lanes.MR;
import static dyp.cpu.vector.Lanes.NR;
import static dyp.cpu.vector.Lanes.lines;

import dyp.runtime.Epilogue;
import dyp.runtime.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * The general matrix product. For a block of rows and columns, a task packs a few steps of the inner dimension of A into strips
 * of MR rows and of B into panels of NR columns, multiplies them while they are in the cache, and goes on to the next steps;
 * {@link MatMulPlan} says how large the blocks are and which operand is packed once for all tasks instead.
 *
 * <p>Where that takes several passes, the sums lie in the lane's own room, whose panels lie side by side: with that the
 * micro-kernel runs at 0.95 of the peak, and at 0.81 as soon as it adds to a C whose rows are 4 KiB apart.
 */
final class MatMulBlocked implements Step {
    private final MatMulGeometry g;
    private final MatMulPlan plan;
    private final MatMulOperands operands;
    private final float[] to, scratch, panels;
    private final int toPos, partStep, packedA, packedB, rooms;
    private final boolean streams;
    private final Epilogue epilogue;

    private MatMulBlocked(MatMulGeometry g, MatMulPlan plan, MatMulOperands operands, float[] to, int toPos, float[] scratch,
            int packedA, float[] panels, int packedB, int rooms, Epilogue epilogue) {
        this.g = g;
        this.plan = plan;
        this.operands = operands;
        this.to = to;
        this.toPos = toPos;
        this.scratch = scratch;
        this.panels = panels;
        this.packedA = packedA;
        this.packedB = packedB;
        this.rooms = rooms;
        this.epilogue = epilogue;
        streams = plan.streamsB(g);
        partStep = (int) lines((long) g.m() * g.n());
    }

    /** @param constant whether B is, and lies elsewhere */
    static long scratchFloats(MatMulGeometry g, boolean constant, int lanes) {
        var plan = MatMulPlan.of(g, constant);
        return plan.aheadFloatsA(g) + (constant ? 0 : plan.aheadFloatsB(g)) + plan.partFloats(g) + lanes * lines(plan.laneFloats());
    }

    /** @param rows where the rows of one A begin, counted from {@code aPos}, if not one behind the other; else null */
    static Step[] bind(MatMulGeometry g, float[] a, int aPos, int[] rows, Weights b, float[] c, int cPos,
            float[] scratch, int scratchPos, Epilogue epilogue) {
        var plan = MatMulPlan.of(g, b.isConstant());
        var operands = new MatMulOperands(g, a, aPos, rows, b.floats(), b.pos());
        int packedA = scratchPos, packedB = packedA + (int) plan.aheadFloatsA(g);
        int parts = packedB + (b.isConstant() ? 0 : (int) plan.aheadFloatsB(g));
        int rooms = parts + (int) plan.partFloats(g);
        boolean split = plan.parts() > 1, within = !split && plan.columnBlocks() == 1;
        List<Step> steps = new ArrayList<>();
        float[] panels = scratch;
        if (b.isConstant()) {
            var layout = List.of("product", g.n(), g.k(), g.transposeB(), g.strideB() == 0 ? 1 : g.batch());
            var packed = b.packed(layout, plan.aheadFloatsB(g), scratch, 0, (room, pos) -> new MatMulPack(g, false, true, operands, room, 0, pos));
            panels = packed.floats();
            packedB = packed.pos();
        }
        boolean aheadB = plan.aheadB() && !b.isConstant();
        if (plan.aheadA() || aheadB) {
            steps.add(new MatMulPack(g, plan.aheadA(), aheadB, operands, scratch, packedA, packedB));
        }
        steps.add(new MatMulBlocked(g, plan, operands, split ? scratch : c, split ? parts : cPos, scratch, packedA, panels, packedB,
                rooms, within ? epilogue : null));
        if (split) {
            int step = (int) lines((long) g.m() * g.n());
            steps.add(new PartialSums(g.m(), g.n(), plan.parts(), scratch, parts, step, c, cPos, epilogue));
        } else if (epilogue != null && !within) {
            steps.add(new EpilogueStep(g.batch() * g.m(), g.n(), epilogue));
        }
        return steps.toArray(Step[]::new);
    }

    @Override
    public int tasks() {
        return plan.tasks(g);
    }

    @Override
    public void run(int task, int lane) {
        int column = task % plan.columnBlocks() * plan.columnBlock(), rest = task / plan.columnBlocks();
        int row = rest % plan.rowBlocks() * plan.rowBlock();
        int part = rest / plan.rowBlocks() % plan.parts(), items = rest / plan.rowBlocks() / plan.parts() * plan.items();
        for (int item = items; item < Math.min(items + plan.items(), g.batch()); item++) {
            block(item, part, row, Math.min(row + plan.rowBlock(), g.m()), column, Math.min(column + plan.columnBlock(), g.n()), lane);
        }
    }

    private void block(int item, int part, int row, int rowEnd, int column, int columnEnd, int lane) {
        int strips = rooms + lane * (int) lines(plan.laneFloats()), stripStep = MatMulOperands.stripFloats(plan.stripSteps());
        int firstPanel = strips + (int) lines(plan.laneStrips()), panelStep = plan.kBlock() * NR, fetched = firstPanel + plan.lanePanels();
        int sums = fetched + LINE;
        int first = part * plan.partSteps(), end = Math.min(first + plan.partSteps(), g.k());
        int c = toPos + part * partStep + item * g.m() * g.n();
        if (plan.aheadA()) {
            stripStep = MatMulOperands.stripFloats(g.k());
            strips = packedA + MatMulPack.itemA(g, item) + row / MR * stripStep;
        }
        if (plan.aheadB()) {
            panelStep = g.k() * NR;
            firstPanel = packedB + MatMulPack.itemB(g, item) + column * g.k();
        }
        for (int k = first; k < end; k += plan.kBlock()) {
            int kEnd = Math.min(k + plan.kBlock(), end);
            if (!plan.aheadA() && !plan.inPlace() && (k - first) % plan.stripSteps() == 0) {
                operands.packA(item, row, rowEnd, k, Math.min(k + plan.stripSteps(), end), scratch, strips, stripStep);
            }
            if (!plan.aheadB()) {
                operands.packB(item, column, columnEnd, k, kEnd, scratch, firstPanel, panelStep);
            }
            int group = plan.strips(kEnd == end);
            for (int i = row; i < rowEnd; i += group) {
                int iEnd = Math.min(i + group, rowEnd);
                int strip = strips + (i - row) / MR * stripStep + (plan.aheadA() ? k : (k - first) % plan.stripSteps()) * MR;
                int panel = firstPanel + (plan.aheadB() ? k * NR : 0), sum = sums + (i - row) / MR * plan.tileStep();
                for (int j = column; j < columnEnd; j += NR, panel += panelStep, sum += plan.rowBlock() / MR * plan.tileStep()) {
                    int next = !streams || i > row ? -1 : j + NR < columnEnd ? panel + panelStep : kEnd < end ? firstPanel + kEnd * NR : -1;
                    scratch[fetched] = multiply(item, i, iEnd, k, kEnd - k, strip, stripStep, j, panel, next, c, sum, k > first, kEnd == end);
                }
                if (kEnd == end && epilogue != null) {
                    epilogue.apply((item * g.m() + i) * g.n(), (item * g.m() + iEnd) * g.n(), lane);
                }
            }
        }
    }

    /**
     * Some steps of k of some tiles of a panel. Between passes the tiles' sums lie in the room, the last pass writes C.
     *
     * @param next what to fetch for the next panel, or -1
     * @return what {@link Packing#fetch} wants to be kept
     */
    private float multiply(int item, int row, int rowEnd, int k, int length, int strip, int stripStep, int column, int panel, int next,
            int c, int sums, boolean add, boolean last) {
        float fetched = 0;
        int width = Math.min(NR, g.n() - column), sum = sums;
        for (int i = row; i < rowEnd; i += MR, strip += stripStep, sum += plan.tileStep()) {
            if (next >= 0) {
                fetched += Packing.fetch(panels, next, length * NR, (i - row) / MR, (rowEnd - row + MR - 1) / MR);
            }
            int height = Math.min(MR, rowEnd - i), corner = c + i * g.n() + column;
            boolean direct = last && height == MR && width == NR;
            float[] at = direct ? to : scratch;
            int atPos = direct ? corner : sum, atStep = direct ? g.n() : NR;
            if (plan.inPlace()) {
                int most = rowEnd - 1;
                MicroKernel.rows(1, 0, length, operands.a, operands.row(item, i) + k, operands.row(item, Math.min(i + 1, most)) + k,
                        operands.row(item, Math.min(i + 2, most)) + k, operands.row(item, Math.min(i + 3, most)) + k,
                        operands.row(item, Math.min(i + 4, most)) + k, operands.row(item, Math.min(i + 5, most)) + k,
                        operands.row(item, Math.min(i + 6, most)) + k, operands.row(item, Math.min(i + 7, most)) + k,
                        panels, panel, scratch, sum, NR, add, at, atPos, atStep);
            } else {
                MicroKernel.columns(length, scratch, strip, panels, panel, scratch, sum, NR, add, at, atPos, atStep);
            }
            if (last && !direct) {
                Packing.corner(scratch, sum, height, width, to, corner, g.n(), false);
            }
        }
        return fetched;
    }
}
