package dyp.nn;

import dyp.init.Initializer;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What layers come to for samples of some shapes, before any weight has a number: enough to count a large network's parameters, or to see
 * what each layer gives.
 *
 * @param weights the shape of each variable, trained or not, by path
 * @param stages every call of a layer with the symbols that it gives
 */
public record Outline(Map<String, Shape> weights, List<Body.Stage> stages) {
    /** @param samples one shape per input, without the batch */
    public static Outline of(Body body, List<Shape> samples) {
        List<Tensor> inputs = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            DType dtype = i < body.inputs().size() ? body.inputs().get(i).dtype() : DType.FLOAT32;
            inputs.add(Tensor.input("x" + i, dtype, samples.get(i).batch(1)));
        }
        Map<String, Shape> weights = new LinkedHashMap<>();
        return new Outline(weights, body.stages(inputs, new Listing("", weights)));
    }

    /** The same for a body that begins with inputs. */
    public static Outline of(Body body) {
        return of(body, body.inputs().stream().map(Input::shape).toList());
    }

    /** How many numbers all variables hold. */
    public long parameters() {
        return weights.values().stream().mapToLong(Shape::size).sum();
    }

    /** Writes down what is asked for. */
    private static final class Listing extends ShapeScope {
        private final String path;
        private final Map<String, Shape> weights;

        Listing(String path, Map<String, Shape> weights) {
            this.path = path;
            this.weights = weights;
        }

        @Override
        public Tensor weight(String name, Parameter parameter, int... shape) {
            return listed(name, shape);
        }

        @Override
        public Tensor state(String name, Initializer initializer, int... shape) {
            return listed(name, shape);
        }

        private Tensor listed(String name, int... shape) {
            weights.put(path + "/" + name, Shape.of(shape));
            return empty(name, shape);
        }

        @Override
        public String path() {
            return path;
        }

        @Override
        public Scope child(String name) {
            return new Listing(path.isEmpty() ? name : path + "/" + name, weights);
        }
    }
}
