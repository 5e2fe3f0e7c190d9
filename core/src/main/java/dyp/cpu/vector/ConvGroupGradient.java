package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.SPECIES;
import static dyp.cpu.vector.Lanes.blocks;

import dyp.cpu.vector.ConvInput.Gaps;
import dyp.runtime.Epilogue;
import dyp.runtime.Step;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;

/**
 * The kernel's gradient for {@link ConvGroupForward}'s groups: for each vector of output channels dy times the expanded input, six vectors
 * of taps and input channels at a time, which are summed in registers over a task's pixels. Blocks of pixels have a sum each, as in
 * {@link ConvKernelGradient}.
 */
final class ConvGroupGradient implements Step {
    /** Vectors of sums at a time, of even and of odd pixels: a row of three taps is a multiple of three. */
    private static final int SUMS = 6;

    private final ConvGeometry g;
    private final ConvGroupInput input;
    private final float[] dy, to, scratch;
    private final int dyPos, toPos, parts, rooms, room, some;
    private final Epilogue epilogue;

    /** Where an input channel's sums are, of those of a tap: see {@link ConvGroupInput#channel}. */
    private final int[] order;

    private ConvGroupGradient(ConvGeometry g, ConvGroupInput input, float[] dy, int dyPos, float[] to, int toPos, int parts,
            float[] scratch, int rooms, Epilogue epilogue) {
        this.g = g;
        this.input = input;
        this.dy = dy;
        this.dyPos = dyPos;
        this.to = to;
        this.toPos = toPos;
        this.parts = parts;
        this.scratch = scratch;
        this.rooms = rooms;
        this.epilogue = epilogue;
        room = room(g);
        some = blocks(input.length, SUMS);
        order = IntStream.range(0, g.groupIn() * L).map(i -> ConvGroupInput.channel(g, i / L, i % L) * L + i % L).toArray();
    }

    static long scratchFloats(ConvGeometry g, int lanes) {
        return (PartialSums.parts(g) == 1 ? 0 : PartialSums.parts(g) * PartialSums.partFloats(g))
                + lanes * (room(g) + ConvGroupInput.laneFloats(g, SUMS) + ConvInput.laneFloats(g));
    }

    /** A lane's sums of all vectors, and a vector of channels of a task's dy. */
    private static int room(ConvGeometry g) {
        return (ConvGroupInput.vectors(g) * sums(g) + ConvInput.taskPixels(g)) * L;
    }

    /** Vectors of sums for a vector of channels. */
    private static int sums(ConvGeometry g) {
        int rows = g.kd() * g.kh() * (g.dilationW() == 1 ? 1 : g.kw());
        return rows * blocks(g.kernelRows() / rows, SUMS) * SUMS;
    }

    static Step[] bind(ConvGeometry g, float[] x, int xPos, float[] dy, int dyPos, float[] dKernel, int dKernelPos, float[] scratch,
            int scratchPos, int lanes, Epilogue epilogue) {
        int parts = PartialSums.parts(g), stride = (int) PartialSums.partFloats(g), rooms = scratchPos + (parts == 1 ? 0 : parts * stride), expanded = rooms + lanes * room(g);
        var input = new ConvInput(g, Gaps.NONE, x, xPos, scratch, (int) (expanded + lanes * ConvGroupInput.laneFloats(g, SUMS)));
        var groups = new ConvGroupInput(g, input, SUMS, scratch, expanded);
        if (parts == 1) {
            return new Step[] {new ConvGroupGradient(g, groups, dy, dyPos, dKernel, dKernelPos, 1, scratch, rooms, epilogue)};
        }
        return new Step[] {
            new ConvGroupGradient(g, groups, dy, dyPos, scratch, scratchPos, parts, scratch, rooms, null),
            new PartialSums(g.kernelRows(), g.cout(), parts, scratch, scratchPos, stride, dKernel, dKernelPos, epilogue)
        };
    }

    @Override
    public int tasks() {
        return parts;
    }

    @Override
    public void run(int task, int lane) {
        int units = input.input.tasks, first = (int) ((long) units * task / parts), end = (int) ((long) units * (task + 1) / parts);
        int sums = rooms + lane * room, part = toPos + task * (int) PartialSums.partFloats(g);
        for (int unit = first; unit < end; unit++) {
            int origin = input.input.load(unit, lane);
            for (int vector = 0; vector < ConvGroupInput.vectors(g); vector++) {
                add(unit, origin, vector, sums + vector * sums(g) * L, unit > first, lane);
            }
        }
        for (int vector = 0; vector < ConvGroupInput.vectors(g); vector++) {
            unpack(vector, sums + vector * sums(g) * L, part + vector * L);
        }
        if (epilogue != null) {
            epilogue.apply(0, g.kernelRows() * g.cout(), lane);
        }
    }

    private void unpack(int vector, int sums, int place) {
        int width = Math.min(L, g.cout() - vector * L);
        for (int row = 0; row < g.kernelRows(); row++) {
            int channel = row % g.groupIn(), first = sums + (row / input.length * some * SUMS + row % input.length - channel) * L;
            for (int l = 0; l < width; l++) {
                to[place + row * g.cout() + l] = scratch[first + order[channel * L + l]];
            }
        }
    }

