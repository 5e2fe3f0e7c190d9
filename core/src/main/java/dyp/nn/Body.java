package dyp.nn;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The layers of a model: one after another ({@link Chain}), or a graph of layer calls ({@link Network}). It is a layer itself. */
public sealed interface Body extends Joint permits Chain, Network {
    /**
     * One call of a layer.
     *
     * @param name what the layer is called in this model; the same for each call of a layer that is called several times
     * @param from the names of the layers whose outputs it takes
     * @param outputs what it gave
     */
    record Stage(String name, Layer layer, List<String> from, List<Tensor> outputs) {
        /** What it gave first. */
        public Tensor output() {
            return outputs.getFirst();
        }
    }

    /** The inputs' names, in their order; {@code input} where a model of one input does not declare it. */
    List<String> inputNames();

    /** The names of the layers that give the outputs, in the outputs' order. */
    List<String> outputNames();

    /** The layers' names, each once, in the order of their first call. */
    List<String> names();

    /**
     * The layer of this name.
     *
     * @throws DypException where there is none
     */
    Layer layer(String name);

    /**
     * The part that leads to these layers' (first) outputs, under the same names.
     *
     * @throws DypException where there is no such layer
     */
    Body until(List<String> layers);

    /** Every call of a layer, in order. */
    List<Stage> stages(List<Tensor> inputs, Scope scope);

    /** What to say where a name is not one of these. */
    static DypException unknown(String name, List<String> names) {
        return new DypException("There is no layer '" + name + "'. There are " + String.join(", ", names) + ".");
    }

    /** A layer under its name in this model, with masks passed on, and errors that say where they came from. */
    static List<Tensor> call(String name, Layer layer, List<Tensor> inputs, Scope scope, String before) {
        Scope inside = scope.child(name);
        return Tensor.labelled(inside.path(), () -> {
            try {
                List<Tensor> outputs = layer.apply(inputs, inside);
                Tensor mask = inputs.isEmpty() ? null : scope.mask(inputs.getFirst());
                if (layer.keepsMask() && mask != null && scope.mask(outputs.getFirst()) == null) {
                    scope.mask(outputs.getFirst(), mask);
                }
                inside.called(layer.bare(), inputs, outputs);
                return outputs;
            } catch (DypException e) {
                throw named(name, e, before, inputs);
            }
        });
    }

    /** The message once more, with the layer's name in front and what came into it behind. */
    private static DypException named(String name, DypException e, String before, List<Tensor> inputs) {
        String text = e.getMessage().startsWith("[" + name) ? e.getMessage() : "[" + name + "] " + e.getMessage();
        String gives = inputs.stream().map(t -> sample(t.shape())).collect(Collectors.joining(" and "));
        return new DypException(text + " Here " + before + " gives " + gives + ".", e);
    }

    private static String sample(Shape in) {
        return Arrays.stream(in.sample().dims()).mapToObj(d -> ", " + d).collect(Collectors.joining("", "(batch", ")"));
    }
}
