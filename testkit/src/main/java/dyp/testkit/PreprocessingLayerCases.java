package dyp.testkit;

import static dyp.preprocessing.OutputMode.COUNT;
import static dyp.preprocessing.OutputMode.MULTI_HOT;
import static dyp.preprocessing.OutputMode.ONE_HOT;
import static dyp.preprocessing.Preprocessing.autoContrast;
import static dyp.preprocessing.Preprocessing.categoryEncoding;
import static dyp.preprocessing.Preprocessing.centerCrop;
import static dyp.preprocessing.Preprocessing.discretization;
import static dyp.preprocessing.Preprocessing.integerLookup;
import static dyp.preprocessing.Preprocessing.normalization;
import static dyp.preprocessing.Preprocessing.normalizationOfAll;
import static dyp.preprocessing.Preprocessing.rescaling;
import static dyp.preprocessing.Preprocessing.resizing;
import static dyp.testkit.LayerCase.of;
import static dyp.testkit.LayerCases.shape;

import dyp.nn.Joint;
import dyp.nn.Layer;
import dyp.nn.Scope;
import dyp.op.Resize;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import java.util.ArrayList;
import java.util.List;

/** Preprocessing and augmentation. Sizes are odd on purpose. */
final class PreprocessingLayerCases {
    private PreprocessingLayerCases() {}

    static List<LayerCase> all() {
        List<LayerCase> all = new ArrayList<>(AugmentationLayerCases.all());
        all.addAll(numbers());
        all.addAll(pictures());
        all.addAll(categories());
        return all;
    }

    private static List<LayerCase> numbers() {
        NDArray mean = NDArray.of(new float[] {0.5f, -1, 2});
        NDArray variance = NDArray.of(new float[] {1, 4, 0.25f});
        return List.of(
                of("rescaling", rescaling(0.5, -1), shape(5, 3), shape(5, 3)),
                of("rescaling per channel", rescaling(new double[] {0.5, 2, -1}, new double[] {0, 1, 3}), shape(5, 3), shape(5, 3)),
                of("normalization", normalization(mean, variance), shape(5, 3), shape(5, 3)),
                of("normalization, inverted", normalization(mean, variance).invert(true), shape(5, 3), shape(5, 3)),
                of("normalization along the first axis of a sample", normalization(1).given(mean, variance), shape(3, 5), shape(3, 5)),
                of("normalization of all", normalizationOfAll().given(NDArray.scalar(1), NDArray.scalar(4)), shape(3, 5), shape(3, 5)));
    }

    private static List<LayerCase> pictures() {
        return List.of(
                of("resizing", resizing(7, 3), shape(5, 4, 3), shape(7, 3, 3)),
                of("resizing nearest", resizing(7, 3).interpolation(Resize.Method.NEAREST), shape(5, 4, 3), shape(7, 3, 3)),
                of("resizing bicubic, antialias", resizing(3, 3).interpolation(Resize.Method.BICUBIC).antialias(true),
                        shape(7, 5, 2), shape(3, 3, 2)),
                of("resizing, cropped", resizing(3, 3).cropToAspectRatio(true), shape(9, 5, 1), shape(3, 3, 1)),
                of("resizing, padded", resizing(3, 3).padToAspectRatio(true).fillValue(0.5), shape(9, 5, 1), shape(3, 3, 1)),
                of("centre crop", centerCrop(3, 2), shape(7, 5, 3), shape(3, 2, 3)),
                of("centre crop of too small pictures", centerCrop(6, 6), shape(4, 5, 2), shape(6, 6, 2)),
                of("automatic contrast", autoContrast().valueRange(-1, 3), shape(5, 3, 3), shape(5, 3, 3)));
    }

    private static List<LayerCase> categories() {
        Layer lookup = integerLookup(1, 5, 3).numOovIndices(2).maskToken(4).outputMode(COUNT);
        return List.of(
                whole(of("category encoding, one-hot", categoryEncoding(5, ONE_HOT), shape(3), shape(3, 5))),
                whole(of("category encoding, one-hot of one", categoryEncoding(5, ONE_HOT), shape(1), shape(5))),
                whole(of("category encoding, multi-hot", categoryEncoding(5), shape(3), shape(5))),
                whole(of("category encoding, multi-hot of a matrix", categoryEncoding(5), shape(3, 2), shape(2, 5))),
                whole(of("category encoding, count", categoryEncoding(5, COUNT), shape(7), shape(5))),
                of("discretization", new Floats(discretization(-0.7, 0.1, 0.6)), shape(5, 3), shape(5, 3)),
                of("discretization, one-hot", discretization(-0.7, 0.1, 0.6).outputMode(ONE_HOT), shape(5), shape(5, 4)),
                of("discretization, multi-hot", discretization(-0.7, 0.1, 0.6).outputMode(MULTI_HOT), shape(5), shape(4)),
                whole(of("integer lookup", new Floats(integerLookup(1, 5, 3).maskToken(4)), shape(7), shape(7))),
                whole(of("integer lookup, count", lookup, shape(7), shape(5))),
                whole(of("integer lookup, inverted", new Floats(integerLookup(7, 5, 3).invert(true)), shape(7), shape(7))),
                LayerCase.joint("category encoding, weighted count", new Weighted(categoryEncoding(5, COUNT)),
                        List.of(shape(7), shape(7)), shape(5)));
    }

    /** Numbers of categories from 0 to 5, halfway to the next one: the fraction is dropped, and nothing changes near it. */
    private static LayerCase whole(LayerCase c) {
        return c.drawn((s, p, r) -> NDArray.generate(s, i -> r.nextInt(6) + 0.5));
    }

    /** int32 as float32, which the checks take. */
    private record Floats(Layer layer) implements Layer {
        @Override
        public Tensor apply(Tensor x, Scope scope) {
            return layer.apply(x, scope).cast(DType.FLOAT32);
        }
    }

    /** Categories 0 to 3 from numbers between -1.5 and 1.5, and their weights. */
    private record Weighted(Layer layer) implements Joint {
        @Override
        public List<Tensor> apply(List<Tensor> inputs, Scope scope) {
            return layer.apply(List.of(inputs.get(0).add(2).cast(DType.INT32), inputs.get(1)), scope);
        }
    }
}
