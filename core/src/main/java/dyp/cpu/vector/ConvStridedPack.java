package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.NR;

import dyp.runtime.Step;
import java.util.List;

/**
 * The first phase of {@link ConvStridedGradient}: packs the kernel, its channels exchanged, as {@code [phase][group][panel][taps of
 * the phase][out][NR]}, taps in the order of rising places of dy.
 */
record ConvStridedPack(ConvPhases phases, List<ConvPhases.Phase> all, float[] kernel, int kernelPos, float[] packed, int packedPos)
        implements Step {
    static long floats(ConvPhases phases) {
        var g = phases.g();
        return (long) g.groups() * phases.groupPanels() * g.taps() * g.groupOut() * NR;
    }

    @Override
    public int tasks() {
        return phases.g().groups() * phases.groupPanels();
    }

    @Override
    public void run(int task, int lane) {
        var g = phases.g();
        int group = task / phases.groupPanels(), column = task % phases.groupPanels() * NR;
        int width = Math.min(NR, g.groupIn() - column), out = g.groupOut(), first = packedPos;
        for (var phase : all) {
            int to = first + task * phase.taps() * out * NR;
            for (int i = 0; i < phase.taps(); i++) {
                int from = kernelPos + (phases.tap(phase, i) * g.groupIn() + column) * g.cout() + group * out;
                for (int o = 0; o < out; o += Packing.TRANSPOSED) {
                    int some = Math.min(Packing.TRANSPOSED, out - o);
                    Packing.panelOfTransposed(kernel, from + o, g.cout(), some, width, packed, to + (i * out + o) * NR);
                }
            }
            first += tasks() * phase.taps() * out * NR;
        }
    }
}
