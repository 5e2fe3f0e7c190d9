package dyp.cpu.vector;

import java.util.List;

/**
 * One phase of one axis of what takes dy (the input) to dx (the output): places of the output that follow each other in equal
 * steps and see neighbouring places of the input.
 *
 * @param from the first place of the output
 * @param step from one to the next
 * @param count how many there are
 * @param source the place of the input that the first tap brings to the first place; it may lie outside
 * @param dilation from one tap to the next
 * @param size places of the input
 * @param taps how many taps there are; 0 leaves zeros
 * @param firstTap the first tap's number in the kernel
 * @param tapStep from one tap's number to the next one's
 */
record ConvLine(int from, int step, int count, int source, int dilation, int size, int taps, int firstTap, int tapStep) {
    /** What takes dy, of {@code out} places, to dx, of {@code size}: a line for each place modulo the stride. */
    static List<ConvLine> back(int size, int out, int kernel, int stride, int padding, int dilation) {
        return ConvAxis.of(size, kernel, stride, padding, dilation).phases().stream().map(p -> new ConvLine(p.from(), stride, p.count(),
                p.offset(), p.dilation(), out, p.taps(), p.taps() == 0 ? 0 : p.tap(0), -p.tapStep())).toList();
    }

    /** The place of the input that the first tap brings to place {@code i} of the line. */
    int at(int i) {
        return source + i;
    }

    /** The first tap that falls inside for place {@code i} of the line. */
    int tapFrom(int i) {
        return Math.min(taps, Math.max(0, Math.ceilDiv(-at(i), dilation)));
    }

    /** The end of the taps that fall inside. */
    int tapEnd(int i) {
        return Math.max(tapFrom(i), Math.min(taps, Math.ceilDiv(size - at(i), dilation)));
    }

    /** The first place whose taps all fall inside, from the left. */
    int innerFrom() {
        return Math.clamp(-source, 0, count);
    }

    /** The end of the places whose taps all fall inside. */
    int innerEnd() {
        return Math.clamp(size - (taps - 1) * dilation - source, innerFrom(), count);
    }
}
