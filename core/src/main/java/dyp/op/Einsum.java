package dyp.op;

import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Einstein's sum over two tensors: {@code einsum("abc,cd->abd", x, kernel)}. Each letter names an axis; a letter that the result
 * lacks is summed over. Three dots stand for any number of axes, aligned at the end, and stretched where one is of length 1.
 *
 * <p>It becomes transposes, reshapes and one matmul (of batches, where both tensors and the result share a letter), so its
 * gradients are made of these too. Of the ways to lay out the axes, the one that moves the fewest numbers is taken.
 */
public final class Einsum {
    private static final Pattern FORM = Pattern.compile("([a-zA-Z.]*),([a-zA-Z.]*)->([a-zA-Z.]*)");
    private static final Pattern TERM = Pattern.compile("([a-zA-Z]*)(\\.\\.\\.)?([a-zA-Z]*)");

    private Einsum() {}

    /**
     * The sum.
     *
     * @throws DypException where the equation is not of the form {@code ab,bc->ac} or does not fit the shapes
     */
    public static Tensor einsum(String equation, Tensor a, Tensor b) {
        Matcher form = FORM.matcher(equation.replace(" ", ""));
        if (!form.matches()) {
            throw new DypException("[einsum] '" + equation
                    + "' is not of the form ab,bc->ac: two terms of letters, an arrow, and the result's letters.");
        }
        Operand left = operand(equation, form.group(1), a);
        Operand right = operand(equation, form.group(2), b);
        String dots = left.dots().length() > right.dots().length() ? left.dots() : right.dots();
        String out = expand(equation, form.group(3), dots);
        left = left.narrowed(right);
        right = right.narrowed(left);
        Map<Integer, Integer> lengths = lengths(equation, left, right, out);
        return Contraction.best(left.summed(right.axes + out), right.summed(left.axes + out), out, lengths);
    }

    /** A tensor whose axes have names: a letter each, or, for those under the dots, a digit that counts from the end. */
    record Operand(Tensor tensor, String axes) {
        int length(int axis) {
            return tensor.shape().dim(axes.indexOf(axis));
        }

        private String dots() {
            return only(axes, Character::isDigit);
        }

        /** Without those axes of length 1 under the dots that the other has longer: the product stretches them. */
        private Operand narrowed(Operand other) {
            return keep(l -> !(Character.isDigit(l) && length(l) == 1 && other.axes.indexOf(l) >= 0 && other.length(l) != 1));
        }

        /** Summed over the axes that are named nowhere else. */
        private Operand summed(String elsewhere) {
            int[] folded = IntStream.range(0, axes.length()).filter(i -> elsewhere.indexOf(axes.charAt(i)) < 0).toArray();
            return folded.length == 0 ? this : new Operand(tensor.sum(folded), axes).keep(l -> elsewhere.indexOf(l) >= 0);
        }

        /** Without some axes, all of length 1. */
        private Operand keep(IntPredicate kept) {
            String rest = only(axes, kept);
            return new Operand(tensor.reshape(Shape.of(rest.chars().map(this::length).toArray())), rest);
        }
    }

    private static Operand operand(String equation, String term, Tensor t) {
        int letters = term.replace(".", "").length();
        int rank = t.shape().rank();
        if (term.contains(".") ? rank < letters : rank != letters) {
            throw new DypException("[einsum] '" + term + "' in '" + equation + "' names " + letters + (letters == 1 ? " axis" : " axes")
                    + ", but the tensor is " + t.shape() + ".");
        }
        int dotted = rank - letters;
        String dots = IntStream.range(0, dotted).mapToObj(i -> Character.toString('0' + dotted - 1 - i)).collect(Collectors.joining());
        return new Operand(t, expand(equation, term, dots));
    }

    /** The term with the names of axes in place of its dots. */
    private static String expand(String equation, String term, String dots) {
        Matcher m = TERM.matcher(term);
        if (!m.matches()) {
            throw new DypException("[einsum] '" + term + "' in '" + equation + "': dots come once and by three, as in '...ab'.");
        }
        if (m.group(2) == null && !dots.isEmpty()) {
            throw new DypException("[einsum] in '" + equation + "' the result lacks the dots that stand before the arrow.");
        }
        String letters = m.group(1) + m.group(3);
        if (letters.chars().distinct().count() != letters.length()) {
            throw new DypException("[einsum] '" + term + "' in '" + equation
                    + "' names an axis twice. Use each letter once: diagonals are not taken.");
        }
        return m.group(1) + dots + m.group(3);
    }

    private static Map<Integer, Integer> lengths(String equation, Operand a, Operand b, String out) {
        Map<Integer, Integer> lengths = new HashMap<>();
        for (Operand o : List.of(a, b)) {
            o.axes.chars().forEach(l -> {
                Integer before = lengths.putIfAbsent(l, o.length(l));
                if (before != null && before != o.length(l)) {
                    String axis = Character.isDigit(l) ? "under the dots" : "'" + (char) l + "'";
                    throw new DypException("[einsum] in '" + equation + "' the axis " + axis + " is " + before + " long in " + a.tensor.shape() + " but " + o.length(l) + " in " + b.tensor.shape() + ".");
                }
            });
        }
        String unknown = only(out, l -> !lengths.containsKey(l));
        if (!unknown.isEmpty()) {
            throw new DypException("[einsum] in '" + equation + "' the result names '" + unknown
                    + "', which neither term before the arrow does.");
        }
        return lengths;
    }

    static String only(String axes, IntPredicate keep) {
        return axes.chars().filter(keep).mapToObj(Character::toString).collect(Collectors.joining());
    }
}
