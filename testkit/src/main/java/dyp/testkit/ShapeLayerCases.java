package dyp.testkit;

import static dyp.nn.Activation.SIGMOID;
import static dyp.nn.DataFormat.CHANNELS_FIRST;
import static dyp.nn.Layers.add;
import static dyp.nn.Layers.average;
import static dyp.nn.Layers.concatenate;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.dot;
import static dyp.nn.Layers.flatten;
import static dyp.nn.Layers.identity;
import static dyp.nn.Layers.input;
import static dyp.nn.Layers.masking;
import static dyp.nn.Layers.maximum;
import static dyp.nn.Layers.minimum;
import static dyp.nn.Layers.multiply;
import static dyp.nn.Layers.permute;
import static dyp.nn.Layers.repeatVector;
import static dyp.nn.Layers.reshape;
import static dyp.nn.Layers.subtract;
import static dyp.testkit.LayerCase.joint;
import static dyp.testkit.LayerCase.of;
import static dyp.testkit.LayerCases.shape;

import dyp.nn.Layer;
import dyp.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;

/** Shapes and merges. Sizes are odd on purpose. */
final class ShapeLayerCases {
    private static final List<Shape> TWO = List.of(shape(4, 5), shape(4, 5));
    private static final List<Shape> THREE = List.of(shape(4, 5), shape(4, 5), shape(4, 5));
    private static final List<Shape> STRETCHED = List.of(shape(3, 4, 5), shape(1, 5), shape(5));

    private ShapeLayerCases() {}

    static List<LayerCase> all() {
        return Stream.of(shapes(), merges(), masked()).flatMap(List::stream).toList();
    }

    private static List<LayerCase> shapes() {
        return List.of(
                of("input", input(5, 3), shape(5, 3), shape(5, 3)),
                of("identity", identity(), shape(5, 3), shape(5, 3)),
                of("flatten", flatten(), shape(3, 5, 2), shape(30)),
                of("flatten of a row", flatten(), shape(7), shape(7)),
                of("flatten, channels first", flatten().dataFormat(CHANNELS_FIRST), shape(3, 5, 2), shape(30)),
                of("flatten of a row, channels first", flatten().dataFormat(CHANNELS_FIRST), shape(7), shape(7)),
                of("reshape", reshape(5, 6), shape(3, 5, 2), shape(5, 6)),
                of("reshape, an axis open", reshape(-1, 2, 5), shape(30), shape(3, 2, 5)),
                of("permute", permute(3, 1, 2), shape(3, 5, 2), shape(2, 3, 5)),
                of("repeat vector", repeatVector(4), shape(7), shape(4, 7)),
                of("masking", masking(), shape(5, 3), shape(5, 3)),
                of("named", dense(3).named("head"), shape(5), shape(3)).trained(18));
    }

    private static List<LayerCase> merges() {
        return List.of(
                joint("add", add(), THREE, shape(4, 5)),
                joint("add, stretched", add(), STRETCHED, shape(3, 4, 5)),
                joint("subtract", subtract(), TWO, shape(4, 5)),
                joint("multiply", multiply(), THREE, shape(4, 5)),
                joint("multiply, stretched", multiply(), STRETCHED, shape(3, 4, 5)),
                joint("average", average(), THREE, shape(4, 5)),
                joint("maximum", maximum(), THREE, shape(4, 5)).distinct(),
                joint("minimum", minimum(), THREE, shape(4, 5)).distinct(),
                joint("concatenate", concatenate(), List.of(shape(4, 5), shape(4, 2)), shape(4, 7)),
                joint("concatenate steps", concatenate(1), List.of(shape(3, 5), shape(4, 5), shape(1, 5)), shape(8, 5)),
                joint("dot", dot(1), List.of(shape(7), shape(7)), shape(1)),
                joint("dot, cosine", dot(-1).normalize(true), List.of(shape(4, 7), shape(3, 7)), shape(4, 3)),
                joint("dot of a matrix and a row", dot(1), List.of(shape(4, 7), shape(4)), shape(7)),
                joint("dot of a row and a matrix", dot(1, 2), List.of(shape(7), shape(4, 7)), shape(4)),
                joint("dot of many axes", dot(2, 1), List.of(shape(3, 4, 2), shape(4, 5, 3)), shape(3, 2, 5, 3)));
    }

    /** With masks on some or all of the inputs. */
    private static List<LayerCase> masked() {
        return Stream.of(add(), multiply(), maximum(), minimum(), concatenate(1), concatenate()).flatMap(layer -> Stream.of(1, 2).map(masks ->
                joint(layer.kind() + (layer.equals(concatenate()) ? " of features" : "") + ", masks on " + masks, new Masked(layer, masks), TWO, output(layer))
                        .distinct())).toList();
    }

    private static Shape output(Layer layer) {
        return layer.equals(concatenate()) ? shape(4, 10) : layer.equals(concatenate(1)) ? shape(8, 5) : shape(4, 5);
    }
}
