package dyp.nn;

import dyp.init.Initializer;
import dyp.init.VarianceScaling;
import dyp.op.Einsum;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A dense layer over any axes: activation(einsum(equation, x, kernel) + bias). {@code abc,cd->abd} is a {@link Dense} on rows of rows,
 * {@code abc,cde->abde} gives a matrix in place of each row; {@code ...x,xy->...y} leaves open how many axes come first, and
 * {@code ab...,bc->ac...} how many come last. The kernel's shape is its term's.
 *
 * @param equation input, kernel and result as letters, of the form {@code X,K->Y}, {@code ...X,K->...Y} or {@code X...,K->Y...}
 * @param outputShape the result's axes without the batch and without those that dots stand for; -1 for one that the input has
 * @param biasAxes the letters of the result along which the bias varies; empty for no bias
 */
public record EinsumDense(String equation, List<Integer> outputShape, Activation activation, String biasAxes, Parameter kernel, Parameter bias)
        implements Layer, Kernel<EinsumDense>, Bias<EinsumDense> {
    private static final Pattern FORM = Pattern.compile("(\\.{3})?([a-zA-Z]+)(\\.{3})?,([a-zA-Z]+)->(\\.{3})?([a-zA-Z]+)(\\.{3})?");

    public EinsumDense {
        equation = equation.replace(" ", "");
        outputShape = List.copyOf(outputShape);
        Matcher m = form(equation);
        for (char axis : biasAxes.toCharArray()) {
            if (m.group(6).indexOf(axis) < 0) {
                throw new DypException("biasAxes '" + biasAxes + "' must be letters of the result '" + m.group(6) + "', but '" + axis + "' is none.");
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
        Matcher m = form(equation);
        String in = m.group(2);
        String weight = m.group(4);
        String out = m.group(6);
        boolean dotsFirst = m.group(1) != null;
        boolean dotsLast = m.group(3) != null;
        int dotted = x.shape().rank() - in.length();
        if (dotsFirst || dotsLast ? dotted < 0 : dotted != 0) {
            throw new DypException("The input must have " + in.length() + " axes" + (dotsFirst || dotsLast ? " or more" : "") + ", '" + in + "' in '"
                    + equation + "', but is " + x.shape() + ".");
        }
        List<Integer> lengths = outputLengths(x.shape(), in, out, dotsFirst ? dotted : 0);
        IntUnaryOperator length = l -> out.indexOf(l) >= 0 ? lengths.get(out.indexOf(l)) : x.shape().dim(in.indexOf(l) + (dotsFirst ? dotted : 0));
        boolean batched = !(dotsFirst && dotted > 0) && weight.indexOf(in.charAt(0)) >= 0;
        if (batched || weight.chars().anyMatch(l -> in.indexOf(l) < 0 && out.indexOf(l) < 0)) {
            throw new DypException("Each letter of the kernel '" + weight + "' in '" + equation
                    + "' must be one of the input's or the result's, and none may be the batch.");
        }
        Parameter scaled = kernel.initializer(matrix(kernel.initializer(), size(weight, l -> out.indexOf(l) < 0, length), size(weight, l -> out.indexOf(l) >= 0, length)));
        Tensor y = Einsum.einsum(equation, x, scope.weight("kernel", scaled, weight.chars().map(length).toArray()));
        return activation.of(biasAxes.isEmpty() ? y : y.add(scope.weight("bias", bias, biasShape(out, dotsLast ? dotted : 0, length))));
    }

    /** A length for each letter of the result. */
    private List<Integer> outputLengths(Shape x, String in, String out, int dotsFirst) {
        List<Integer> lengths = new ArrayList<>(outputShape);
        if (dotsFirst == 0) {
            lengths.addFirst(x.dim(0));
        }
        if (lengths.size() != out.length()) {
            throw new DypException("outputShape " + outputShape + " must have a length for each letter of '" + out + "'"
                    + (dotsFirst == 0 ? " but the first, the batch." : "."));
        }
        for (int i = 0; i < lengths.size(); i++) {
            int at = in.indexOf(out.charAt(i));
            int here = at < 0 ? -1 : x.dim(at + dotsFirst);
            if (here < 0 && lengths.get(i) < 1 || here >= 0 && lengths.get(i) != -1 && lengths.get(i) != here) {
                throw new DypException("outputShape " + outputShape + " gives axis '" + out.charAt(i) + "' of '" + equation + "' the length " + lengths.get(i)
                        + (here < 0 ? ", but the input does not have this axis: say how long it is." : ", but in the input " + x + " it is " + here + " long."));
            }
            lengths.set(i, here < 0 ? lengths.get(i) : here);
        }
        return lengths;
    }

    /** From the first of the bias's axes on; 1 where the bias is the same along an axis. */
    private int[] biasShape(String out, int dotsLast, IntUnaryOperator length) {
        int first = biasAxes.chars().map(out::indexOf).min().orElseThrow();
        int[] shape = new int[out.length() - first + dotsLast];
        for (int i = 0; i < shape.length; i++) {
            boolean varies = first + i < out.length() && biasAxes.indexOf(out.charAt(first + i)) >= 0;
            shape[i] = varies ? length.applyAsInt(out.charAt(first + i)) : 1;
        }
        return shape;
    }

    private static int size(String letters, IntPredicate which, IntUnaryOperator length) {
        return letters.chars().filter(which).map(length).reduce(1, (a, b) -> a * b);
    }

    /** Scales by the sizes of the matrix that the kernel stands for, however many axes it has. */
    private static Initializer matrix(Initializer initializer, int in, int out) {
        return initializer instanceof VarianceScaling v ? (shape, seed, stream) -> v.create(Shape.of(in, out), seed, stream).reshape(shape.dims()) : initializer;
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
