package dyp.formats.onnx;

import static dyp.formats.onnx.Build.floats;
import static dyp.formats.onnx.Build.ints;
import static dyp.formats.onnx.Build.is;
import static dyp.loss.Losses.meanSquaredError;
import static dyp.optim.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dyp.formats.onnx.proto.Attributes;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.train.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What converters of scikit-learn's models write, held against ONNX Runtime. */
class LearnedTest {
    @TempDir
    private static Path folder;
    private final Map<String, Build> cases = new LinkedHashMap<>();

    private Build on(int features) {
        return new Build().input("x", features);
    }

    @TestFactory
    Stream<DynamicTest> runtimeAgrees() {
        cases.put("Scaler", on(3).learned("Scaler", "x -> y", floats("offset", 1, 2, 3), floats("scale", 0.5, 2, 1)).output("y"));
        for (String norm : List.of("MAX", "L1", "L2")) {
            cases.put("Normalizer " + norm, on(3).node("Abs", "x -> a").learned("Normalizer", "a -> y", is("norm", norm)).output("y"));
        }
        cases.put("Imputer", on(3).learned("Imputer", "x -> y", floats("imputed_value_floats", 1, 2, 3), is("replaced_value_float", 0.0)).output("y"));
        cases.put("Binarizer", on(3).learned("Binarizer", "x -> y", is("threshold", 0.2)).output("y"));
        cases.put("ArrayFeatureExtractor", on(3).longs("i", 2, 0).learned("ArrayFeatureExtractor", "x i -> y").output("y"));
        cases.put("LabelEncoder", new Build().input("x", DType.INT32, 3).learned("LabelEncoder", "x -> y", ints("keys_int64s", 1, 4, 6), floats("values_floats", 0.5, 2, -1),
                is("default_float", 9.0)).output("y"));
        cases.put("OneHotEncoder", new Build().input("x", DType.INT32, 2).learned("OneHotEncoder", "x -> y", ints("cats_int64s", 1, 4, 6)).output("y"));
        for (String how : List.of("NONE", "SOFTMAX", "LOGISTIC")) {
            cases.put("LinearRegressor " + how, on(3).learned("LinearRegressor", "x -> y", floats("coefficients", 1, -2, 3, 0.5, 1, -1), floats("intercepts", 0.1, -0.2),
                    is("targets", 2), is("post_transform", how)).output("y"));
            cases.put("LinearClassifier " + how, classes(on(3).learned("LinearClassifier", "x -> y p", floats("coefficients", 1, -2, 3, 0.5, 1, -1, 0, 1, 2),
                    floats("intercepts", 0.1, -0.2, 0), ints("classlabels_ints", 4, 2, 9), is("post_transform", how)), 3));
            cases.put("LinearClassifier of two " + how, classes(on(3).learned("LinearClassifier", "x -> y p", floats("coefficients", -1, 2, -3, 1, -2, 3),
                    floats("intercepts", -0.1, 0.1), ints("classlabels_ints", 0, 1), is("post_transform", how)), 2));
            cases.put("forest " + how, on(3).learned("TreeEnsembleRegressor", "x -> y", forest("target", List.of(0, 1), is("n_targets", 2),
                    is("post_transform", how), floats("base_values", 0.5, -0.25))).output("y"));
            cases.put("classifying forest " + how, classes(on(3).learned("TreeEnsembleClassifier", "x -> y p", forest("class", List.of(0, 1, 2),
                    ints("classlabels_int64s", 5, 6, 7), is("post_transform", how))), 3));
        }
        cases.put("forest, mean", on(3).learned("TreeEnsembleRegressor", "x -> y", forest("target", List.of(0), is("n_targets", 1),
                is("aggregate_function", "AVERAGE"))).output("y"));
        for (String how : List.of("NONE", "SOFTMAX", "LOGISTIC")) {
            for (int of = 0; of < 2; of++) {
                cases.put("forest that votes for class " + of + " of two, " + how, classes(on(3).learned("TreeEnsembleClassifier", "x -> y p", forest("class", how.equals("LOGISTIC") ? -0.3f : 0, List.of(of),
                        ints("classlabels_int64s", 3, 8), is("post_transform", how))), 2));
            }
        }
        for (String kernel : List.of("LINEAR", "RBF", "POLY", "SIGMOID")) {
            cases.put("SVMRegressor " + kernel, on(2).learned("SVMRegressor", "x -> y", is("kernel_type", kernel), floats("kernel_params", 0.3, 0.1, 2),
                    floats("support_vectors", 1, 2, -1, 0.5, 0, 1), floats("coefficients", 0.5, -1, 2), floats("rho", 0.4), is("n_supports", 3)).output("y"));
        }
        return cases.entrySet().stream().map(e -> DynamicTest.dynamicTest(e.getKey(), () -> check(e.getKey(), e.getValue())));
    }

