package dyp.train;

import dyp.nn.Trace;
import dyp.nn.Variables;
import dyp.op.Leaf.Variable;
import dyp.op.Tensor;
import dyp.optim.Accumulate;
import dyp.optim.Constant;
import dyp.optim.LossScale;
import dyp.optim.Move;
import dyp.optim.Optimizer;
import dyp.optim.Schedule;
import dyp.optim.Slots;
import dyp.optim.State;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What an optimizer does with the gradients, as graph, and the variables that it keeps from step to step. */
final class Updates {
    private static final String OWN = "optimizer";

    /** Where a slot stands among all: Keras's order in files. */
    private record Rank(int group, int weight) {
        static final Comparator<Rank> ORDER = Comparator.comparingInt(Rank::group).thenComparingInt(Rank::weight);
        static final Rank LAST = new Rank(Integer.MAX_VALUE, 0);
    }

    private final Optimizer optimizer;
    private final Variables slots;
    private final Map<Variable, Rank> ranks = new HashMap<>();
    private final Tensor iterations = Tensor.make(new Variable("optimizer/iterations", NDArray.of(new int[1]), false));
    /** The rate where it is a number; null where it follows a schedule. */
    private final Tensor learningRate;

    Updates(Optimizer optimizer, long seed) {
        this.optimizer = optimizer;
        this.slots = new Variables(seed);
        this.learningRate = !(optimizer.learningRate() instanceof Constant c) ? null
                : Tensor.make(new Variable("optimizer/learning_rate", NDArray.scalar((float) c.learningRate()), false));
    }

    /** int32 (1,): how many steps have been run. */
    Tensor iterations() {
        return iterations;
    }

    int step() {
        return Variables.variable(iterations).value().ints()[0];
    }

    /** The next step's rate. */
    double learningRate() {
        return learningRate == null ? optimizer.learningRate().at(step()) : Variables.variable(learningRate).value().item();
    }

    void learningRate(double rate) {
        if (learningRate == null) {
            throw new DypException("The learning rate follows a schedule, " + optimizer.learningRate()
                    + ", and cannot be set. Give the optimizer a number to set it by hand.");
        }
        Variables.variable(learningRate).value().floats()[0] = (float) rate;
    }

    /** Counters, then slots in the order of Keras's files. */
    List<Variable> variables() {
        List<Variable> all = new ArrayList<>(List.of(Variables.variable(iterations)));
        if (learningRate != null) {
            all.add(Variables.variable(learningRate));
        }
        slots.all().stream().sorted(Comparator.comparing(ranks::get, Rank.ORDER)).forEach(all::add);
        return all;
    }

    /** What is to be differentiated. */
    Tensor scaled(Tensor loss) {
        return optimizer.option(LossScale.class).map(s -> loss.mul(s.factor())).orElse(loss);
    }

    /** The updates of the trace's weights, of the optimizer's own variables, and of the states that layers keep. */
    List<Tensor> of(Trace trace, List<Tensor> gradients) {
        List<Tensor> weights = trace.weights();
        Tensor before = iterations.reshape(Shape.SCALAR);
        Tensor count = before.div(optimizer.option(Accumulate.class).map(Accumulate::n).orElse(1)).add(1);
        Tensor rate = rate(optimizer.learningRate(), before);
        Map<Tensor, Tensor> shared = new LinkedHashMap<>();
        List<Kept> kept = new ArrayList<>();
        List<Move> moves = new ArrayList<>();
        // Last layer first: its gradient is ready first, and is spent before the next one is made.
        for (int i = weights.size() - 1; i >= 0; i--) {
            kept.add(new Kept(Variables.variable(weights.get(i)).name(), i, shared));
            moves.add(new Move(weights.get(i), gradients.get(i), new State(kept.getLast(), weights.get(i), rate, before.add(1), count, null)));
        }
        List<Tensor> next = optimizer.next(moves);
        List<Tensor> moved = Move.each(moves, next, (m, value) -> value == m.weight() ? null
                : m.weight().update(trace.constraint(m.weight()).of(value)));
        List<Tensor> updates = new ArrayList<>();
        for (int i = 0; i < moves.size(); i++) {
            updates.addAll(kept.get(i).updates.values());
            if (moved.get(i) != null) {
                updates.add(moved.get(i));
            }
        }
        updates.addAll(shared.values());
        updates.addAll(trace.updates());
        updates.add(iterations.update(iterations.add(1)));
        return updates;
    }

    private Tensor rate(Schedule schedule, Tensor before) {
        return learningRate != null ? learningRate
                : Tensor.labelled(OWN, () -> schedule.at(before.cast(DType.FLOAT32)).reshape(Shape.SCALAR));
    }

    private Tensor variable(String path, Rank rank, Shape shape, Supplier<NDArray> first) {
        Tensor slot = slots.get(path, (s, seed, stream) -> first.get(), false, shape);
        ranks.putIfAbsent(Variables.variable(slot), rank);
        return slot;
    }

    /** One weight's slots in one trace. */
    private final class Kept implements Slots {
        private final String path;
        private final int weight;
        private final Map<Tensor, Tensor> shared;
        private final Map<Tensor, Tensor> updates = new LinkedHashMap<>();

        Kept(String weight, int index, Map<Tensor, Tensor> shared) {
            this.path = OWN + "/" + weight + "/";
            this.weight = index;
            this.shared = shared;
        }

        @Override
        public Tensor slot(String name, Shape shape, Supplier<NDArray> first) {
            return variable(path + name, new Rank(optimizer.slotGroup(name), weight), shape, first);
        }

        @Override
        public Tensor update(Tensor slot, Tensor value) {
            Tensor next = slot.update(value);
            if (updates.put(slot, next) != null) {
                throw new DypException(slot + " is updated twice in one step.");
            }
            return next;
        }

        @Override
        public Tensor shared(String name, double first, UnaryOperator<Tensor> next) {
            Tensor slot = variable(OWN + "/" + name, Rank.LAST, Shape.SCALAR, () -> NDArray.scalar((float) first));
            return shared.computeIfAbsent(slot, s -> Tensor.labelled(OWN, () -> s.update(next.apply(s))));
        }
    }
}
