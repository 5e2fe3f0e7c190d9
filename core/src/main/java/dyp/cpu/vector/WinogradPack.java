package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.NR;
import static dyp.cpu.vector.Lanes.blocks;
import static dyp.cpu.vector.WinogradTiles.POINTS;

import dyp.runtime.Step;

/** The first phase of {@link WinogradForward}: the kernel transformed, as {@code [panel][36][kd][in][NR]}. */
final class WinogradPack implements Step {
    /** Input channels at a time. */
    private static final int SOME = Packing.TRANSPOSED / 2;

    private final ConvGeometry g;
    private final boolean turned;
    private final float[] kernel, packed, scratch;
    private final int kernelPos, packedPos, lanePos, laneFloats, chunks;

    /** @param turned as in {@link ConvPack} */
    WinogradPack(ConvGeometry g, boolean turned, float[] kernel, int kernelPos, float[] packed, int packedPos, float[] scratch, int lanePos,
            int laneFloats) {
        this.g = g;
        this.turned = turned;
        this.kernel = kernel;
        this.kernelPos = kernelPos;
        this.packed = packed;
        this.scratch = scratch;
        this.packedPos = packedPos;
        this.lanePos = lanePos;
        this.laneFloats = laneFloats;
        chunks = blocks(g.cin(), SOME);
    }

    /** Floats of one lane's room: the transform's, and the taps of some channels. */
    static int laneFloats() {
        return WinogradTransform.ROOM + 9 * SOME * NR;
    }

    static long packedFloats(ConvGeometry g) {
        return (long) blocks(g.cout(), NR) * POINTS * g.kd() * g.cin() * NR;
    }

    @Override
    public int tasks() {
        return blocks(g.cout(), NR) * g.kd() * chunks;
    }

    @Override
    public void run(int task, int lane) {
        int panel = task / (g.kd() * chunks), tap = task / chunks % g.kd(), first = task % chunks * SOME;
        load(panel, tap, first, Math.min(SOME, g.cin() - first), packed, place(panel, tap) + first * NR, g.kd() * g.cin() * NR,
                lanePos + lane * laneFloats);
    }

    /** Where this phase puts the weights of a panel and a tap of the depth. */
    int place(int panel, int tap) {
        return packedPos + (panel * POINTS * g.kd() + tap) * g.cin() * NR;
    }

    /**
     * Transforms the weights of one panel and one tap of the depth.
     *
     * @param first the first of so many input channels
     * @param toStep from one of the 36 points to the next
     */
    void load(int panel, int tap, int first, int channels, float[] to, int toPos, int toStep, int room) {
        for (int c = 0; c < channels; c += SOME) {
            some(panel, tap, first + c, Math.min(SOME, channels - c), to, toPos + c * NR, toStep, room);
        }
    }

    private void some(int panel, int depth, int first, int some, float[] to, int toPos, int toStep, int room) {
        int column = panel * NR, width = Math.min(NR, g.cout() - column), taps = room + WinogradTransform.ROOM;
        for (int i = 0; i < 9; i++) {
            int tap = depth * 9 + i, place = taps + i * SOME * NR;
            if (turned) {
                int from = kernelPos + ((g.taps() - 1 - tap) * g.cout() + column) * g.cin() + first;
                Packing.panelOfTransposed(kernel, from, g.cin(), some, width, scratch, place);
            } else {
                Packing.panel(kernel, kernelPos + (tap * g.cin() + first) * g.cout() + column, g.cout(), some, width, scratch, place);
            }
        }
        for (int k = 0; k < some; k++) {
            WinogradTransform.kernel(scratch, taps + k * NR, SOME * NR, NR, to, toPos + k * NR, toStep, scratch, room);
        }
    }
}
