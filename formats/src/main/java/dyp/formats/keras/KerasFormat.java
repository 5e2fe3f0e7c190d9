package dyp.formats.keras;

import dyp.formats.json.Jsons;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dyp.formats.file.ZipArchive;
import dyp.formats.hdf5.Hdf5;
import dyp.formats.hdf5.Hdf5Writer;
import dyp.nn.Layer;
import dyp.op.Leaf.Variable;
import dyp.store.SafeFile;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.train.Model;
import dyp.train.ModelFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Keras 3's files, {@code .keras}: the layers, the weights, how the model is compiled and the optimizer's state. Either side goes on where the
 * other stopped.
 */
public final class KerasFormat implements ModelFormat {
    static final String KERAS_VERSION = "3.15.1";
    private static final String CONFIG = "config.json";
    private static final String WEIGHTS = "model.weights.h5";
    private static final String OPTIMIZER = "optimizer/vars/";

    @Override
    public List<String> endings() {
        return List.of(".keras");
    }

    /**
     * Makes a layer of one's own known to the reader: from its configuration, a map of texts, numbers, lists and maps.
     *
     * @param className as the file names it, with its package where it was registered with one, as {@code custom>Swiglu}
     */
    public static void register(String className, Function<Map<String, Object>, Layer> ofConfig) {
        LayerCodec.register(className, ofConfig);
    }

    /**
     * Makes a layer of one's own known to reader and writer: {@code register("course>Swiglu", new Swiglu(1))}. Its components are its
     * configuration, each under its name in snake case.
     *
     * @param like a record; its values hold where a file does not say others
     * @throws dyp.tensor.DypException where it is no record
     */
    public static void register(String className, Layer like) {
        LayerCodec.register(className, like);
    }

    @Override
    public Model load(Path file) {
        try (ZipArchive zip = zip(file)) {
            String config = zip.text(CONFIG);
            Hdf5 weights = Hdf5.read(zip.bytes(WEIGHTS), WEIGHTS + " of " + file);
            return Guard.load(file.toString(), weights.arrays().values(), () -> {
                Model model = ModelText.read(config, CONFIG + " of " + file);
                load(model, weights.arrays(), file.toString());
                if (!model.goals().isEmpty() && weights.arrays().containsKey(OPTIMIZER + 0)) {
                    model.optimizerState(optimizer(weights.arrays()));
                }
                return model;
            });
        }
    }

    @Override
    public void loadWeights(Model model, Path file) {
        try (ZipArchive zip = zip(file)) {
            load(model, Hdf5.read(zip.bytes(WEIGHTS), WEIGHTS + " of " + file).arrays(), file.toString());
        }
    }

    static ZipArchive zip(Path file) {
        return new ZipArchive(file, ".keras", "Files of Keras 2 end in .h5.");
    }

    /** Every variable's value, or none at all. */
    static void load(Model model, Map<String, NDArray> theirs, String what) {
        Map<String, String> paths = WeightPaths.of(model).byVariable();
        List<Variable> variables = model.variables();
        for (Variable v : variables) {
            String path = paths.get(v.name());
            NDArray value = theirs.get(path);
            if (value == null || !value.shape().equals(v.value().shape())) {
                throw new DypException(what + " does not fit the model: " + v.name() + " is " + v.value().shape() + ", but at " + path
                        + (value == null ? " there is nothing" : " there is " + value.shape()) + ".");
            }
        }
        for (Variable v : variables) {
            v.value().copyFrom(theirs.get(paths.get(v.name())));
        }
    }

    private static List<NDArray> optimizer(Map<String, NDArray> theirs) {
        List<NDArray> all = new ArrayList<>();
        for (int i = 0; theirs.containsKey(OPTIMIZER + i); i++) {
            all.add(theirs.get(OPTIMIZER + i));
        }
        return all;
    }

    @Override
    public void save(Model model, Path file) {
        String config = ModelText.write(model);
        boolean compiled = CompileCodec.write(model) != null;
        ObjectNode metadata = JsonNodeFactory.instance.objectNode().put("keras_version", KERAS_VERSION)
                .put("date_saved", LocalDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyy-MM-dd@HH:mm:ss")));
        byte[] weights = weights(model, compiled ? model.optimizerState() : List.of()).bytes();
        SafeFile.replace(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            entry(zip, "metadata.json", Jsons.text(metadata).getBytes(StandardCharsets.UTF_8));
            entry(zip, CONFIG, config.getBytes(StandardCharsets.UTF_8));
            entry(zip, WEIGHTS, weights);
            zip.finish();
        });
    }

    private static NDArray whole(NDArray a) {
        NDArray ints = NDArray.zeros(DType.INT32, a.shape());
        ints.copyFrom(a);
        return ints;
    }

    /** Stored as it is, as Keras does: numbers do not pack. */
    private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    /** Weights and an optimizer's state at Keras's places. */
    static Hdf5Writer weights(Model model, List<NDArray> optimizer) {
        WeightPaths paths = WeightPaths.of(model);
        Hdf5Writer h5 = new Hdf5Writer();
        model.variables().forEach(v -> h5.put(paths.byVariable().get(v.name()), paths.isWhole(v) ? whole(v.value()) : v.value()));
        paths.names().forEach((vars, name) -> h5.attach(vars, "name", name));
        for (int i = 0; i < optimizer.size(); i++) {
            h5.put(OPTIMIZER + i, i == 0 ? optimizer.get(i).reshape() : optimizer.get(i));
        }
        return h5;
    }
}
