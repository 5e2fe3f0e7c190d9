package dyp.train;

import dyp.init.Initializers;
import dyp.nn.Trace;
import dyp.nn.Variables;
import dyp.op.Leaf.Variable;
import dyp.op.Tensor;
import dyp.optim.Optimizer;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** What an optimizer does with the gradients, as graph, and the variables that it keeps from step to step. */
final class Updates {
    private final Optimizer optimizer;
    private final Variables slots;
    private final Tensor iterations = Tensor.make(new Variable("optimizer/iterations", NDArray.of(new int[1]), false));
    private final Tensor learningRate;

    Updates(Optimizer optimizer, long seed) {
        this.optimizer = optimizer;
        this.slots = new Variables(seed);
        this.learningRate = Tensor.make(new Variable("optimizer/learning_rate", NDArray.scalar((float) optimizer.learningRate()), false));
    }

    /** int32 (1,): how many steps have been run. */
    Tensor iterations() {
        return iterations;
    }

    int step() {
        return Variables.variable(iterations).value().ints()[0];
    }

    double learningRate() {
        return Variables.variable(learningRate).value().item();
    }

    void learningRate(double rate) {
        Variables.variable(learningRate).value().floats()[0] = (float) rate;
    }

    /** Counters and slots. */
    List<Variable> variables() {
        List<Variable> all = new ArrayList<>(List.of(Variables.variable(iterations), Variables.variable(learningRate)));
        all.addAll(slots.all());
        return all;
    }

    /** The updates of the trace's weights, of the optimizer's own variables, and of the states that layers keep. */
    List<Tensor> of(Trace trace, List<Tensor> gradients) {
        List<Tensor> weights = trace.weights();
        List<Tensor> updates = new ArrayList<>();
        Tensor count = iterations.add(1);
        Tensor step = count.cast(DType.FLOAT32).reshape(Shape.SCALAR);
        // Last layer first: its gradient is ready first, and is spent before the next one is made.
        for (int i = weights.size() - 1; i >= 0; i--) {
            Tensor weight = weights.get(i);
            Slots state = new Slots(Variables.variable(weight).name(), weight.shape(), step, updates);
            Tensor gradient = gradients.get(i);
            updates.add(Tensor.labelled(state.path,
                    () -> weight.update(trace.constraint(weight).of(optimizer.next(weight, gradient, state)))));
        }
        updates.addAll(trace.updates());
        updates.add(iterations.update(count));
        return updates;
    }

    /** What one weight's rule can ask for. */
    private final class Slots implements Optimizer.State {
        private final String path;
        private final Shape shape;
        private final Tensor step;
        private final List<Tensor> updates;

        Slots(String weight, Shape shape, Tensor step, List<Tensor> updates) {
            this.path = "optimizer/" + weight;
            this.shape = shape;
            this.step = step;
            this.updates = updates;
        }

        @Override
        public Tensor slot(String name) {
            return slots.get(path + "/" + name, Initializers.zeros(), false, shape);
        }

        @Override
        public Tensor update(Tensor slot, Tensor value) {
            Tensor next = slot.update(value);
            updates.add(next);
            return next;
        }

        @Override
        public Tensor learningRate() {
            return learningRate;
        }

        @Override
        public Tensor step() {
            return step;
        }
    }
}
