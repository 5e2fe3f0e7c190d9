package dyp.formats.onnx.write;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import dyp.data.Field;
import dyp.nn.Trace;
import dyp.nn.Variables;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.train.Model;
import java.util.ArrayList;
import java.util.List;

/**
 * A model's prediction as an ONNX graph of opset 17 for any batch. Inputs and outputs lie as the model has them, channels last; between,
 * convolutions have their channels first, as ONNX asks.
 *
 * <p>The model is traced for two sizes of batch: what differs between the two hangs on the batch.
 */
public final class OnnxWriter {
    private static final long OPSET = 17;
    private static final long IR_VERSION = 8;
    private static final long ML_OPSET = 3;
    /** Pairs of batches. Where an axis happens to be as long as the batch, layers may trace otherwise; then another pair does. */
    private static final int[][] BATCHES = {{7, 11}, {2, 3}, {13, 17}};

    private OnnxWriter() {}

    /**
     * The file's content.
     *
     * @throws DypException where ONNX has no word for a part of the model, or the model is larger than such a file may be
     */
    public static ModelProto write(Model model) {
        long bytes = model.variables().stream().mapToLong(v -> 4L * v.value().size()).sum();
        if (bytes > Integer.MAX_VALUE - (1 << 24)) {
            throw new DypException("The model's weights take " + (bytes >> 20) + " MiB, but an .onnx file holds 2 GiB at most. Save it as .keras.");
        }
        RuntimeException why = null;
        for (int[] pair : BATCHES) {
            try {
                return write(model, pair[0], pair[1]);
            } catch (Twins.Apart | DypException e) {
                why = why == null || why instanceof Twins.Apart ? e : why;
            }
        }
        throw why instanceof DypException ? why : new DypException("The model cannot be written as ONNX for any batch: " + why.getMessage() + ".");
    }

    private static ModelProto write(Model model, int n, int m) {
        Variables variables = new Variables(0);
        List<Tensor> inputs = inputs(model, n);
        List<Tensor> outputs = model.apply(inputs, new Trace(variables, false, null).root());
        Twins twins = new Twins(outputs, n, model.apply(inputs(model, m), new Trace(variables, false, null).root()), m);
        Sheet sheet = new Sheet();
        Drawing on = new Drawing(twins, sheet);
        for (int i = 0; i < inputs.size(); i++) {
            Field f = model.fields().get(i);
            String given = i < model.inputs().size() ? model.inputs().get(i).name() : null;
            List<Dim> dims = new ArrayList<>(List.of(new Dim(1, 0)));
            for (int d : f.sample().dims()) {
                dims.add(Dim.of(d));
            }
            String name = sheet.name(given == null ? f.name() : given);
            sheet.input(name, f.dtype(), dims);
            on.put(inputs.get(i), Held.of(name, dims));
        }
        on.draw(outputs);
        List<String> names = model.body().outputNames();
        for (int i = 0; i < outputs.size(); i++) {
            Tensor out = outputs.get(i);
            String name = sheet.name(i < names.size() ? names.get(i) : "output");
            sheet.rename(on.straight(out), name);
            sheet.output(name, out.dtype(), twins.shape(out));
        }
        ModelProto.Builder file = ModelProto.newBuilder().setIrVersion(IR_VERSION).setProducerName("dyp").setGraph(sheet.graph(model.name() == null ? model.kind() : model.name()))
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET));
        if (sheet.isForeign()) {
            file.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("ai.onnx.ml").setVersion(ML_OPSET));
        }
        return file.build();
    }

    private static List<Tensor> inputs(Model model, int n) {
        return model.fields().stream().map(f -> Tensor.input(f.name(), f.dtype(), f.batch(n))).toList();
    }
}
