package dyp.cpu.vector;

import dyp.runtime.Epilogue;
import dyp.runtime.Step;

/**
 * A convolution whose channels mix, or one of its gradients, by either of the two ways: directly or by Winograd's F(4x4, 3x3), which
 * {@link WinogradCost} chooses between. The contract is that of {@link ConvKernel}.
 */
public enum ConvPart {
    /** y from x and the kernel. */
    FORWARD,
    /** dx from dy and the kernel. */
    INPUT_GRADIENT,
    /** The kernel's gradient from x and dy. */
    KERNEL_GRADIENT;

    /** Whether Winograd's way is open: 3x3 taps side by side, no stride in height and width, no groups. */
    public boolean allowsWinograd(ConvGeometry g) {
        return WinogradForward.suits(g) && (this != INPUT_GRADIENT || g.strideD() == 1);
    }

    /** How many times quicker Winograd's way is estimated to be. */
    public double estimate(ConvGeometry g) {
        return estimate(g, false);
    }

    private double estimate(ConvGeometry g, boolean constant) {
        return direct(g, constant) / switch (this) {
            case FORWARD -> WinogradCost.forward(g, false, constant);
            case INPUT_GRADIENT -> WinogradCost.forward(g.inputGradient(), true, constant);
            case KERNEL_GRADIENT -> WinogradCost.kernelGradient(g);
        };
    }

    private double direct(ConvGeometry g, boolean constant) {
        return switch (this) {
            case FORWARD -> WinogradCost.directForward(g, constant) * ConvDirect.forwardShare(g);
            case INPUT_GRADIENT -> FORWARD.direct(g.inputGradient(), constant);
            case KERNEL_GRADIENT -> WinogradCost.directKernelGradient(g) * ConvDirect.kernelGradientShare(g);
        };
    }

    /** Whether Winograd's way is taken. */
    public boolean prefersWinograd(ConvGeometry g) {
        return prefersWinograd(g, false);
    }

    /** The same where the kernel may be {@code constant}. */
    boolean prefersWinograd(ConvGeometry g, boolean constant) {
        return allowsWinograd(g) && direct(g, constant) > WinogradCost.SMALL && estimate(g, constant) > WinogradCost.GAIN;
    }

    /** Floats of scratch that {@link #bind} needs. */
    public long scratchFloats(ConvGeometry g, boolean winograd, int lanes) {
        return scratchFloats(g, winograd, false, lanes);
    }

    /** The same where the kernel may be {@code constant}. */
    long scratchFloats(ConvGeometry g, boolean winograd, boolean constant, int lanes) {
        return switch (this) {
            case FORWARD -> winograd ? WinogradForward.scratchFloats(g, constant, lanes) : ConvDirect.forwardScratchFloats(g, constant, lanes);
            case INPUT_GRADIENT -> FORWARD.scratchFloats(g.inputGradient(), winograd, constant, lanes);
            case KERNEL_GRADIENT -> winograd
                    ? WinogradKernelGradient.scratchFloats(g, lanes) : ConvDirect.kernelGradientScratchFloats(g, lanes);
        };
    }

    /**
     * The phases of the chosen way.
     *
     * @param g the convolution, also for its gradients
     * @param a, b what it is made from, in the order that the part's description names them
     * @param c the result
     */
    public Step[] bind(ConvGeometry g, boolean winograd, float[] a, int aPos, float[] b, int bPos, float[] c, int cPos,
            float[] scratch, int scratchPos, int lanes, Epilogue epilogue) {
        return bind(g, winograd, a, aPos, Weights.changing(b, bPos), c, cPos, scratch, scratchPos, lanes, epilogue);
    }

    /** The same of a kernel that may be constant. */
    Step[] bind(ConvGeometry g, boolean winograd, float[] a, int aPos, Weights b, float[] c, int cPos, float[] scratch, int scratchPos,
            int lanes, Epilogue epilogue) {
        if (this == KERNEL_GRADIENT) {
            return winograd
                    ? WinogradKernelGradient.bind(g, a, aPos, b.floats(), b.pos(), c, cPos, scratch, scratchPos, epilogue)
                    : ConvDirect.kernelGradient(g, a, aPos, b.floats(), b.pos(), c, cPos, scratch, scratchPos, lanes, epilogue);
        }
        boolean turned = this == INPUT_GRADIENT;
        ConvGeometry way = turned ? g.inputGradient() : g;
        return winograd
                ? WinogradForward.bind(way, turned, a, aPos, b, c, cPos, scratch, scratchPos, epilogue)
                : ConvDirect.forward(way, turned, a, aPos, b, c, cPos, scratch, scratchPos, lanes, epilogue);
    }
}
