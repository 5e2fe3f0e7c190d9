package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.MR;
import static dyp.cpu.vector.Lanes.NR;
import static dyp.cpu.vector.Lanes.blocks;
import static dyp.cpu.vector.Lanes.roundUp;
import static dyp.cpu.vector.WinogradTiles.POINTS;

/**
 * What a convolution costs directly and by Winograd's way: a sum over what each does, counted in multiply-adds of a vector at
 * the peak. The constants were fitted to one thread of a Xeon with AVX-512 on 18 shapes from 3 to 512 channels and from 4x4 to 64x64
 * pixels, where the estimated ratio is within a quarter of the measured one. Where the two are close it stays with the direct
 * kernel, which needs less memory and has the smaller rounding errors.
 */
final class WinogradCost {
    /** What a multiply-add costs: in the direct kernels (0.8 and 0.65 of the peak), and between transforms, where sums are short. */
    private static final double DIRECT = 1.25, DIRECT_GRADIENT = 1.55, PRODUCT = 1.4, GRADIENT_PRODUCT = 1.9;

    /** What a panel of one vector costs beside one of two, as two vectors: the checks of its many addresses weigh double. */
    private static final double NARROW = 1.2;

    /** The start and the end of a register tile. */
    private static final double CALL = 150;

    /** A transform of one vector of channels, with its part of the misses in cache: of 6x6 pixels, to 4x4, and of x or dy. */
    private static final double TO_POINTS = 800, FROM_POINTS = 520, GRADIENT_TO_POINTS = 500;

    /** A vector of weights: packed; transformed beforehand, for each point, and read by a task, where they are more than L2 keeps. */
    private static final double PACK = 100, KEEP = 40, READ = 20, L2 = 1 << 18;

    /** A vector of weights transformed by a task; of a turned kernel, which is transposed. */
    private static final double TRANSFORM = 700, TURNED = 1100;

    /** A vector of the gradient's 36 sums: kept, and transformed at the end. */
    private static final double SUM = 20;

    /** How much quicker it must be; and what the direct way must cost, since there is little to gain below a tenth of a millisecond. */
    static final double GAIN = 1.15, SMALL = 1e6;

    private WinogradCost() {}

    /** @param constant the kernel is, and packed beforehand */
    static double directForward(ConvGeometry g, boolean constant) {
        double weights = (double) g.kernelRows() * out(g);
        return weights * (g.outputPixels() * DIRECT + (constant ? 0 : PACK));
    }

    /** @param turned as in {@link ConvForward#bind} */
    static double forward(ConvGeometry g, boolean turned, boolean constant) {
        var tiles = WinogradForward.tiles(g);
        boolean kept = WinogradForward.keepsWeights(g);
        double kernel = (double) g.kd() * g.cin() * columns(g), weights = POINTS * kernel, registers = blocks(tiles.size(), MR);
        double once = kept && !constant ? KEEP * weights : 0, each = kept ? weights * L > L2 ? READ * weights : 0 : (turned ? TURNED : TRANSFORM) * kernel;
        double calls = (double) POINTS * WinogradForward.rounds(g) * registers * blocks(g.cout(), NR);
        double product = registers * MR * PRODUCT * weights + CALL * calls;
        double transforms = WinogradForward.panelBlocks(g, tiles) * places(tiles) * in(g) * TO_POINTS + columns(g) * FROM_POINTS;
        return once + tiles.tasks() * (each + product) + tiles.all() * transforms;
    }

    static double directKernelGradient(ConvGeometry g) {
        return (double) g.outputPixels() * g.kernelRows() * out(g) * DIRECT_GRADIENT;
    }

    static double kernelGradient(ConvGeometry g) {
        double sums = (double) POINTS * g.kd() * g.cin() * out(g), tiles = WinogradTiles.of(g, 1, 1).all();
        int channels = WinogradKernelGradient.channels(g), inBlocks = blocks(g.cin(), channels), outBlocks = blocks(g.cout(), channels);
        boolean together = WinogradKernelGradient.depth(g) > 1;
        double parts = WinogradKernelGradient.parts(g), seen = together ? places(WinogradKernelGradient.tiles(g)) : g.kd();
        double transforms = in(g) * outBlocks * seen + out(g) * inBlocks * (together ? 1 : g.kd());
        return sums * (tiles * GRADIENT_PRODUCT + parts * SUM) + tiles * transforms * GRADIENT_TO_POINTS;
    }

    /** Pictures of input transformed for one of output. */
    private static double places(WinogradTiles tiles) {
        return (double) tiles.places(tiles.images()) / tiles.images();
    }

    /** Vectors of output channels; one alone in its panel has a kernel of its own, at less speed. */
    private static double columns(ConvGeometry g) {
        int rest = g.cout() % NR;
        return rest > 0 && rest <= L ? (g.cout() - rest) / L + NARROW : out(g);
    }

    /** Vectors of input channels, and of output channels in whole panels. */
    private static double in(ConvGeometry g) {
        return blocks(g.cin(), L);
    }

    private static double out(ConvGeometry g) {
        return roundUp(g.cout(), NR) / (double) L;
    }
}
