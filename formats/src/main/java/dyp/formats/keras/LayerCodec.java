package dyp.formats.keras;

import dyp.formats.json.Jsons;
import static dyp.nn.Layers.*;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dyp.nn.Activate;
import dyp.nn.Activation;
import dyp.nn.ActivityRegularized;
import dyp.nn.ConvLSTM;
import dyp.nn.Layer;
import dyp.nn.Named;
import dyp.nn.Regularizer;
import dyp.nn.UpSampling1D;
import dyp.preprocessing.CategoryEncoding;
import dyp.preprocessing.Discretization;
import dyp.preprocessing.OutputMode;
import dyp.preprocessing.Preprocessing;
import dyp.tensor.DypException;
import dyp.train.Model;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Layers as Keras's configurations and back. Each kind stands here once, with Keras's defaults; what its record holds does the rest. A layer of
 * one's own is added by {@link #register}.
 */
public final class LayerCodec {
    /** By Keras's class name: the layer with Keras's defaults. */
    private static final Map<String, Layer> KNOWN = new LinkedHashMap<>();
    /** Layers of users: from their configuration. */
    private static final Map<String, Function<JsonNode, Layer>> CUSTOM = new LinkedHashMap<>();
    /** Records of users: the name in files by class. */
    private static final Map<Class<?>, String> OWN = new LinkedHashMap<>();
    /** Options that Dyp does not have, and the value of each that changes nothing. */
    private static final Map<String, Object> REFUSED = Map.of("stateful", false, "renorm", false, "rms_scaling", false, "sparse", false, "ragged", false,
            "synchronized", false);

    static {
        List<Layer> all = List.of(dense(1), new Activate(Activation.LINEAR), relu(), leakyRelu(), prelu(), elu(), softmax(), embedding(1, 1),
                einsumDense("ab,bc->ac", 1), attention(), additiveAttention(), multiHeadAttention(1, 1), groupQueryAttention(1, 1, 1),
                zeroPadding1d(1), zeroPadding2d(1), zeroPadding3d(1), cropping1d(1), cropping2d(0), cropping3d(1), upSampling1d(2), upSampling2d(2), upSampling3d(2),
                conv1d(1, 1), conv2d(1, 1), conv3d(1, 1), conv1dTranspose(1, 1), conv2dTranspose(1, 1), conv3dTranspose(1, 1), depthwiseConv1d(1),
                depthwiseConv2d(1), separableConv1d(1, 1), separableConv2d(1, 1), batchNormalization(), layerNormalization(), groupNormalization(),
                rmsNormalization(), unitNormalization(), spectralNormalization(dense(1)), dropout(0.5), spatialDropout1d(0.5), spatialDropout2d(0.5), spatialDropout3d(0.5),
                alphaDropout(0.5), gaussianDropout(0.5), gaussianNoise(1), activityRegularization(), maxPooling1d(2), maxPooling2d(2), maxPooling3d(2),
                averagePooling1d(2), averagePooling2d(2), averagePooling3d(2), globalMaxPooling1d(), globalMaxPooling2d(), globalMaxPooling3d(),
                globalAveragePooling1d(), globalAveragePooling2d(), globalAveragePooling3d(), adaptiveMaxPooling1d(1), adaptiveMaxPooling2d(1),
                adaptiveMaxPooling3d(1), adaptiveAveragePooling1d(1), adaptiveAveragePooling2d(1), adaptiveAveragePooling3d(1), simpleRnn(1), lstm(1), gru(1),
                convLstm1d(1, 1), convLstm2d(1, 1), convLstm3d(1, 1), bidirectional(lstm(1)), timeDistributed(dense(1)), flatten(), reshape(1), permute(1),
                repeatVector(1), identity(), masking(), add(), subtract(), multiply(), average(), maximum(), minimum(), concatenate(), dot(1),
                Preprocessing.rescaling(1), Preprocessing.normalization(), Preprocessing.resizing(1, 1), Preprocessing.centerCrop(1, 1),
                new CategoryEncoding(1, OutputMode.MULTI_HOT), new Discretization(List.of(0.0), 0, 0.01, OutputMode.INT));
        all.forEach(l -> KNOWN.put(className(l), l));
        for (LayerKinds own : ServiceLoader.load(LayerKinds.class)) {
            own.kinds().forEach(l -> register("dyp>" + className(l), l));
        }
    }

