package dyp.formats.onnx;

import static dyp.formats.onnx.Build.floats;
import static dyp.formats.onnx.Build.ints;
import static dyp.formats.onnx.Build.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dyp.formats.onnx.proto.Attributes;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Operators that are read give what ONNX Runtime gives, for two sizes of batch; and what was read is written again and says the same. */
class OperatorsTest {
    @TempDir
    private static Path folder;
    private final Map<String, Build> cases = new LinkedHashMap<>();

    @TestFactory
    Stream<DynamicTest> runtimeAgrees() {
        elementwise();
        shapes();
        folds();
        pictures();
        sizes();
        loops();
        older();
        return cases.entrySet().stream().map(e -> DynamicTest.dynamicTest(e.getKey(), () -> check(e.getKey(), e.getValue())));
    }

    static NDArray random(int seed, int... shape) {
        Random random = new Random(seed);
        return NDArray.generate(Shape.of(shape), _ -> random.nextGaussian());
    }

    private Build on(int... sample) {
        return new Build().input("x", sample).output("y");
    }

    private void elementwise() {
        for (String op : List.of("Relu", "Sigmoid", "Tanh", "Softplus", "Softsign", "Exp", "Erf", "Neg", "Abs", "Sign", "Floor", "Ceil", "Round", "Sin", "Cos", "Reciprocal",
                "Elu", "Celu", "Selu", "LeakyRelu", "ThresholdedRelu", "HardSigmoid", "HardSwish", "Identity", "Softmax", "LogSoftmax", "Dropout")) {
            cases.put(op, on(3, 4).node(op, "x -> y"));
        }
        cases.put("Mish", on(3, 4).opset(18).node("Mish", "x -> y"));
        cases.put("Gelu", on(3, 4).opset(20).node("Gelu", "x -> y"));
        cases.put("Gelu by tanh", on(3, 4).opset(20).node("Gelu", "x -> y", is("approximate", "tanh")));
        for (boolean first : new boolean[] {true, false}) {
            Build b = on(3, 4).weight("r", NDArray.scalar((float) Math.sqrt(2))).weight("one", NDArray.scalar(1)).weight("half", NDArray.scalar(0.5f))
                    .node("Div", "x r -> d").node("Erf", "d -> e").node("Add", "e one -> a");
            cases.put("GELU in five nodes" + (first ? "" : ", x halved"), first ? b.node("Mul", "x a -> m").node("Mul", "m half -> y")
                    : b.node("Mul", "half x -> h").node("Mul", "h a -> y"));
        }
        cases.put("HardSigmoid by sixths", on(3, 4).node("HardSigmoid", "x -> y", is("alpha", 1.0 / 6)));
        cases.put("Softmax over channels", on(3, 4).node("Softmax", "x -> y", is("axis", 1)));
        cases.put("Shrink", on(5).node("Shrink", "x -> y", is("lambd", 0.4), is("bias", 0.1)));
        cases.put("Clip", on(5).weight("l", NDArray.scalar(-0.3f)).weight("h", NDArray.scalar(0.5f)).node("Clip", "x l h -> y"));
        cases.put("Clip below", on(5).weight("h", NDArray.scalar(0.5f)).node("Clip", "x . h -> y"));
        cases.put("PRelu", on(3, 4, 2).weight("s", random(1, 3, 1, 1)).node("PRelu", "x s -> y"));
        cases.put("PRelu of one", on(3, 4).weight("s", 0.3f).node("PRelu", "x s -> y"));
        for (String op : List.of("Add", "Sub", "Mul", "Div", "Max", "Min")) {
            cases.put(op, new Build().input("x", 3, 4).input("z", 3, 1).node(op, "x z -> y").output("y"));
            cases.put(op + " a weight", on(3, 4).weight("w", random(2, 4)).node(op, "w x -> y"));
        }
        cases.put("Sum, Mean", new Build().input("x", 3).input("z", 3).node("Sum", "x z x -> s").node("Mean", "s z -> y").output("y"));
        for (double e : new double[] {2, 3, 0.5, 1.5}) {
            cases.put("Pow " + e, on(4).weight("e", NDArray.scalar((float) e)).node("Abs", "x -> a").node("Pow", "a e -> y"));
        }
        cases.put("Mod", on(4).weight("m", 0.3f).node("Mod", "x m -> y", is("fmod", 1)));
        cases.put("truths", new Build().input("x", 4).input("z", 4).node("Greater", "x z -> g").node("LessOrEqual", "x z -> l").node("Xor", "g l -> o").node("Not", "g -> n")
                .node("And", "o n -> a").node("Or", "a g -> b").node("Where", "b x z -> y").output("y"));
        cases.put("Cast there and back", on(4).node("Cast", "x -> i", is("to", 7)).node("Cast", "i -> y", is("to", 1)));
        cases.put("Cast to truth", on(4).node("Floor", "x -> f").node("Cast", "f -> b", is("to", 9)).node("Cast", "b -> y", is("to", 1)));
    }

