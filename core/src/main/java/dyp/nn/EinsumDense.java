package dyp.nn;

import dyp.init.Initializer;
import dyp.init.VarianceScaling;
import dyp.op.Einsum;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A dense layer over any axes: activation(einsum(equation, x, kernel) + bias). {@code abc,cd->abd} is a {@link Dense} on rows of rows,
 * {@code abc,cde->abde} gives a matrix in place of each row; {@code ...x,xy->...y} leaves open how many axes come first, and
 * {@code ab...,bc->ac...} how many come last. The kernel's shape is its term's.
 *
 * @param equation input, kernel and result as letters, of the form {@code X,K->Y}, {@code ...X,K->...Y} or {@code X...,K->Y...}
 * @param outputShape the result's axes without the batch and without those that dots stand for; -1 for one that the input has
 * @param biasAxes the letters of the result along which the bias varies; empty for no bias
 */
public record EinsumDense(String equation, List<Integer> outputShape, Activation activation, String biasAxes, Parameter kernel,
        Parameter bias) implements Layer, Kernel<EinsumDense>, Bias<EinsumDense> {
    private static final Pattern FORM = Pattern.compile("(\\.{3})?([a-zA-Z]+)(\\.{3})?,([a-zA-Z]+)->(\\.{3})?([a-zA-Z]+)(\\.{3})?");

    public EinsumDense {
        equation = equation.replace(" ", "");
        outputShape = List.copyOf(outputShape);
        Matcher m = form(equation);
        for (char axis : biasAxes.toCharArray()) {
            if (m.group(6).indexOf(axis) < 0) {
                throw new DypException("biasAxes '" + biasAxes + "' must be letters of the result '" + m.group(6) + "', but '" + axis
                        + "' is none.");
            }
        }
    }

    public EinsumDense(String equation, List<Integer> outputShape) {
        this(equation, outputShape, Activation.LINEAR, "", Parameter.KERNEL, Parameter.BIAS);
    }

    private static Matcher form(String equation) {
        Matcher m = FORM.matcher(equation);
        boolean fits = m.matches() && (m.group(1) == null) == (m.group(5) == null) && (m.group(3) == null) == (m.group(7) == null)
                && (m.group(1) == null || m.group(3) == null);
        if (!fits) {
            throw new DypException("'" + equation + "' is none of the forms X,K->Y, ...X,K->...Y or X...,K->Y..., such as abc,cd->abd.");
        }
        return m;
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        Axes axes = Axes.of(this, x.shape());
        Parameter scaled = kernel.initializer(asMatrix(kernel.initializer(), axes.size(false), axes.size(true)));
        Tensor y = Einsum.einsum(equation, x, scope.weight("kernel", scaled, axes.kernelShape()));
        return activation.of(biasAxes.isEmpty() ? y : y.add(scope.weight("bias", bias, axes.biasShape(biasAxes))));
    }

    /** Scales by the sizes of the matrix that the kernel stands for, however many axes it has. */
    private static Initializer asMatrix(Initializer initializer, int in, int out) {
        return initializer instanceof VarianceScaling v
                ? (shape, seed, stream) -> v.create(Shape.of(in, out), seed, stream).reshape(shape.dims()) : initializer;
    }

    /**
     * The axes of one call.
     *
     * @param outputs a length for each letter of the result
     * @param dotsFirst how many axes dots in front stand for
     * @param dotsLast how many axes dots behind stand for
     */
    private record Axes(Shape x, String in, String weight, String out, List<Integer> outputs, int dotsFirst, int dotsLast) {
        static Axes of(EinsumDense layer, Shape x) {
            Matcher m = form(layer.equation);
            String in = m.group(2);
            boolean open = m.group(1) != null || m.group(3) != null;
            int dotted = x.rank() - in.length();
            if (open ? dotted < 0 : dotted != 0) {
                throw new DypException("The input must have " + in.length() + " axes" + (open ? " or more" : "") + ", '" + in + "' in '"
                        + layer.equation + "', but is " + x + ".");
            }
            int first = m.group(1) != null ? dotted : 0;
            List<Integer> outputs = outputs(layer, x, in, m.group(6), first);
            String weight = m.group(4);
            boolean batched = first == 0 && weight.indexOf(in.charAt(0)) >= 0;
            if (batched || weight.chars().anyMatch(l -> in.indexOf(l) < 0 && m.group(6).indexOf(l) < 0)) {
                throw new DypException("Each letter of the kernel '" + weight + "' in '" + layer.equation
                        + "' must be one of the input's or the result's, and none may be the batch.");
            }
            return new Axes(x, in, weight, m.group(6), outputs, first, dotted - first);
        }

        /** From the layer's outputShape, with the batch in front where no dots stand for it, and the input's lengths for -1. */
        private static List<Integer> outputs(EinsumDense layer, Shape x, String in, String out, int dotsFirst) {
            List<Integer> lengths = new ArrayList<>(layer.outputShape);
            if (dotsFirst == 0) {
                lengths.addFirst(x.dim(0));
            }
            if (lengths.size() != out.length()) {
                throw new DypException("outputShape " + layer.outputShape + " must have a length for each letter of '" + out + "'"
                        + (dotsFirst == 0 ? " but the first, the batch." : "."));
            }
            for (int i = 0; i < lengths.size(); i++) {
                int at = in.indexOf(out.charAt(i));
                int here = at < 0 ? -1 : x.dim(at + dotsFirst);
                int asked = lengths.get(i);
                if (here < 0 ? asked < 1 : asked != -1 && asked != here) {
                    throw new DypException("outputShape " + layer.outputShape + " gives axis '" + out.charAt(i) + "' of '" + layer.equation
                            + "' the length " + asked + (here < 0 ? ", but the input does not have this axis: say how long it is."
                            : ", but in the input " + x + " it is " + here + " long."));
                }
                lengths.set(i, here < 0 ? asked : here);
            }
            return lengths;
        }

        private int length(int letter) {
            return out.indexOf(letter) >= 0 ? outputs.get(out.indexOf(letter)) : x.dim(in.indexOf(letter) + dotsFirst);
        }

        int[] kernelShape() {
            return weight.chars().map(this::length).toArray();
        }

        /** How many numbers the kernel has along the axes of the result, or along the others. */
        int size(boolean ofResult) {
            return weight.chars().filter(l -> out.indexOf(l) >= 0 == ofResult).map(this::length).reduce(1, (a, b) -> a * b);
        }

        /** From the first of the bias's axes on; 1 where the bias is the same along an axis. */
        int[] biasShape(String biasAxes) {
            int first = biasAxes.chars().map(out::indexOf).min().orElseThrow();
            IntStream named = out.substring(first).chars().map(l -> biasAxes.indexOf(l) >= 0 ? length(l) : 1);
            return IntStream.concat(named, IntStream.range(0, dotsLast).map(i -> 1)).toArray();
        }
    }

    @Override
    public boolean keepsMask() {
        return true;
    }

    public EinsumDense activation(Activation a) {
        return new EinsumDense(equation, outputShape, a, biasAxes, kernel, bias);
    }

    public EinsumDense biasAxes(String letters) {
        return new EinsumDense(equation, outputShape, activation, letters, kernel, bias);
    }

    @Override
    public EinsumDense kernel(Parameter p) {
        return new EinsumDense(equation, outputShape, activation, biasAxes, p, bias);
    }

    @Override
    public EinsumDense bias(Parameter p) {
        return new EinsumDense(equation, outputShape, activation, biasAxes, kernel, p);
    }
}
