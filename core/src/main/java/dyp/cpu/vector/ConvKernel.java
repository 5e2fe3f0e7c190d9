package dyp.cpu.vector;

import static dyp.cpu.vector.ConvPart.FORWARD;
import static dyp.cpu.vector.ConvPart.INPUT_GRADIENT;
import static dyp.cpu.vector.ConvPart.KERNEL_GRADIENT;

import dyp.cpu.vector.ConvInput.Gaps;
import dyp.runtime.Epilogue;
import dyp.runtime.Step;

/**
 * Convolution over two or three axes and its two gradients on plain float arrays, channels last: x {@code [n, d, h, w, cin]},
 * kernel {@code [kd, kh, kw, cin / groups, cout]}, y {@code [n, od, oh, ow, cout]}.
 *
 * <p>As with {@link MatMulKernel}, each {@code bind} answers phases to be run in order; outputs are overwritten, the result
 * is the same to the last bit for any number of threads, and the epilogue, if any, is called once for every stretch of whole
 * rows of channels that is finished, with flat indices from the output's start.
 */
public final class ConvKernel {
    private ConvKernel() {}

    /** Floats of scratch that {@link #forward} needs. */
    public static long forwardScratchFloats(ConvGeometry g, int lanes) {
        return forwardScratchFloats(g, false, lanes);
    }

    /** The same where the kernel may be {@code constant}. */
    static long forwardScratchFloats(ConvGeometry g, boolean constant, int lanes) {
        if (g.isPointwise()) {
            return MatMulKernel.scratchFloats(forwardProduct(g), constant, lanes);
        }
        if (isPickedProduct(g)) {
            return MatMulBlocked.scratchFloats(forwardProduct(g), constant, lanes);
        }
        if (ConvGroupForward.suits(g)) {
            return ConvGroupForward.scratchFloats(g, lanes);
        }
        return g.isDepthwise() ? ConvDepthwise.scratchFloats(g, lanes) : scratchFloats(FORWARD, g, constant, lanes);
    }

    /** y = x * kernel. */
    public static Step[] forward(ConvGeometry g, float[] x, int xPos, float[] kernel, int kernelPos, float[] y, int yPos,
            float[] scratch, int scratchPos, int lanes, Epilogue epilogue) {
        return forward(g, x, xPos, Weights.changing(kernel, kernelPos), y, yPos, scratch, scratchPos, lanes, epilogue);
    }

    /** The same of a kernel that may be constant. */
    static Step[] forward(ConvGeometry g, float[] x, int xPos, Weights kernel, float[] y, int yPos, float[] scratch, int scratchPos,
            int lanes, Epilogue epilogue) {
        if (g.isPointwise()) {
            return MatMulKernel.bind(
                    forwardProduct(g), x, xPos, kernel, y, yPos, scratch, scratchPos, lanes, epilogue);
        }
        if (isPickedProduct(g)) {
            return MatMulBlocked.bind(
                    forwardProduct(g), x, xPos, g.pickedPixels(), kernel, y, yPos, scratch, scratchPos, epilogue);
        }
        if (g.isDepthwise()) {
            return ConvDepthwise.bind(
                    g, false, Gaps.NONE, x, xPos, kernel.floats(), kernel.pos(), y, yPos, scratch, scratchPos, epilogue);
        }
        if (ConvGroupForward.suits(g)) {
            return ConvGroupForward.bind(g, false, x, xPos, kernel.floats(), kernel.pos(), y, yPos, scratch, scratchPos, lanes, epilogue);
        }
        return FORWARD.bind(g, FORWARD.prefersWinograd(g, kernel.isConstant()), x, xPos, kernel, y, yPos, scratch, scratchPos, lanes, epilogue);
    }

    /** Floats of scratch that {@link #inputGradient} needs. */
    public static long inputGradientScratchFloats(ConvGeometry g, int lanes) {
        return inputGradientScratchFloats(g, false, lanes);
    }

    /** The same where the kernel may be {@code constant}. */
    static long inputGradientScratchFloats(ConvGeometry g, boolean constant, int lanes) {
        if (g.isPointwise()) {
            return MatMulKernel.scratchFloats(inputProduct(g), constant, lanes);
        }
        if (g.isStrided() && !g.isDepthwise()) {
            return ConvStridedGradient.scratchFloats(g, constant, lanes);
        }
        if (ConvGroupForward.suits(g.inputGradient())) {
            return ConvGroupForward.scratchFloats(g.inputGradient(), lanes);
        }
        return g.isDepthwise() ? ConvDepthwise.scratchFloats(g.inputGradient(), lanes) : scratchFloats(INPUT_GRADIENT, g, constant, lanes);
    }

