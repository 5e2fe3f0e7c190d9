package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.SPECIES;
import static dyp.cpu.vector.Lanes.lines;

import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

/**
 * The input of a convolution with small groups, as {@link ConvGroupForward} and {@link ConvGroupGradient} read it: for a vector of output
 * channels, which lie in several groups, {@code [pixel][i][L]} holds for each of them an input channel of its own group, the one that
 * {@link #channel} says. A row of taps is then a stretch of memory, and one multiply-add serves all groups of the vector.
 *
 * <p>In groups of 2, 4 or 8 to as many, channel c meets channel c ^ i: what takes a vector there is one of three constant shuffles or two
 * or three of them (a shuffle that is no constant takes several times as long).
 */
final class ConvGroupInput {
    final ConvInput input;

    /** From channel c to c ^ 1, c ^ 2 and c ^ 4. */
    static final VectorShuffle<Float> ONE = crossing(1), TWO = crossing(2), FOUR = crossing(4);

    /** Where the expanded numbers are. */
    final float[] data;

    /** Where a task's output pixels and the rows of taps begin in it, counted from {@link #load}'s answer. */
    final int[] pixel, run;

    /** Vectors that follow each other from there on. */
    final int length;

    private final ConvGeometry g;
    private final int lanePos, laneFloats, span;

    /** The input channels of the vectors, each as {@code [i][L]}; beyond the last output channel the first one. */
    private final int[] place;
    private final VectorShuffle<Float>[] shuffles;
    private final boolean crossed;

    /**
     * @param spare vectors that a kernel may read beyond the last pixel's taps
     * @param lanePos the lanes' rooms, of {@link #laneFloats}
     */
    @SuppressWarnings("unchecked")
    ConvGroupInput(ConvGeometry g, ConvInput input, int spare, float[] scratch, int lanePos) {
        this.g = g;
        this.input = input;
        this.lanePos = lanePos;
        data = scratch;
        laneFloats = (int) laneFloats(g, spare);
        int in = g.groupIn();
        length = g.dilationW() == 1 ? g.kw() * in : in;
        pixel = IntStream.of(input.pixel).map(p -> p / g.cin() * in * L).toArray();
        int columns = g.dilationW() == 1 ? 1 : g.kw();
        run = IntStream.range(0, input.tapRow.length * columns)
                .map(i -> (input.tapRow[i / columns] / g.cin() + i % columns * g.dilationW()) * in * L).toArray();
        span = span(g, input);
        crossed = crossed(g);
        place = IntStream.range(0, vectors(g) * in * L).map(at -> {
            int c = at / L / in * L + at % L, i = at / L % in;
            return c < g.cout() ? c / g.groupOut() * in + channel(g, i, c) : 0;
        }).toArray();
        // Several whole groups in a vector, of no more input than output: they are read as one vector.
        boolean regular = !crossed && L % g.groupOut() == 0 && in <= g.groupOut();
        shuffles = regular ? IntStream.range(0, in).mapToObj(i -> VectorShuffle.fromArray(SPECIES, place, i * L)).toArray(VectorShuffle[]::new) : null;
    }

    private static VectorShuffle<Float> crossing(int by) {
        return VectorShuffle.fromOp(SPECIES, lane -> (lane ^ by) % L);
    }

    private static boolean crossed(ConvGeometry g) {
        return g.groupIn() == g.groupOut() && (g.groupIn() == 2 || g.groupIn() == 4 || g.groupIn() == 8) && g.groupIn() < L;
    }

    /** The input channel, counted in its group, that output channel {@code c} has in place {@code i}; and the place that it has the channel in. */
    static int channel(ConvGeometry g, int i, int c) {
        return crossed(g) ? i ^ c % g.groupOut() : i;
    }

    /** Pixels of the input from the first to the last that a task sees. */
    private static int span(ConvGeometry g, ConvInput input) {
        return (input.pixel[input.pixel.length - 1] + input.tapRow[input.tapRow.length - 1]) / g.cin() + (g.kw() - 1) * g.dilationW() + 1;
    }

    static long laneFloats(ConvGeometry g, int spare) {
        var input = new ConvInput(g, ConvInput.Gaps.NONE, null, 0, null, 0);
        return lines((long) (span(g, input) * g.groupIn() + spare) * L);
    }

    /** How many vectors the output channels fill. */
    static int vectors(ConvGeometry g) {
        return Lanes.blocks(g.cout(), L);
    }

    /**
     * Expands what a task sees for one vector of output channels.
     *
     * @param origin {@link ConvInput#load}'s answer
     * @return where it begins in {@link #data}
     */
    int load(int task, int origin, int vector, int lane) {
        int to = lanePos + lane * laneFloats, c = vector * L, in = g.groupIn(), pixels = span(task);
        int from = origin + c / g.groupOut() * in, first = 0;
        if (crossed || shuffles != null) {
            // A vector may reach beyond the last channels, but not beyond the array.
            int reach = input.data.length - L - from;
            first = reach < 0 ? 0 : Math.min(pixels, reach / g.cin() + 1);
            for (int i = 0; !crossed && i < in; i++) {
                shuffle(shuffles[i], from, first, to + i * L);
            }
            if (crossed) {
                cross(from, first, to);
            }
        }
        for (int p = first; p < pixels; p++) {
            pick(input.data, origin + p * g.cin(), vector * in * L, in * L, to + p * in * L);
        }
        return to;
    }

    /** The pixels that a task sees, of which the last one may have fewer than others. */
    private int span(int task) {
        int last = ((input.images(task) - 1) * input.rows + input.rows(task)) * g.ow() - 1;
        return span - (input.pixel[input.pixel.length - 1] - input.pixel[last]) / g.cin();
    }

    private void cross(int from, int pixels, int to) {
        int cin = g.cin(), in = g.groupIn();
        float[] x = input.data;
        for (int p = 0; p < pixels; p++, from += cin, to += in * L) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, from), one = v.rearrange(ONE);
            v.intoArray(data, to);
            one.intoArray(data, to + L);
            if (in == 2) {
                continue;
            }
            FloatVector two = v.rearrange(TWO), three = one.rearrange(TWO);
            two.intoArray(data, to + 2 * L);
            three.intoArray(data, to + 3 * L);
            if (in == 8) {
                v.rearrange(FOUR).intoArray(data, to + 4 * L);
                one.rearrange(FOUR).intoArray(data, to + 5 * L);
                two.rearrange(FOUR).intoArray(data, to + 6 * L);
                three.rearrange(FOUR).intoArray(data, to + 7 * L);
            }
        }
    }

    private void pick(float[] x, int from, int places, int count, int to) {
        for (int i = 0; i < count; i++) {
            data[to + i] = x[from + place[places + i]];
        }
    }

    private void shuffle(VectorShuffle<Float> shuffle, int from, int pixels, int to) {
        int cin = g.cin(), step = g.groupIn() * L;
        float[] x = input.data;
        for (int p = 0; p < pixels; p++) {
            FloatVector.fromArray(SPECIES, x, from + p * cin).rearrange(shuffle).intoArray(data, to + p * step);
        }
    }
}
