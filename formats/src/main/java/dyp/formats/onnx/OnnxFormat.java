package dyp.formats.onnx;

import dyp.formats.onnx.read.OnnxReader;
import dyp.formats.onnx.write.OnnxWriter;
import dyp.store.SafeFile;
import dyp.train.Model;
import dyp.train.ModelFormat;
import java.nio.file.Path;
import java.util.List;

/** {@code .onnx}: what a model predicts, for other runtimes; and models of PyTorch, Keras and scikit-learn, to be run and trained here. */
public final class OnnxFormat implements ModelFormat {
    @Override
    public List<String> endings() {
        return List.of(".onnx");
    }

    @Override
    public Model load(Path file) {
        return OnnxReader.read(file);
    }

    @Override
    public void save(Model model, Path file) {
        var content = OnnxWriter.write(model);
        SafeFile.replace(file, content::writeTo);
    }
}
