package dyp.optim;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Learning rates of their own for parts of a model: the rate times a factor, by the path of a block, layer or weight. The
 * longest path that fits wins. A factor of 0 freezes: those weights stay as they are to the bit, have no slots, and do not
 * count in a global norm. Howard and Ruder 2018, "Universal language model fine-tuning" (discriminative fine-tuning).
 */
public record Multiplier(Map<String, Double> factors) implements Option {
    public Multiplier {
        factors.forEach((path, factor) -> Checks.notNegative("multiplier of " + path, factor));
        factors = Collections.unmodifiableMap(new TreeMap<>(factors));
    }

    /** With another path's factor. */
    public Multiplier and(String path, double factor) {
        Map<String, Double> all = new TreeMap<>(factors);
        all.put(path, factor);
        return new Multiplier(all);
    }

    @Override
    public Place place() {
        return Place.RATE;
    }

    @Override
    public List<Tensor> around(Rule rule, List<Move> moves) {
        factors.keySet().forEach(path -> requireMatch(path, moves));
        List<Move> moving = moves.stream().filter(m -> factor(m) != 0).toList();
        Iterator<Tensor> next = rule.next(Move.each(moving, this::scaled)).iterator();
        return moves.stream().map(m -> factor(m) == 0 ? m.weight() : next.next()).toList();
    }

    private Move scaled(Move m) {
        return m.state(m.state().learningRate(m.state().learningRate().mul(factor(m))));
    }

    private double factor(Move m) {
        return factors.entrySet().stream().filter(e -> within(e.getKey(), m))
                .max(Comparator.comparingInt(e -> e.getKey().length())).map(Map.Entry::getValue).orElse(1.0);
    }

    private static boolean within(String path, Move m) {
        return (m.state().path() + "/").startsWith(path + "/");
    }

    private static void requireMatch(String path, List<Move> moves) {
        if (moves.stream().noneMatch(m -> within(path, m))) {
            throw new DypException("multiplier(\"" + path + "\", ...) fits no trainable weight. There are "
                    + String.join(", ", moves.reversed().stream().map(m -> m.state().path()).toList()) + ".");
        }
    }
}
