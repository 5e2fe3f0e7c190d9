package dyp.compile;

import dyp.op.Binary;
import dyp.op.Tensor;
import dyp.op.View;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** A sum of pieces, each padded with zeros to the whole, is the pieces side by side: what the gradients of slices add up to. */
final class Pads {
    private record Piece(Tensor inner, int axis, int from) {
        int to() {
            return from + inner.shape().dim(axis);
        }
    }

    private Pads() {}

    /** The pieces joined, where a sum's terms are pieces that fill its whole; else null. */
    static Tensor joined(Tensor sum, List<Tensor> inputs) {
        List<Piece> pieces = new ArrayList<>();
        if (!inputs.stream().allMatch(in -> collect(in, sum, pieces))) {
            return null;
        }
        pieces.sort(Comparator.comparingInt(Piece::from));
        int axis = pieces.getFirst().axis;
        int reached = 0;
        for (Piece p : pieces) {
            if (p.axis != axis || p.from != reached) {
                return null;
            }
            reached = p.to();
        }
        return reached < sum.shape().dim(axis) ? null : sum.with(new View.Concat(axis), pieces.stream().map(Piece::inner).toList());
    }

    /** Whether all terms of a sum are pieces; these are added to the list. */
    private static boolean collect(Tensor term, Tensor sum, List<Piece> pieces) {
        if (term.op() == Binary.ADD && term.shape().equals(sum.shape())) {
            return term.inputs().stream().allMatch(in -> collect(in, sum, pieces));
        }
        Piece piece = term.shape().equals(sum.shape()) && term.op() instanceof View.Pad p ? piece(term, p) : null;
        return piece != null && pieces.add(piece);
    }

    private static Piece piece(Tensor t, View.Pad p) {
        int[] padded = IntStream.range(0, t.shape().rank()).filter(a -> p.low().get(a) + p.high().get(a) > 0).toArray();
        boolean one = padded.length == 1 && p.value() == 0 && p.step().stream().allMatch(s -> s == 1);
        return one ? new Piece(t.input(0), padded[0], p.low().get(padded[0])) : null;
    }
}
