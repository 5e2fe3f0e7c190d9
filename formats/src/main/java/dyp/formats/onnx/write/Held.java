package dyp.formats.onnx.write;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where a tensor stands in the file. Transposes are not written until somebody needs the numbers in another order: so those around a
 * convolution, whose channels ONNX has first, meet and vanish.
 *
 * @param name the value's name in the file
 * @param dims the value's axes, as they lie
 * @param order the tensor's axis i is the value's axis {@code order.get(i)}
 */
record Held(String name, List<Dim> dims, List<Integer> order) {
    /** A value that lies as the tensor does. */
    static Held of(String name, List<Dim> dims) {
        return new Held(name, dims, straight(dims.size()));
    }

    static List<Integer> straight(int rank) {
        return IntStream.range(0, rank).boxed().toList();
    }

    static List<Integer> inverse(List<Integer> order) {
        return IntStream.range(0, order.size()).map(order::indexOf).boxed().toList();
    }

    /** A list whose element i belongs to the tensor's axis i, in the order of a value that lies so. */
    static <T> List<T> lie(List<T> ofTensor, List<Integer> order) {
        return inverse(order).stream().map(ofTensor::get).toList();
    }

    /** Channels behind the batch: where a tensor (batch, spatial..., channels) lies as ONNX wants it. */
    static List<Integer> channelsFirst(int rank) {
        List<Integer> order = new ArrayList<>(List.of(0));
        IntStream.range(2, rank).forEach(order::add);
        order.add(1);
        return order;
    }

    boolean straight() {
        return order.equals(straight(order.size()));
    }

    /** The tensor's axes. */
    List<Dim> shape() {
        return order.stream().map(dims::get).toList();
    }

    /** The same value seen with the tensor's axes in another order. */
    Held transposed(List<Integer> axes) {
        return new Held(name, dims, axes.stream().map(order::get).toList());
    }
}
