package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.MR;
import static dyp.cpu.vector.Lanes.NR;
import static dyp.cpu.vector.Lanes.blocks;

import dyp.cpu.vector.ConvInput.Gaps;
import dyp.runtime.Epilogue;
import dyp.runtime.Step;
import java.util.List;
import java.util.stream.Stream;

/**
 * The direct kernels for convolutions whose channels mix, and the choice between them: {@link ConvFewForward} and
 * {@link ConvFewChannels} where few channels come in, otherwise {@link ConvForward} and {@link ConvKernelGradient}; before them
 * {@link ConvNeighbours} where few go out. The contracts are those of {@link ConvKernel}.
 */
final class ConvDirect {
    /** What a multiply-add costs with one vector of channels, where it costs 1 with two: the checks of its many addresses weigh double. */
    private static final double NARROW = 1.3;

    /** What a multiply-add of {@link ConvFewChannels} costs beside one of {@link ConvKernelGradient}, with taking its input apart. */
    private static final double FEW = 1.4;

    private ConvDirect() {}

    /**
     * Whether a row of taps is short: then {@link ConvForward} has short loops. Up to 15 numbers {@link ConvFewForward} is faster (3x3
     * taps of 3 channels to 64: 1.2 times); with 24, 30 and 48 it takes 1.15, 1.3 and 1.2 times as long.
     */
    private static boolean isShort(ConvGeometry g) {
        return g.groups() == 1 && g.taps() > 1 && g.kw() * g.cin() < 2 * MR;
    }

    private static boolean suitsFewChannels(ConvGeometry g) {
        return g.groups() == 1 && g.taps() > 1 && (g.kw() * g.cin() < MR || fewChannels(g) < ConvKernelGradient.vectors(g));
    }

    private static double fewChannels(ConvGeometry g) {
        return FEW * ConvTaps.vectors(g);
    }

    /** Multiply-adds of vectors for one pixel, those at half the speed counted twice. */
    private static double forwardWork(ConvGeometry g) {
        int rest = g.groupOut() % NR, narrow = rest > 0 && rest <= L || isShort(g) ? 1 : 0;
        int vectors = isShort(g) ? blocks(g.cout(), L) : blocks(g.groupOut(), NR) * 2 - narrow;
        return g.kernelRows() * g.groups() * vectors * (narrow > 0 ? NARROW : 1);
    }

    private static double kernelGradientWork(ConvGeometry g) {
        return suitsFewChannels(g) ? fewChannels(g) : ConvKernelGradient.vectors(g);
    }

    /** The part of the work that remains of what whole panels of NR channels would take, and of the whole tiles of the gradient. */
    static double forwardShare(ConvGeometry g) {
        var neighbours = ConvNeighbours.of(g, ConvDirect::forwardWork);
        return forwardWork(neighbours.joined()) / neighbours.together() / (2.0 * blocks(g.cout(), NR) * g.kernelRows());
    }

    static double kernelGradientShare(ConvGeometry g) {
        var neighbours = ConvNeighbours.of(g, ConvDirect::kernelGradientWork);
        return kernelGradientWork(neighbours.joined()) / neighbours.together() / ConvKernelGradient.vectors(g);
    }

    static long forwardScratchFloats(ConvGeometry g, boolean constant, int lanes) {
        var neighbours = ConvNeighbours.of(g, ConvDirect::forwardWork);
        var joined = neighbours.joined();
        return (constant ? 0 : neighbours.kernelFloats())
                + (isShort(joined) ? ConvFewForward.scratchFloats(joined, constant, lanes) : ConvForward.scratchFloats(joined, constant, lanes));
    }

    /** @param turned see {@link ConvForward#bind} */
    static Step[] forward(ConvGeometry g, boolean turned, float[] x, int xPos, Weights kernel, float[] y, int yPos,
            float[] scratch, int scratchPos, int lanes, Epilogue epilogue) {
        var neighbours = ConvNeighbours.of(g, ConvDirect::forwardWork);
        if (neighbours.together() > 1) {
            Object form = List.of("joined", g, turned);
            var join = kernel.packed(form, neighbours.kernelFloats(), scratch, scratchPos,
                    (to, pos) -> neighbours.join(turned, kernel.floats(), kernel.pos(), to, pos));
            return Stream.concat(join.steps().stream(), Stream.of(plain(neighbours.joined(), false, x, xPos,
                    new Weights(join.floats(), join.pos(), kernel.constant(), form), y, yPos,
                    scratch, scratchPos + (kernel.isConstant() ? 0 : neighbours.kernelFloats()), lanes, epilogue))).toArray(Step[]::new);
        }
        return plain(g, turned, x, xPos, kernel, y, yPos, scratch, scratchPos, lanes, epilogue);
    }

    private static Step[] plain(ConvGeometry g, boolean turned, float[] x, int xPos, Weights kernel, float[] y, int yPos,
            float[] scratch, int scratchPos, int lanes, Epilogue epilogue) {
        return isShort(g)
                ? ConvFewForward.bind(g, turned, x, xPos, kernel, y, yPos, scratch, scratchPos, lanes, epilogue)
                : ConvForward.bind(g, turned, Gaps.NONE, x, xPos, kernel, y, yPos, scratch, scratchPos, lanes, epilogue);
    }

    static long kernelGradientScratchFloats(ConvGeometry g, int lanes) {
        var neighbours = ConvNeighbours.of(g, ConvDirect::kernelGradientWork);
        var joined = neighbours.joined();
        return neighbours.kernelFloats() + (suitsFewChannels(joined)
                ? ConvFewChannels.scratchFloats(joined, lanes) : ConvKernelGradient.scratchFloats(joined, lanes));
    }

    static Step[] kernelGradient(ConvGeometry g, float[] x, int xPos, float[] dy, int dyPos, float[] dKernel, int dKernelPos,
            float[] scratch, int scratchPos, int lanes, Epilogue epilogue) {
        var neighbours = ConvNeighbours.of(g, ConvDirect::kernelGradientWork);
        if (neighbours.together() > 1) {
            Step part = neighbours.part(scratch, scratchPos, dKernel, dKernelPos, epilogue);
            return Stream.concat(Stream.of(plain(neighbours.joined(), x, xPos, dy, dyPos, scratch, scratchPos, scratch,
                    scratchPos + neighbours.kernelFloats(), lanes, null)), Stream.of(part)).toArray(Step[]::new);
        }
        return plain(g, x, xPos, dy, dyPos, dKernel, dKernelPos, scratch, scratchPos, lanes, epilogue);
    }

    private static Step[] plain(ConvGeometry g, float[] x, int xPos, float[] dy, int dyPos, float[] dKernel, int dKernelPos,
            float[] scratch, int scratchPos, int lanes, Epilogue epilogue) {
        return suitsFewChannels(g)
                ? ConvFewChannels.bind(g, x, xPos, dy, dyPos, dKernel, dKernelPos, scratch, scratchPos, lanes, epilogue)
                : ConvKernelGradient.bind(g, x, xPos, dy, dyPos, dKernel, dKernelPos, scratch, scratchPos, lanes, epilogue);
    }
}