    private void shapes() {
        cases.put("Reshape", on(3, 4).longs("s", 0, 2, -1).node("Reshape", "x s -> y"));
        cases.put("Flatten of channels first", on(3, 4, 2).node("Conv", "x w -> c", ints("kernel_shape", 1, 1)).weight("w", random(1, 2, 3, 1, 1)).node("Flatten", "c -> y"));
        cases.put("shapes worked out", on(3, 4, 2).longs("one", 1).longs("m", -1).longs("zero", 0).node("Shape", "x -> s").node("Gather", "s zero -> n", is("axis", 0))
                .node("Concat", "n m -> to", is("axis", 0)).node("Reshape", "x to -> y"));
        cases.put("batch among heads", on(5, 6).longs("a", 0, 5, 2, 3).longs("b", -1, 5, 3).longs("c", -1, 2, 5, 3).longs("d", 0, 5, 6).node("Reshape", "x a -> h")
                .node("Transpose", "h -> t", ints("perm", 0, 2, 1, 3)).node("Reshape", "t b -> q").node("Transpose", "q -> k", ints("perm", 0, 2, 1))
                .node("MatMul", "q k -> s").node("Softmax", "s -> p").node("MatMul", "p q -> o").node("Reshape", "o c -> u")
                .node("Transpose", "u -> v", ints("perm", 0, 2, 1, 3)).node("Reshape", "v d -> y"));
        cases.put("Squeeze, Unsqueeze", on(1, 4).longs("a", 1).longs("b", 0, 3).node("Squeeze", "x a -> s").node("Unsqueeze", "s b -> u").longs("c", 0)
                .node("Squeeze", "u c -> y"));
        cases.put("Slice", on(5, 6).longs("s", 1, -1).longs("e", 9223372036854775807L, -9223372036854775807L).longs("a", 1, 2).longs("t", 2, -2)
                .node("Slice", "x s e a t -> y"));
        cases.put("Slice of a picture", on(3, 5, 6).longs("s", 1, -4).longs("e", 9, -1).longs("a", 2, -1).node("Slice", "x s e a -> y"));
        cases.put("Slice of channels and rows", on(3, 5, 6).longs("s", 1, 2).longs("e", 3, 4).longs("a", 1, 2).node("Slice", "x s e a -> y"));
        cases.put("Split", new Build().input("x", 7, 2).longs("p", 3, 4).node("Split", "x p -> y z", is("axis", 1)).output("y", "z"));
        cases.put("Concat", new Build().input("x", 3, 2).input("z", 4, 2).node("Concat", "x z x -> y", is("axis", -2)).output("y"));
        cases.put("Concat with a weight", on(3, 2).longs("zero", 0).longs("two", 2).longs("one", 1).weight("cls", random(1, 1, 1, 2)).node("Shape", "x -> s")
                .node("Gather", "s zero -> n", is("axis", 0)).node("Concat", "n one two -> to", is("axis", 0)).node("Expand", "cls to -> c")
                .node("Concat", "c x -> y", is("axis", 1)));
        cases.put("Expand, Tile", on(1, 3).longs("e", 1, 4, 3).longs("t", 1, 2, 2).node("Expand", "x e -> z").node("Tile", "z t -> y"));
        cases.put("DepthToSpace", on(8, 2, 3).node("DepthToSpace", "x -> y", is("blocksize", 2)));
        cases.put("DepthToSpace by columns", on(8, 2, 3).node("DepthToSpace", "x -> y", is("blocksize", 2), is("mode", "CRD")));
        cases.put("SpaceToDepth", on(2, 4, 6).node("SpaceToDepth", "x -> y", is("blocksize", 2)));
        cases.put("Trilu", on(4, 5).longs("k", 1).node("Trilu", "x k -> y", is("upper", 0)));
        cases.put("Range, ConstantOfShape", on(4).weight("a", NDArray.scalar(0)).weight("b", NDArray.scalar(4)).weight("c", NDArray.scalar(1)).node("Range", "a b c -> r")
                .longs("s", 4).node("ConstantOfShape", "s -> o", Attributes.of("value", dyp.formats.onnx.proto.Tensors.of("", NDArray.of(new float[] {2}))))
                .node("Mul", "r o -> m").node("Add", "x m -> y"));
        cases.put("Gather of data", on(5, 3).longs("i", 4, -5, 1).node("Gather", "x i -> y", is("axis", 1)));
        cases.put("Gather of one", on(5, 3).tensor(dyp.formats.onnx.proto.Tensors.of("i", NDArray.of(new int[] {-2}).reshape())).node("Gather", "x i -> y", is("axis", 1)));
        cases.put("embedding", new Build().input("x", DType.INT32, 4).weight("t", random(3, 9, 5)).node("Gather", "t x -> y").output("y"));
        cases.put("OneHot", new Build().input("x", DType.INT32, 4).longs("d", 9).weight("v", -1, 2).node("OneHot", "x d v -> y", is("axis", 1)).output("y"));
        cases.put("TopK", new Build().input("x", 3, 6).longs("k", 2).node("TopK", "x k -> y i").output("y", "i"));
        cases.put("TopK of the least", new Build().input("x", 6).longs("k", 4).node("TopK", "x k -> y i", is("largest", 0)).output("y", "i"));
    }

