package dyp.formats.onnx.read;

import dyp.nn.Symbol;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where a value of the file stands among the layers. Transposes are not made until a layer needs them: so a file's pictures, whose channels
 * come first, go through layers whose channels come last.
 *
 * @param symbol what a layer gives, batch first
 * @param order the value's axis i is the symbol's axis {@code order.get(i)}, the batch counted as 0
 */
record Sym(Symbol symbol, List<Integer> order) {
    static List<Integer> straight(int rank) {
        return IntStream.range(0, rank).boxed().toList();
    }

    /** The channels, second in the file, last among the symbol's axes. */
    static List<Integer> channelsLast(int rank) {
        return IntStream.range(0, rank).mapToObj(i -> i == 0 ? 0 : i == 1 ? rank - 1 : i - 1).toList();
    }

    static List<Integer> inverse(List<Integer> order) {
        return IntStream.range(0, order.size()).map(order::indexOf).boxed().toList();
    }

    int rank() {
        return order.size();
    }

    boolean isStraight() {
        return order.equals(straight(order.size()));
    }

    /** How long the symbol's axes are, from the one behind the batch on. */
    int[] sample() {
        return symbol.shape().dims();
    }
}
