package dyp.formats.onnx;

import static dyp.formats.onnx.Build.ints;
import static dyp.formats.onnx.Build.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import dyp.formats.onnx.proto.Attributes;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.train.Model;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A file is not to be trusted: whatever stands in it, there is a model or a sentence, and nothing outside its folder is read. */
class HostileOnnxTest {
    private static final int MUTATIONS = 60;
    @TempDir
    private Path folder;

    private String refusal(Build build) {
        return refusal(build.write(folder.resolve("bad.onnx")));
    }

    private static String refusal(Path file) {
        return assertThrows(DypException.class, () -> Model.load(file)).getMessage();
    }

    private static void says(String part, String message) {
        assertTrue(message.contains(part), message);
    }

    private static Build on(int... sample) {
        return new Build().input("x", sample).output("y");
    }

    @TestFactory
    Stream<DynamicTest> mutationsGiveAModelOrASentence() {
        return Stream.of("LeNet", "ViT", "sequence to sequence", "text").map(name -> DynamicTest.dynamicTest(name, () -> {
            Model model = SmallModels.all().get(name).get();
            model.variables();
            Path file = folder.resolve("good.onnx");
            model.save(file);
            byte[] good = Files.readAllBytes(file);
            Random random = new Random(20261121);
            for (int i = 0; i < MUTATIONS; i++) {
                byte[] bad = mutated(good, random);
                Path at = Files.write(folder.resolve("mutated.onnx"), bad);
                try {
                    Model.load(at).summary();
                } catch (DypException e) {
                    assertTrue(e.getMessage().contains("mutated.onnx"), e.getMessage());
                } catch (RuntimeException | Error e) {
                    fail("mutation " + i + " of " + name + " (seed 20261121): " + e, e);
                }
            }
        }));
    }

    private static byte[] mutated(byte[] good, Random random) {
        if (random.nextInt(6) == 0) {
            return java.util.Arrays.copyOf(good, random.nextInt(good.length));
        }
        byte[] bad = good.clone();
        for (int i = 0; i <= random.nextInt(8); i++) {
            // Mostly in the second half or near a name: numbers are the larger part of a file.
            int at = random.nextInt(bad.length);
            bad[at] = random.nextBoolean() ? (byte) random.nextInt(256) : (byte) (bad[at] ^ 1 << random.nextInt(8));
        }
        return bad;
    }

    @Test
    void nodesThatCannotBe() throws IOException {
        says("is of an operator that is not read", refusal(on(3).node("NoSuchThing", "x -> y")));
        says("Of ONNX are read Abs, ", refusal(on(3).node("NoSuchThing", "x -> y")));
        says("takes 'z', which nothing before it gives", refusal(on(3).node("Add", "x z -> y")));
        says("which is there already", refusal(on(3).node("Relu", "x -> y").node("Relu", "x -> y")));
        says("takes 'y', which nothing before it gives", refusal(on(3).node("Relu", "y -> z").node("Relu", "z -> y")));
        says("is given by no node", refusal(new Build().input("x", 3).output("q").node("Relu", "x -> y")));
        says("[matmul] inner dimensions differ", refusal(on(3).weight("w", OperatorsTest.random(1, 4, 5)).node("MatMul", "x w -> y")));
        says("hangs on the data", refusal(on(3).node("Cast", "x -> s", is("to", 7)).node("Reshape", "x s -> y")));
        says("input 1 is missing", refusal(on(3).node("Add", "x -> y").node("Where", "x -> z")));
        says("should be of type INTS", refusal(on(3, 4).node("Transpose", "x -> y", is("perm", 1))));
        says("has an open axis 'N' besides the batch", refusal(file(on(3).node("Relu", "x -> y"))));
        says("has no axis that is the batch", refusal(on(3).longs("s", -1).node("Reshape", "x s -> r").longs("a", 0).node("ReduceSum", "r a -> y", is("keepdims", 0))));
        says("too long to be written out", refusal(on(3).longs("n", 2_000_000_000).node("Loop", "n . x -> y", Attributes.of("body", new Build().node("Relu", "v -> w").model().getGraph()))));
        says("does not hang on the data", refusal(on(3).longs("n", 2).node("Cast", "n -> y", is("to", 1))));
        says("more than 2^31", refusal(on(3).longs("n", 1, 2_000_000_000, 3).node("Expand", "x n -> y")));
        says("of opset 5", refusal(on(3).opset(5).node("Relu", "x -> y")));
    }

    /** The same with an axis left open that has to have a length. */
    private Path file(Build b) {
        var model = b.model().toBuilder();
        model.getGraphBuilder().getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder().getShapeBuilder().getDimBuilder(1).setDimParam("N");
        return Build.write(model.build(), folder.resolve("open.onnx"));
    }

    @Test
    void numbersThatCannotBe() {
        TensorProto.Builder t = TensorProto.newBuilder().setName("w").setDataType(1);
        says("needs 12 bytes, but the file has 8", refusal(tensor(t.clone().addDims(3).setRawData(ByteString.copyFrom(new byte[8])))));
        says("which no array can be", refusal(tensor(t.clone().addDims(1L << 40).addDims(1L << 40))));
        says("which no array can be", refusal(tensor(t.clone().addDims(-3))));
        says("needs 2000000000 numbers, but the file has 0", refusal(tensor(t.clone().addDims(2_000_000_000))));
        says("holds string", refusal(tensor(t.clone().setDataType(8).addStringData(ByteString.copyFromUtf8("a")))));
        says("holds number 99", refusal(tensor(t.clone().setDataType(99))));
    }