    private void folds() {
        for (String op : List.of("ReduceMean", "ReduceMax", "ReduceMin", "ReduceSumSquare", "ReduceL1", "ReduceL2", "ReduceLogSumExp")) {
            cases.put(op, on(3, 4, 2).node(op, "x -> y", ints("axes", 1, -1), is("keepdims", 0)));
        }
        cases.put("ReduceSum", on(3, 4).longs("a", -1).node("ReduceSum", "x a -> y"));
        cases.put("ReduceMean of a picture", on(3, 4, 2).weight("w", random(1, 2, 3, 1, 1)).node("Conv", "x w -> c").node("ReduceMean", "c -> y", ints("axes", 2, 3)));
        cases.put("ArgMax", on(3, 4).node("ArgMax", "x -> y", is("axis", 1), is("keepdims", 0)));
        cases.put("ArgMin", on(3, 4).node("ArgMin", "x -> y", is("axis", -1)));
        cases.put("CumSum", on(3, 4).longs("a", 1).node("CumSum", "x a -> y", is("reverse", 1), is("exclusive", 1)));
        cases.put("MatMul of data", new Build().input("x", 2, 3, 4).input("z", 1, 4, 5).node("MatMul", "x z -> y").output("y"));
        cases.put("MatMul by a weight", on(3, 4).weight("w", random(1, 4, 5)).node("MatMul", "x w -> y"));
        cases.put("MatMul, bias", on(3, 4).weight("w", random(1, 4, 5)).weight("b", random(2, 5)).node("MatMul", "x w -> m").node("Add", "b m -> y"));
        cases.put("MatMul, cast, turned, bias", on(3, 4).weight("w", random(1, 4, 5)).weight("b", random(2, 5, 1)).node("MatMul", "x w -> m").node("Cast", "m -> c", is("to", 1))
                .node("Transpose", "c -> t", ints("perm", 0, 2, 1)).node("Add", "t b -> y"));
        cases.put("MatMul by a batch of weights", on(2, 3, 4).weight("w", random(1, 2, 4, 5)).node("MatMul", "x w -> y"));
        cases.put("Gemm", on(4).weight("w", random(1, 5, 4)).weight("b", random(2, 5)).node("Gemm", "x w b -> y", is("transB", 1)));
        cases.put("Gemm scaled", on(4).weight("w", random(1, 4, 5)).weight("b", random(2, 1, 5)).node("Gemm", "x w b -> y", is("alpha", 0.5), is("beta", 2.0)));
        cases.put("Einsum", new Build().input("x", 3, 4).input("z", 5, 4).node("Einsum", "x z -> y", is("equation", "bik,bjk->bij")).output("y"));
    }

