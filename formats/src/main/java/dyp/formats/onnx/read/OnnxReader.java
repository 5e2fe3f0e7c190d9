package dyp.formats.onnx.read;

import dyp.tensor.DypException;
import dyp.train.Model;
import java.nio.file.Path;

/**
 * Models from .onnx files. The first axis of each input is the batch; all others have to have lengths. Inputs and outputs lie as in the
 * file: pictures that PyTorch wrote are (batch, channels, height, width).
 *
 * <p>What Dyp has a layer for becomes one, with the channels last: such models can be saved as .keras. All other nodes become layers that run
 * as ONNX says. Float initializers of several numbers learn; single numbers, those in Constant nodes and moving averages do not. Whole numbers are
 * int32 here, truth values 0 and 1. Tokens outside a table read zeros.
 */
public final class OnnxReader {
    private OnnxReader() {}

    /** @throws DypException where the file is damaged, or holds what is not read; it says which node or name */
    public static Model read(Path file) {
        try {
            return Assembly.model(OnnxFile.read(file));
        } catch (DypException e) {
            throw new DypException(file + " cannot be read: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw new DypException(file + " cannot be read; it is damaged, or says something that nobody thought of: " + e + ".", e);
        } catch (OutOfMemoryError e) {
            throw new DypException(file + " asks for more memory than this JVM may use. Start it with a larger -Xmx.", e);
        } catch (StackOverflowError e) {
            throw new DypException(file + " cannot be read: its graph is too deep.", e);
        }
    }
}
