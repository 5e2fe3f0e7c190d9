package dyp.cpu.vector;

import java.util.ArrayList;
import java.util.List;

/**
 * One axis of a convolution with a stride, seen from the input: places that are {@code stride} apart meet the same taps. So the
 * input gradient falls into as many phases, and each of them is a convolution of dy without a stride.
 *
 * @param phases one for each place modulo the stride
 * @param low the first place of dy that any phase sees for its first place of dx
 * @param high the last one
 */
record ConvAxis(List<Phase> phases, int low, int high) {
    /**
     * Places {@code from}, {@code from + stride} ... of dx.
     *
     * @param count how many places these are
     * @param taps how many taps they meet; 0 if the window is smaller than the stride, and their gradient is zero
     * @param firstTap the lowest of these in the kernel; the others follow {@code tapStep} apart
     * @param offset the place of dy that the last tap brings to the first place of dx: it is the lowest
     * @param dilation from there to the place that the tap before brings
     */
    record Phase(int from, int count, int taps, int firstTap, int tapStep, int offset, int dilation) {
        /** The tap of the kernel, for the one of this number in the order of rising places of dy. */
        int tap(int number) {
            return firstTap + (taps - 1 - number) * tapStep;
        }

        /** The last place of dy that the first place of dx sees. */
        int reach() {
            return offset + (taps - 1) * dilation;
        }
    }

    /**
     * @param size places of dx
     * @param kernel taps of the window, {@code dilation} apart
     */
    static ConvAxis of(int size, int kernel, int stride, int padding, int dilation) {
        var phases = new ArrayList<Phase>();
        int divisor = divisor(stride, dilation), tapStep = stride / divisor;
        int low = Integer.MAX_VALUE, high = Integer.MIN_VALUE;
        for (int from = 0; from < Math.min(stride, size); from++) {
            int first = 0;
            while (first < kernel && Math.floorMod(from + padding - first * dilation, stride) != 0) {
                first++;
            }
            int taps = Lanes.blocks(kernel - first, tapStep);
            int offset = Math.floorDiv(from + padding - (first + (taps - 1) * tapStep) * dilation, stride);
            var phase = new Phase(from, Lanes.blocks(size - from, stride), taps, first, tapStep, offset, dilation / divisor);
            phases.add(phase);
            if (taps > 0) {
                low = Math.min(low, offset);
                high = Math.max(high, phase.reach());
            }
        }
        return low > high ? new ConvAxis(phases, 0, 0) : new ConvAxis(phases, low, high);
    }

    private static int divisor(int a, int b) {
        return b == 0 ? a : divisor(b, a % b);
    }

    /** Places of dx of the longest phase, which is the first. */
    int count() {
        return phases.getFirst().count();
    }

    /** Places of dy that a place of dx and those of the other phases beside it see. */
    int span() {
        return high - low + 1;
    }
}
