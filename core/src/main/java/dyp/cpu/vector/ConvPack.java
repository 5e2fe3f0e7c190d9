package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.NR;
import static dyp.cpu.vector.Lanes.blocks;

import dyp.runtime.Step;

/**
 * The first phase of {@link ConvForward}: packs the kernel as {@code [group][panel][kd][kh][kw][in][NR]}. A panel of no more than L
 * channels has rows of {@link Lanes#L}.
 */
final class ConvPack implements Step {
    private final ConvGeometry g;
    private final boolean turned;
    private final float[] kernel, packed;
    private final int kernelPos, packedPos, groupPanels, panelFloats;

    /** @param turned the kernel is stored {@code [kh, kw, groupOut, cin]}, its taps in reverse: see {@link ConvForward} */
    ConvPack(ConvGeometry g, boolean turned, float[] kernel, int kernelPos, float[] packed, int packedPos) {
        this.g = g;
        this.turned = turned;
        this.kernel = kernel;
        this.kernelPos = kernelPos;
        this.packed = packed;
        this.packedPos = packedPos;
        groupPanels = blocks(g.groupOut(), NR);
        panelFloats = g.kernelRows() * NR;
    }

    @Override
    public int tasks() {
        return g.groups() * groupPanels;
    }

    @Override
    public void run(int task, int lane) {
        int group = task / groupPanels, column = task % groupPanels * NR, width = Math.min(NR, g.groupOut() - column);
        int to = packedPos + task * panelFloats, taps = g.taps(), in = g.groupIn();
        if (width <= L) {
            narrow(group, column, width, to);
            return;
        }
        if (!turned) {
            int from = kernelPos + group * g.groupOut() + column;
            Packing.panel(kernel, from, g.cout(), taps * in, width, packed, to);
            return;
        }
        for (int tap = 0; tap < taps; tap++) {
            int from = kernelPos + ((taps - 1 - tap) * g.groupOut() + column) * g.cin() + group * in;
            for (int i = 0; i < in; i += Packing.TRANSPOSED) {
                int some = Math.min(Packing.TRANSPOSED, in - i);
                Packing.panelOfTransposed(kernel, from + i, g.cin(), some, width, packed, to + (tap * in + i) * NR);
            }
        }
    }

    private void narrow(int group, int column, int width, int to) {
        int in = g.groupIn();
        for (int row = 0; row < g.kernelRows(); row++, to += L) {
            int tap = g.taps() - 1 - row / in;
            int from = turned ? (tap * g.groupOut() + column) * g.cin() + group * in + row % in : row * g.cout() + group * g.groupOut() + column;
            for (int o = 0, at = kernelPos + from; o < L; o++, at += turned ? g.cin() : 1) {
                packed[to + o] = o < width ? kernel[at] : 0;
            }
        }
    }
}