    private void pictures() {
        for (int[] pads : new int[][] {{0, 0, 0, 0}, {1, 1, 1, 1}, {0, 1, 2, 1}}) {
            String name = " pads " + java.util.Arrays.toString(pads);
            var said = Attributes.of("pads", java.util.Arrays.stream(pads).boxed().toList());
            cases.put("Conv" + name, on(4, 7, 6).weight("w", random(1, 6, 2, 3, 2)).weight("b", random(2, 6)).node("Conv", "x w b -> y", said, is("group", 2),
                    ints("strides", 2, 1)));
            cases.put("ConvTranspose" + name, on(4, 5, 4).weight("w", random(1, 4, 3, 3, 2)).weight("b", random(2, 3)).node("ConvTranspose", "x w b -> y", said, ints("strides", 2, 3),
                    ints("output_padding", 1, 0)));
            cases.put("MaxPool" + name, on(2, 7, 6).node("MaxPool", "x -> y", said, ints("kernel_shape", 3, 3), ints("strides", 2, 2)));
            cases.put("MaxPool after ReLU" + name, on(2, 7, 6).node("Relu", "x -> r").node("MaxPool", "r -> y", said, ints("kernel_shape", 3, 3), ints("strides", 2, 2)));
            cases.put("AveragePool" + name, on(2, 7, 6).node("AveragePool", "x -> y", said, ints("kernel_shape", 3, 3), ints("strides", 2, 2)));
            cases.put("AveragePool counting" + name, on(2, 7, 6).node("AveragePool", "x -> y", said, ints("kernel_shape", 3, 3), is("count_include_pad", 1)));
        }
        for (String auto : List.of("SAME_UPPER", "SAME_LOWER", "VALID")) {
            cases.put("Conv " + auto, on(2, 8, 7).weight("w", random(1, 3, 2, 4, 3)).node("Conv", "x w -> y", is("auto_pad", auto), ints("strides", 2, 2)));
            cases.put("MaxPool " + auto, on(2, 8, 7).node("MaxPool", "x -> y", is("auto_pad", auto), ints("kernel_shape", 4, 3), ints("strides", 3, 2)));
        }
        cases.put("Conv 1-D, dilated", on(3, 11).weight("w", random(1, 4, 3, 3)).node("Conv", "x w -> y", ints("dilations", 2)));
        cases.put("Conv causal", on(3, 11).weight("w", random(1, 4, 3, 3)).node("Conv", "x w -> y", ints("pads", 2, 0)));
        cases.put("Conv 3-D", on(2, 4, 5, 3).weight("w", random(1, 4, 2, 2, 3, 1)).node("Conv", "x w -> y"));
        cases.put("depthwise, bias apart", on(3, 6, 5).weight("w", random(1, 6, 1, 3, 3)).weight("b", random(2, 6, 1, 1)).node("Conv", "x w -> c", is("group", 3))
                .node("Add", "c b -> y"));
        cases.put("ConvTranspose grouped", on(4, 5, 4).weight("w", random(1, 4, 3, 2, 2)).node("ConvTranspose", "x w -> y", is("group", 2), ints("strides", 2, 2)));
        cases.put("ConvTranspose SAME", on(4, 5, 4).weight("w", random(1, 4, 3, 3, 3)).node("ConvTranspose", "x w -> y", is("auto_pad", "SAME_UPPER"), ints("strides", 2, 2)));
        cases.put("ConvTranspose side by side", on(4, 5, 4).weight("w", random(1, 4, 3, 2, 2)).node("ConvTranspose", "x w -> y", ints("strides", 2, 2)));
        cases.put("MaxPool, ceil", on(2, 8, 7).node("MaxPool", "x -> y", ints("kernel_shape", 3, 3), ints("strides", 2, 2), is("ceil_mode", 1), ints("pads", 1, 1, 0, 0)));
        cases.put("AveragePool, ceil", on(2, 8, 7).node("AveragePool", "x -> y", ints("kernel_shape", 3, 2), ints("strides", 3, 2), is("ceil_mode", 1)));
        cases.put("global pools", on(3, 4, 5).node("GlobalAveragePool", "x -> a").node("GlobalMaxPool", "x -> m").node("Add", "a m -> y"));
        cases.put("BatchNormalization", normalized(on(3, 4, 2), 3).node("BatchNormalization", "x g b m v -> y", is("epsilon", 0.01)));
        cases.put("BatchNormalization of rows", normalized(on(3), 3).node("BatchNormalization", "x g b m v -> y"));
        cases.put("InstanceNormalization", normalized(on(3, 4, 2), 3).node("InstanceNormalization", "x g b -> y"));
        cases.put("GroupNormalization", normalized(on(4, 5, 2), 4).opset(21).node("GroupNormalization", "x g b -> y", is("num_groups", 2)));
        cases.put("LayerNormalization", on(3, 4).weight("g", random(1, 3, 4)).weight("b", random(2, 3, 4)).node("LayerNormalization", "x g b -> y", is("axis", 1)));
        cases.put("LayerNormalization, no bias", on(3, 4).weight("g", random(1, 4)).node("LayerNormalization", "x g -> y"));
        cases.put("LpNormalization", on(3, 4).node("LpNormalization", "x -> y", is("axis", 1)));
        cases.put("LRN", on(6, 3, 2).node("LRN", "x -> y", is("size", 5), is("alpha", 0.3), is("beta", 0.6)));
        for (String mode : List.of("constant", "reflect", "edge", "wrap")) {
            cases.put("Pad " + mode, on(2, 5, 4).opset(19).longs("p", 0, 0, 1, 2, 0, 0, 3, 0).node("Pad", "x p -> y", is("mode", mode)));
        }
        cases.put("Pad with a number, and cut", on(2, 5).longs("p", 0, 1, -2, 0, 0, 1).weight("v", NDArray.scalar(0.5f)).node("Pad", "x p v -> y"));
    }

