package dyp.optim;

import dyp.op.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A rule with options around it, the outermost first. */
public record Tuned(Optimizer rule, List<Option> options) implements Optimizer {
    public Tuned {
        options = List.copyOf(options);
    }

    @Override
    public Schedule learningRate() {
        return rule.learningRate();
    }

    @Override
    public Tuned with(Option option) {
        List<Option> all = new ArrayList<>(options);
        all.removeIf(o -> o.getClass() == option.getClass());
        all.add(option);
        all.sort(Comparator.comparing(Option::place));
        return new Tuned(rule, all);
    }

    @Override
    public Tensor next(Tensor weight, Tensor gradient, State state) {
        return next(List.of(new Move(weight, gradient, state))).getFirst();
    }

    @Override
    public List<Tensor> next(List<Move> moves) {
        Option.Rule whole = rule::next;
        for (Option option : options.reversed()) {
            Option.Rule inner = whole;
            whole = all -> option.around(inner, all);
        }
        return whole.next(moves);
    }

    /** The options' own slots lie before the rule's. */
    @Override
    public int slotGroup(String slot) {
        for (int i = 0; i < options.size(); i++) {
            if (options.get(i).keeps(slot)) {
                return i - options.size();
            }
        }
        return rule.slotGroup(slot);
    }
}