    private static Build tensor(TensorProto.Builder t) {
        return on(3).tensor(t.build()).node("Add", "x w -> y");
    }

    @Test
    void otherFiles() throws IOException {
        says("There is no file", refusal(folder.resolve("none.onnx")));
        says("is a folder or no regular file", refusal(Files.createDirectory(folder.resolve("folder.onnx"))));
        says("Is it an .onnx file, and whole?", refusal(Files.write(folder.resolve("text.onnx"), "This is text, and nothing else.".getBytes())));
        byte[] whole = on(3).weight("w", 1, 2, 3).node("Add", "x w -> y").model().toByteArray();
        says("is no .onnx file, or is cut off", refusal(Files.write(folder.resolve("half.onnx"), java.util.Arrays.copyOf(whole, whole.length / 2))));
        says("no graph with outputs", refusal(Files.write(folder.resolve("empty.onnx"), new byte[0])));
    }

    private Build external(String location, String offset, String length) {
        TensorProto.Builder t = TensorProto.newBuilder().setName("w").setDataType(1).addDims(2).addDims(3).setDataLocation(TensorProto.DataLocation.EXTERNAL);
        t.addExternalData(StringStringEntryProto.newBuilder().setKey("location").setValue(location));
        if (offset != null) {
            t.addExternalData(StringStringEntryProto.newBuilder().setKey("offset").setValue(offset));
            t.addExternalData(StringStringEntryProto.newBuilder().setKey("length").setValue(length));
        }
        return on(2).tensor(t.build()).node("MatMul", "x w -> y");
    }

    @Test
    void externalNumbersLieInTheModelsFolderOrAreNotRead() throws IOException {
        ByteBuffer numbers = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 8; i++) {
            numbers.putFloat(i);
        }
        Path models = Files.createDirectories(folder.resolve("models/below"));
        Files.write(models.resolve("w.bin"), numbers.array());
        Files.write(folder.resolve("secret.bin"), numbers.array());
        Path file = folder.resolve("models/m.onnx");
        Model model = Model.load(external("below/w.bin", "8", "24").write(file));
        assertEquals(NDArray.of(new float[] {5 + 2, 6 + 3, 7 + 4}, 1, 3), model.predict(NDArray.of(new float[] {1, 1}, 1, 2)));
        for (String outside : List.of("../secret.bin", "below/../../secret.bin", folder.resolve("secret.bin").toString(), "..\\secret.bin", "file:///etc/passwd", "", "below")) {
            says("is not inside the model's own folder", refusal(external(outside, null, null).write(file)));
        }
        Files.createSymbolicLink(folder.resolve("models/link.bin"), folder.resolve("secret.bin"));
        says("is not inside the model's own folder", refusal(external("link.bin", null, null).write(file)));
        says("would lie from 16 to 40", refusal(external("below/w.bin", "16", "24").write(file)));
        says("would lie from -8", refusal(external("below/w.bin", "-8", "24").write(file)));
        says("would lie from 9223372036854775807", refusal(external("below/w.bin", "9223372036854775807", "24").write(file)));
        says("needs 24 bytes, but says", refusal(external("below/w.bin", "0", "99999999999").write(file)));
        says("which is no number", refusal(external("below/w.bin", "x", "24").write(file)));
        says("cannot be read", refusal(external("below/none.bin", null, null).write(file)));
    }

    @Test
    void bodiesAndForestsThatCannotBe() {
        var told = new ai.onnx.proto.OnnxMl.AttributeProto[] {ints("nodes_treeids", 0, 0), ints("nodes_nodeids", 0, 1), ints("nodes_featureids", 0, 0),
                Build.floats("nodes_values", 1, 1), Attributes.texts("nodes_modes", List.of("BRANCH_LEQ", "BRANCH_LEQ")), ints("nodes_truenodeids", 1, 0),
                ints("nodes_falsenodeids", 1, 0), ints("target_treeids", 0), ints("target_nodeids", 1), ints("target_ids", 0), Build.floats("target_weights", 1)};
        says("or one in a circle", refusal(on(2).learned("TreeEnsembleRegressor", "x -> y", told)));
        told[2] = ints("nodes_featureids", 0, 7);
        says("asks for feature 7 of 2", refusal(on(2).learned("TreeEnsembleRegressor", "x -> y", told)));
        told[1] = ints("nodes_nodeids", 0, 5);
        says("has no node 1", refusal(on(9).learned("TreeEnsembleRegressor", "x -> y", told)));
        says("attribute body, a graph, is missing", refusal(on(2, 3).node("Scan", "x -> y", is("num_scan_inputs", 1))));
        Build body = new Build().input("v").node("Relu", "v -> w");
        says("does not go with", refusal(on(2, 3).node("Scan", "x -> y", is("num_scan_inputs", 4), Attributes.of("body", body.model().getGraph()))));
    }
}