    private LayerCodec() {}

    /**
     * Makes a layer of one's own known to the reader.
     *
     * @param className as the file names it, with its package where it was registered with one ({@code custom>Swiglu})
     */
    public static void register(String className, Function<Map<String, Object>, Layer> ofConfig) {
        CUSTOM.put(className, node -> ofConfig.apply(Jsons.map(node)));
    }

    /** The same for a record, which is then written as well: its components are its configuration, in snake case. */
    static void register(String className, Layer like) {
        if (!(like instanceof Record)) {
            throw new DypException("Only a record can be written by its components, but " + like.getClass().getSimpleName() + " is a class.");
        }
        CUSTOM.put(className, node -> Records.read(like, node));
        CUSTOM.putIfAbsent(className.replaceFirst("^.*>", ""), CUSTOM.get(className));
        OWN.put(like.getClass(), className);
    }

    /** Keras's name for a layer's class. */
    static String className(Layer layer) {
        return switch (layer.bare()) {
            case Activate _ -> "Activation";
            case ConvLSTM c -> "ConvLSTM" + c.kernelSize().size() + "D";
            case Layer bare when OWN.containsKey(bare.getClass()) -> OWN.get(bare.getClass()).replaceFirst("^.*>", "");
            case Layer bare -> bare.getClass().getSimpleName();
        };
    }

    /**
     * A layer without its name.
     *
     * @throws DypException where it is not known, or has an option that Dyp does not have
     */
    static Layer read(JsonNode node) {
        String name = Values.text(node.path("class_name"), "class_name");
        String registered = node.path("registered_name").asText(name);
        JsonNode config = node.path("config");
        if (CUSTOM.containsKey(registered) || CUSTOM.containsKey(name)) {
            return CUSTOM.getOrDefault(registered, CUSTOM.get(name)).apply(config);
        }
        Layer like = KNOWN.get(name);
        if (name.equals("Sequential") || name.equals("Functional")) {
            return ModelCodec.read(node);
        }
        if (Operation.is(node)) {
            return Operation.read(node);
        }
        if (like == null) {
            throw new DypException("The file has a layer " + name + ", which is not known. There are " + String.join(", ", new TreeSet<>(KNOWN.keySet()))
                    + ". A layer of one's own is made known by KerasFormat.register(\"" + registered + "\", config -> ...).");
        }
        REFUSED.forEach((key, value) -> {
            if (config.has(key) && !config.get(key).isNull() && !config.get(key).asText().equals(value.toString())) {
                throw new DypException(name + " has " + key + " = " + config.get(key) + ", which Dyp does not do; " + value + " is what it can read.");
            }
        });
        Layer layer = Calls.read(Records.read(like, Older.fixed(config, like)), node);
        Regularizer price = Parts.regularizer(config.path("activity_regularizer"));
        return price == Regularizer.NONE ? layer : layer.activityRegularizer(price);
    }

    /** A layer under a name. */
    static ObjectNode write(Layer layer, String name) {
        Layer bare = layer.bare();
        if (bare instanceof Model m) {
            return ModelCodec.write(m, name);
        }
        if (bare instanceof Operation o) {
            return o.write(name);
        }
        String registered = OWN.get(bare.getClass());
        if (registered == null && !KNOWN.containsKey(className(bare))) {
            throw new DypException("[" + name + "] Keras has no layer " + className(bare) + ". A record of one's own is given a name in files by KerasFormat.register(\"package>"
                    + className(bare) + "\", layer).");
        }
        ObjectNode object = Parts.object(registered == null ? "keras.layers" : null, className(bare));
        if (registered != null) {
            object.put("registered_name", registered);
        }
        ObjectNode config = object.withObject("/config").put("name", name).put("dtype", "float32");
        Records.write(bare, config);
        if (bare instanceof UpSampling1D up) { // a number there, a list elsewhere
            config.put("size", up.size().getFirst());
        }
        Layer unnamed = layer instanceof Named n ? n.layer() : layer;
        if (unnamed instanceof ActivityRegularized r) {
            config.set("activity_regularizer", Parts.write(r.regularizer()));
        }
        return object;
    }
}
