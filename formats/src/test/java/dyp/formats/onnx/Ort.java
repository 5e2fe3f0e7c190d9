package dyp.formats.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dyp.tensor.NDArray;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** ONNX Runtime, the oracle of files. */
final class Ort implements AutoCloseable {
    private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    Ort(Path file) {
        try {
            OrtSession.SessionOptions options = new OrtSession.SessionOptions();
            options.setIntraOpNumThreads(1);
            session = ENVIRONMENT.createSession(file.toString(), options);
        } catch (OrtException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    /** All outputs, in the file's order. */
    List<NDArray> run(List<NDArray> inputs) {
        Map<String, OnnxTensor> given = new LinkedHashMap<>();
        try {
            int i = 0;
            for (var info : session.getInputInfo().entrySet()) {
                given.put(info.getKey(), tensor(inputs.get(i++), (TensorInfo) info.getValue().getInfo()));
            }
            try (OrtSession.Result result = session.run(given)) {
                List<NDArray> out = new ArrayList<>();
                for (var value : result) {
                    out.add(array((OnnxTensor) value.getValue()));
                }
                return out;
            }
        } catch (OrtException e) {
            throw new AssertionError(e.getMessage(), e);
        } finally {
            given.values().forEach(OnnxTensor::close);
        }
    }

    private static OnnxTensor tensor(NDArray a, TensorInfo info) throws OrtException {
        long[] dims = Arrays.stream(a.shape().dims()).asLongStream().toArray();
        return switch (info.type) {
            case INT32 -> OnnxTensor.createTensor(ENVIRONMENT, IntBuffer.wrap(a.ints()), dims);
            case INT64 -> OnnxTensor.createTensor(ENVIRONMENT, LongBuffer.wrap(LongStream.range(0, a.size()).map(i -> (long) a.at((int) i)).toArray()), dims);
            default -> OnnxTensor.createTensor(ENVIRONMENT, FloatBuffer.wrap(a.toFloat().floats()), dims);
        };
    }

    private static NDArray array(OnnxTensor t) {
        int[] dims = Arrays.stream(t.getInfo().getShape()).mapToInt(d -> (int) d).toArray();
        return switch (t.getInfo().type) {
            case INT32 -> NDArray.of(t.getIntBuffer().array(), dims);
            case INT64 -> NDArray.of(Arrays.stream(t.getLongBuffer().array()).mapToInt(v -> (int) v).toArray(), dims);
            default -> {
                FloatBuffer from = t.getFloatBuffer();
                float[] values = new float[from.remaining()];
                from.get(values);
                yield NDArray.of(values, dims);
            }
        };
    }

    /** The largest difference, where large numbers count by their size. */
    static double difference(NDArray a, NDArray b) {
        if (!a.shape().equals(b.shape())) {
            throw new AssertionError("shapes " + a.shape() + " and " + b.shape());
        }
        double most = 0;
        for (int i = 0; i < a.size(); i++) {
            double d = Math.abs(a.at(i) - b.at(i)) / Math.max(1, Math.abs(a.at(i)));
            // Both not a number, or the same infinity.
            most = Double.compare(a.at(i), b.at(i)) == 0 ? most : Math.max(most, Double.isNaN(d) ? Double.POSITIVE_INFINITY : d);
        }
        return most;
    }


    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }
}