    /** Adds a task's pixels to the sums of a vector of channels. */
    private void add(int unit, int origin, int vector, int sums, boolean add, int lane) {
        int x = input.load(unit, origin, vector, lane), pixels = input.input.pixels(unit), b = rooms + lane * room + room - ConvInput.taskPixels(g) * L;
        channels(dyPos + input.input.firstPixel(unit) * g.cout() + vector * L, Math.min(L, g.cout() - vector * L), pixels, b);
        for (int i = 0; i < input.run.length; i++) {
            for (int j = 0; j < some; j++) {
                six(x + input.run[i] + j * SUMS * L, b, pixels, sums + (i * some + j) * SUMS * L, add);
            }
        }
    }

    /** A vector of channels of dy, pixel after pixel. */
    private void channels(int from, int width, int pixels, int b) {
        int cout = g.cout(), whole = width < L ? 0 : pixels;
        for (int p = 0; p < whole; p++) {
            FloatVector.fromArray(SPECIES, dy, from + p * cout).intoArray(scratch, b + p * L);
        }
        for (int p = whole; p < pixels; p++) {
            for (int l = 0; l < L; l++) {
                scratch[b + p * L + l] = l < width ? dy[from + p * cout + l] : 0;
            }
        }
    }

    /** What lies beyond a row of taps is summed as well, and not kept. */
    private void six(int x, int b, int pixels, int sum, boolean add) {
        float[] a = input.data, c = scratch;
        int[] pixel = input.pixel;
        FloatVector s0 = FloatVector.zero(SPECIES), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0;
        FloatVector t0 = s0, t1 = s0, t2 = s0, t3 = s0, t4 = s0, t5 = s0;
        if (add) {
            s0 = FloatVector.fromArray(SPECIES, c, sum);
            s1 = FloatVector.fromArray(SPECIES, c, sum + L);
            s2 = FloatVector.fromArray(SPECIES, c, sum + 2 * L);
            s3 = FloatVector.fromArray(SPECIES, c, sum + 3 * L);
            s4 = FloatVector.fromArray(SPECIES, c, sum + 4 * L);
            s5 = FloatVector.fromArray(SPECIES, c, sum + 5 * L);
        }
        int p = 0;
        for (; p < pixels - 1; p += 2) {
            int at = x + pixel[p], next = x + pixel[p + 1];
            FloatVector d = FloatVector.fromArray(SPECIES, c, b + p * L), e = FloatVector.fromArray(SPECIES, c, b + p * L + L);
            s0 = d.fma(FloatVector.fromArray(SPECIES, a, at), s0);
            s1 = d.fma(FloatVector.fromArray(SPECIES, a, at + L), s1);
            s2 = d.fma(FloatVector.fromArray(SPECIES, a, at + 2 * L), s2);
            s3 = d.fma(FloatVector.fromArray(SPECIES, a, at + 3 * L), s3);
            s4 = d.fma(FloatVector.fromArray(SPECIES, a, at + 4 * L), s4);
            s5 = d.fma(FloatVector.fromArray(SPECIES, a, at + 5 * L), s5);
            t0 = e.fma(FloatVector.fromArray(SPECIES, a, next), t0);
            t1 = e.fma(FloatVector.fromArray(SPECIES, a, next + L), t1);
            t2 = e.fma(FloatVector.fromArray(SPECIES, a, next + 2 * L), t2);
            t3 = e.fma(FloatVector.fromArray(SPECIES, a, next + 3 * L), t3);
            t4 = e.fma(FloatVector.fromArray(SPECIES, a, next + 4 * L), t4);
            t5 = e.fma(FloatVector.fromArray(SPECIES, a, next + 5 * L), t5);
        }
        if (p < pixels) {
            int at = x + pixel[p];
            FloatVector d = FloatVector.fromArray(SPECIES, c, b + p * L);
            s0 = d.fma(FloatVector.fromArray(SPECIES, a, at), s0);
            s1 = d.fma(FloatVector.fromArray(SPECIES, a, at + L), s1);
            s2 = d.fma(FloatVector.fromArray(SPECIES, a, at + 2 * L), s2);
            s3 = d.fma(FloatVector.fromArray(SPECIES, a, at + 3 * L), s3);
            s4 = d.fma(FloatVector.fromArray(SPECIES, a, at + 4 * L), s4);
            s5 = d.fma(FloatVector.fromArray(SPECIES, a, at + 5 * L), s5);
        }
        s0.add(t0).intoArray(c, sum);
        s1.add(t1).intoArray(c, sum + L);
        s2.add(t2).intoArray(c, sum + 2 * L);
        s3.add(t3).intoArray(c, sum + 3 * L);
        s4.add(t4).intoArray(c, sum + 4 * L);
        s5.add(t5).intoArray(c, sum + 5 * L);
    }
}