    private static Build normalized(Build b, int n) {
        return b.weight("g", random(1, n)).weight("b", random(2, n)).weight("m", random(3, n)).weight("v", NDArray.generate(Shape.of(n), i -> 0.5 + i));
    }

    private void sizes() {
        for (String places : List.of("half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric")) {
            for (String mode : List.of("nearest", "linear", "cubic")) {
                for (double by : new double[] {2, 1.6, 0.5}) {
                    cases.put("Resize " + mode + " " + places + " " + by, on(2, 5, 6).weight("s", 1, 1, (float) by, 2).node("Resize", "x . s -> y", is("mode", mode),
                            is("coordinate_transformation_mode", places)));
                }
            }
        }
        cases.put("Resize to sizes", on(2, 5, 6).longs("s", 0, 2, 7, 3).node("Shape", "x -> n", is("end", 1)).longs("t", 2, 7, 3).node("Concat", "n t -> z", is("axis", 0))
                .node("Resize", "x . . z -> y", is("mode", "linear")));
        for (String nearest : List.of("floor", "ceil", "round_prefer_ceil")) {
            cases.put("Resize nearest " + nearest, on(2, 5, 6).weight("s", 1, 1, 1.3f, 0.6f).node("Resize", "x . s -> y", is("nearest_mode", nearest)));
        }
        cases.put("Resize cubic, nothing outside", on(2, 5, 6).weight("s", 1, 1, 1.5f, 2).node("Resize", "x . s -> y", is("mode", "cubic"), is("exclude_outside", 1),
                is("cubic_coeff_a", -0.5)));
        cases.put("Resize 3-D", on(2, 2, 3, 2).weight("s", 1, 1, 2, 2, 3).node("Resize", "x . s -> y", is("coordinate_transformation_mode", "asymmetric"),
                is("nearest_mode", "floor")));
    }

    private void loops() {
        Map<String, Integer> gates = Map.of("LSTM", 4, "GRU", 3, "RNN", 1);
        gates.forEach((op, n) -> {
            for (String direction : List.of("forward", "reverse", "bidirectional")) {
                int d = direction.equals("bidirectional") ? 2 : 1;
                for (int after = 0; after < (op.equals("GRU") ? 2 : 1); after++) {
                    Build b = new Build().input("x", 5, 3).weight("w", random(1, d, n * 4, 3)).weight("r", random(2, d, n * 4, 4)).weight("b", random(3, d, 2 * n * 4))
                            .node("Transpose", "x -> t", ints("perm", 1, 0, 2));
                    var told = new ArrayList<>(List.of(is("hidden_size", 4), is("direction", direction)));
                    if (after == 1) {
                        told.add(is("linear_before_reset", 1));
                    }
                    b.node(op, "t w r b -> a h", told.toArray(new ai.onnx.proto.OnnxMl.AttributeProto[0]));
                    b.node("Transpose", "a -> y", ints("perm", 2, 0, 1, 3)).node("Transpose", "h -> z", ints("perm", 1, 0, 2)).output("y", "z");
                    cases.put(op + " " + direction + (after == 1 ? ", reset after" : ""), b);
                }
            }
        });
        cases.put("LSTM from given states", new Build().input("x", 5, 3).input("h", 4).input("c", 4).weight("w", random(1, 1, 16, 3)).weight("r", random(2, 1, 16, 4))
                .longs("zero", 0).longs("one", 1).node("Transpose", "x -> t", ints("perm", 1, 0, 2)).node("Unsqueeze", "h zero -> hh").node("Unsqueeze", "c zero -> cc")
                .node("LSTM", "t w r . . hh cc -> a", is("hidden_size", 4), Attributes.texts("activations", List.of("Sigmoid", "Softsign", "Tanh")))
                .node("Squeeze", "a one -> s").node("Transpose", "s -> y", ints("perm", 1, 0, 2)).output("y"));
        cases.put("Loop", on(4).longs("n", 3).node("Loop", "n . x -> y", Attributes.of("body", body())));
        cases.put("If", on(4).node("Constant", "-> c", Attributes.of("value", ai.onnx.proto.OnnxMl.TensorProto.newBuilder().setDataType(9).addInt32Data(1).build()))
                .node("If", "c -> y", Attributes.of("then_branch", branch("Exp")), Attributes.of("else_branch", branch("Neg"))));
    }