    /**
     * dx from dy and the kernel: a convolution of dy with the kernel turned; with a stride, one for each phase of it. Depthwise, dy is
     * spread out with zeros between.
     */
    public static Step[] inputGradient(ConvGeometry g, float[] dy, int dyPos, float[] kernel, int kernelPos, float[] dx,
            int dxPos, float[] scratch, int scratchPos, int lanes, Epilogue epilogue) {
        return inputGradient(g, dy, dyPos, Weights.changing(kernel, kernelPos), dx, dxPos, scratch, scratchPos, lanes, epilogue);
    }

    /** The same of a kernel that may be constant. */
    static Step[] inputGradient(ConvGeometry g, float[] dy, int dyPos, Weights kernel, float[] dx, int dxPos, float[] scratch, int scratchPos,
            int lanes, Epilogue epilogue) {
        if (g.isPointwise()) {
            return MatMulKernel.bind(
                    inputProduct(g), dy, dyPos, kernel, dx, dxPos, scratch, scratchPos, lanes, epilogue);
        }
        if (g.isStrided() && !g.isDepthwise()) {
            return ConvStridedGradient.bind(g, dy, dyPos, kernel, dx, dxPos, scratch, scratchPos, lanes, epilogue);
        }
        if (g.isDepthwise()) {
            return ConvDepthwise.bind(g.inputGradient(), true, Gaps.ofStrides(g), dy, dyPos, kernel.floats(), kernel.pos(), dx, dxPos,
                    scratch, scratchPos, epilogue);
        }
        if (ConvGroupForward.suits(g.inputGradient())) {
            return ConvGroupForward.bind(g.inputGradient(), true, dy, dyPos, kernel.floats(), kernel.pos(), dx, dxPos, scratch, scratchPos, lanes, epilogue);
        }
        return INPUT_GRADIENT.bind(g, INPUT_GRADIENT.prefersWinograd(g, kernel.isConstant()), dy, dyPos, kernel, dx, dxPos,
                scratch, scratchPos, lanes, epilogue);
    }

    /** Floats of scratch that {@link #kernelGradient} needs. */
    public static long kernelGradientScratchFloats(ConvGeometry g, int lanes) {
        if (ConvGroupForward.suits(g)) {
            return ConvGroupGradient.scratchFloats(g, lanes);
        }
        return g.isDepthwise()
                ? ConvDepthwiseGradient.scratchFloats(g, lanes)
                : scratchFloats(KERNEL_GRADIENT, flat(g), false, lanes);
    }

    /** The kernel's gradient from x and dy, in the kernel's own layout. */
    public static Step[] kernelGradient(ConvGeometry g, float[] x, int xPos, float[] dy, int dyPos, float[] dKernel,
            int dKernelPos, float[] scratch, int scratchPos, int lanes, Epilogue epilogue) {
        if (g.isDepthwise()) {
            return ConvDepthwiseGradient.bind(
                    g, x, xPos, dy, dyPos, dKernel, dKernelPos, scratch, scratchPos, lanes, epilogue);
        }
        if (ConvGroupForward.suits(g)) {
            return ConvGroupGradient.bind(g, x, xPos, dy, dyPos, dKernel, dKernelPos, scratch, scratchPos, lanes, epilogue);
        }
        return KERNEL_GRADIENT.bind(
                flat(g), KERNEL_GRADIENT.prefersWinograd(g), x, xPos, dy, dyPos, dKernel, dKernelPos, scratch, scratchPos, lanes, epilogue);
    }

    private static long scratchFloats(ConvPart part, ConvGeometry g, boolean constant, int lanes) {
        return part.scratchFloats(g, part.prefersWinograd(g, constant), constant, lanes);
    }

    /** A 1x1 convolution with strides: a matrix product whose rows are some of the pixels. */
    private static boolean isPickedProduct(ConvGeometry g) {
        return g.picksPixels() && !MatMulKernel.isThin(forwardProduct(g));
    }

    private static MatMulGeometry forwardProduct(ConvGeometry g) {
        return MatMulGeometry.of(g.outputPixels(), g.cout(), g.cin(), false, false);
    }

    private static MatMulGeometry inputProduct(ConvGeometry g) {
        return MatMulGeometry.of(g.inputPixels(), g.cin(), g.cout(), false, true);
    }

    private static ConvGeometry flat(ConvGeometry g) {
        return g.isPointwise() ? ConvGeometry.pointwise(g.inputPixels(), g.cin(), g.cout()) : g;
    }
}