    private static Build classes(Build b, int n) {
        return b.output("y", DType.INT32).output("p", DType.FLOAT32, n);
    }

    /**
     * Two trees, one of depth two and one of one. Each leaf votes for all targets, as converters write it: where a target has no vote, ONNX Runtime
     * leaves its base value out.
     */
    private static AttributeProto[] forest(String what, List<Integer> targets, AttributeProto... more) {
        return forest(what, 0, targets, more);
    }

    private static AttributeProto[] forest(String what, float from, List<Integer> targets, AttributeProto... more) {
        List<Integer> trees = new ArrayList<>();
        List<Integer> nodes = new ArrayList<>();
        List<Integer> ids = new ArrayList<>();
        List<Float> weights = new ArrayList<>();
        int[][] leaves = {{0, 2}, {0, 3}, {0, 4}, {1, 1}, {1, 2}};
        for (int[] leaf : leaves) {
            for (int t : targets) {
                trees.add(leaf[0]);
                nodes.add(leaf[1]);
                ids.add(t);
                weights.add(from + 0.07f + (leaf[1] * 5 + leaf[0] * 3 + t * 7) % 11 / 23f);
            }
        }
        List<AttributeProto> all = new ArrayList<>(List.of(ints("nodes_treeids", 0, 0, 0, 0, 0, 1, 1, 1), ints("nodes_nodeids", 0, 1, 2, 3, 4, 0, 1, 2),
                ints("nodes_featureids", 0, 2, 0, 0, 0, 1, 0, 0), floats("nodes_values", 0.1, -0.2, 0, 0, 0, 0.3, 0, 0),
                Attributes.texts("nodes_modes", List.of("BRANCH_LEQ", "BRANCH_LT", "LEAF", "LEAF", "LEAF", "BRANCH_GT", "LEAF", "LEAF")),
                ints("nodes_truenodeids", 1, 2, 0, 0, 0, 1, 0, 0), ints("nodes_falsenodeids", 4, 3, 0, 0, 0, 2, 0, 0), Attributes.of(what + "_treeids", trees),
                Attributes.of(what + "_nodeids", nodes), Attributes.of(what + "_ids", ids), Attributes.numbers(what + "_weights", weights)));
        all.addAll(List.of(more));
        return all.toArray(AttributeProto[]::new);
    }

    private static void check(String name, Build build) {
        Path file = build.write(folder.resolve(Integer.toHexString(name.hashCode()) + ".onnx"));
        Model model = Model.load(file);
        Path again = folder.resolve("again.onnx");
        model.save(again);
        List<NDArray> xs = ModelsToOnnxTest.samples(model, 50, 3);
        try (Ort ort = new Ort(file); Ort written = new Ort(again)) {
            List<NDArray> came = model.predictAll(xs.toArray(NDArray[]::new));
            OperatorsTest.same(ort.run(xs), came, 1e-5, name);
            OperatorsTest.same(written.run(xs), came, 1e-5, name + " written again");
        }
    }

    @Test
    void linearModelsLearn() {
        Model model = Model.load(on(3).learned("Scaler", "x -> s", floats("offset", 0, 0.1, 0), floats("scale", 0.5, 1, 1))
                .learned("LinearRegressor", "s -> y", floats("coefficients", 1, -2, 3), floats("intercepts", 0.1)).output("y").write(folder.resolve("linear.onnx")));
        assertEquals(1, model.trainableVariables().size(), "the coefficients; one intercept is a single number");
        NDArray x = OperatorsTest.random(1, 64, 3);
        NDArray y = NDArray.generate(dyp.tensor.Shape.of(64, 1), i -> x.at(3 * i) - x.at(3 * i + 1));
        model.compile(sgd(0.05), meanSquaredError());
        double before = model.evaluate(x, y).get("loss");
        model.fit(x, y, fit -> fit.epochs(5).batchSize(16).quiet());
        assertTrue(model.evaluate(x, y).get("loss") < before / 4);
    }
}