    /** Doubles what is carried. */
    private static ai.onnx.proto.OnnxMl.GraphProto body() {
        Build b = new Build();
        b.node("Add", "v v -> w").node("Identity", "go -> on");
        var g = b.model().getGraph().toBuilder().clearInput().clearOutput();
        g.addInput(scalar("i", 7)).addInput(scalar("go", 9)).addInput(ai.onnx.proto.OnnxMl.ValueInfoProto.newBuilder().setName("v"));
        return g.addOutput(scalar("on", 9)).addOutput(ai.onnx.proto.OnnxMl.ValueInfoProto.newBuilder().setName("w")).build();
    }

    private static ai.onnx.proto.OnnxMl.ValueInfoProto scalar(String name, int type) {
        return ai.onnx.proto.OnnxMl.ValueInfoProto.newBuilder().setName(name).setType(ai.onnx.proto.OnnxMl.TypeProto.newBuilder().setTensorType(
                ai.onnx.proto.OnnxMl.TypeProto.Tensor.newBuilder().setElemType(type).setShape(ai.onnx.proto.OnnxMl.TensorShapeProto.newBuilder()))).build();
    }

    private static ai.onnx.proto.OnnxMl.GraphProto branch(String op) {
        return new Build().node(op, "x -> " + op.toLowerCase(java.util.Locale.ROOT)).output(op.toLowerCase(java.util.Locale.ROOT)).model().getGraph();
    }

    private void older() {
        cases.put("opset 7: Upsample", on(2, 3, 4).opset(8).node("Upsample", "x -> y", floats("scales", 1, 1, 2, 3)));
        cases.put("opset 10: Resize, Slice", on(2, 3, 4).opset(10).weight("s", 1, 1, 2, 2).node("Resize", "x s -> y"));
        cases.put("opset 9: Slice, Squeeze, Pad, Clip", on(1, 6, 4).opset(9).node("Slice", "x -> a", ints("axes", 2), ints("starts", 1), ints("ends", -1))
                .node("Squeeze", "a -> b", ints("axes", 1)).node("Pad", "b -> c", ints("pads", 0, 1, 0, 0, 0, 2)).node("Clip", "c -> y", is("min", -0.5), is("max", 0.5)));
        cases.put("opset 11: Softmax from an axis on", on(3, 4).opset(11).node("Softmax", "x -> y"));
        cases.put("opset 12: ReduceSum, Split", on(6, 2).opset(12).node("Split", "x -> a b", is("axis", 1), ints("split", 2, 4)).node("ReduceSum", "b -> s", ints("axes", 1))
                .node("Mul", "a s -> y"));
    }

    private static void check(String name, Build build) {
        Path file = build.write(folder.resolve(Integer.toHexString(name.hashCode()) + ".onnx"));
        Model model = Model.load(file);
        try (Ort ort = new Ort(file)) {
            for (int batch : List.of(3, 2)) {
                List<NDArray> xs = ModelsToOnnxTest.samples(model, batch, batch);
                same(ort.run(xs), model.predictAll(xs.toArray(NDArray[]::new)), 1e-5, "batch " + batch + "\n" + model.summary());
            }
        }
        Path again = folder.resolve("again.onnx");
        model.save(again);
        List<NDArray> xs = ModelsToOnnxTest.samples(model, 3, 7);
        try (Ort ort = new Ort(again)) {
            same(ort.run(xs), model.predictAll(xs.toArray(NDArray[]::new)), 1e-5, "written again");
        }
    }

    static void same(List<NDArray> expected, List<NDArray> came, double tolerance, String what) {
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(0, Ort.difference(expected.get(i), came.get(i)), tolerance, what + ", output " + i);
        }
    }
}
