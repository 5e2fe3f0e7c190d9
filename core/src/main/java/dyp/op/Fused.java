package dyp.op;

import dyp.tensor.DType;
import dyp.tensor.Shape;
import java.util.List;

/**
 * A chain of elementwise ops run as one pass over its output, optionally right behind the kernel of an anchor (matmul,
 * convolution) while the block that it wrote is still in cache. Made by the compiler; never by a user.
 *
 * <p>Values are numbered: with no anchor, 0 to n-1 are the inputs. With an anchor, its own inputs come first in the
 * input list and have no number; 0 is the anchor's result and 1.. are the other inputs. The instructions' results
 * follow, and the last one is the output.
 *
 * <p>A chain over rows has sums or means of rows among its instructions: the last axes of what the chain stretches to, {@code row}
 * numbers, fold into one. Such a result is narrow, one number for each row, and so is what is made of narrow values alone; beside
 * a whole row it stretches along it. So a normalization is one pass over memory.
 *
 * @param anchor the op whose result is value 0, or null
 * @param anchorInputs how many of the inputs belong to the anchor (0 without one)
 * @param body the instructions, each using values before it
 * @param to the shape that the chain's inputs stretch to: the result's, or with an anchor perhaps a finer cut of it
 * @param row how many neighbours make a row, where the chain sums rows; 1 where it does not. The last axes of {@code to} have as many
 *     elements. Then there is no anchor, and the last value is not narrow
 */
public record Fused(Op anchor, int anchorInputs, List<Instruction> body, Shape to, DType type, int row) implements Op {
    /**
     * One op on values by number.
     *
     * @param op elementwise; in a chain over rows perhaps a sum or mean, of each row
     * @param narrow whether the result is one number for each row
     */
    public record Instruction(Op op, List<Integer> arguments, DType type, boolean narrow) {
        public Instruction(Elementwise op, List<Integer> arguments, DType type) {
            this(op, arguments, type, false);
        }
    }

    /** A chain that sums no rows. */
    public Fused(Op anchor, int anchorInputs, List<Instruction> body, Shape to, DType type) {
        this(anchor, anchorInputs, body, to, type, 1);
    }

    /** What narrow values stretch from: {@code to} with its rows of length 1. */
    public Shape narrow() {
        Shape narrow = to;
        for (int axis = to.rank() - 1, left = row; left > 1; axis--) {
            left /= to.dim(axis);
            narrow = narrow.with(axis, 1);
        }
        return narrow;
    }

    @Override
    public Shape shape(List<Tensor> inputs) {
        return anchor == null ? to : anchor.shape(inputs.subList(0, anchorInputs));
    }

    @Override
    public DType dtype(List<Tensor> inputs) {
        return type;
    }

    /** How many numbered values are not instructions' results. */
    public int loaded(int inputs) {
        return inputs - anchorInputs + (anchor == null ? 0 : 1);
    }

    @Override
    public List<Tensor> gradient(Tensor out, Tensor grad) {
        throw new IllegalStateException("a fused op is made after differentiation");
    }

    @Override
    public String label() {
        String chain = String.join("+", body.stream().map(i -> i.op().label()).toList());
        return anchor == null ? chain : anchor.label() + "+" + chain;
    }
}
