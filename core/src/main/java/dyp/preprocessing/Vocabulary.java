package dyp.preprocessing;

import dyp.op.Tensor;
import dyp.tensor.DypException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * The tokens of a lookup and how they are numbered: the mask token is 0 (with {@link OutputMode#INT} only), then come the numbers for
 * what is out of vocabulary, then the tokens in order.
 *
 * @param tokens without the mask token and the one for out of vocabulary; empty until adapted
 * @param maxTokens the most numbers there may be, those two included; 0: as many as there are
 * @param numOovIndices numbers among which tokens out of vocabulary are shared out; 0: such a token is an error
 * @param maskToken what stands for nothing; may be null
 * @param oovToken what a number out of vocabulary is called; may be null
 * @param padToMaxTokens whether encoded rows have maxTokens places however many tokens there are
 */
public record Vocabulary<T>(List<T> tokens, int maxTokens, int numOovIndices, T maskToken, T oovToken, OutputMode outputMode,
        boolean padToMaxTokens) {
    public Vocabulary {
        Checks.atLeast(0, "numOovIndices", numOovIndices);
        if (maxTokens < 0 || maxTokens == 1 || (padToMaxTokens && maxTokens == 0)) {
            throw new DypException("maxTokens must be 2 or more (0: no limit, which cannot be padded to), but " + maxTokens + " came.");
        }
        int special = (maskToken != null && outputMode == OutputMode.INT ? 1 : 0) + numOovIndices;
        List<T> head = new ArrayList<>(Collections.nCopies(numOovIndices, oovToken));
        if (special > numOovIndices) {
            head.addFirst(maskToken);
        }
        // A vocabulary may be given as getVocabulary() shows it.
        tokens = List.copyOf(!tokens.isEmpty() && tokens.size() >= special && tokens.subList(0, special).equals(head)
                ? tokens.subList(special, tokens.size()) : tokens);
        if (new HashSet<>(tokens).size() != tokens.size()) {
            throw new DypException("A vocabulary must have each token once, but there are repeated ones in " + tokens + ".");
        }
        if (maskToken != null && tokens.contains(maskToken)) {
            throw new DypException("The mask token " + maskToken
                    + " must not stand among the other tokens. Leave it out, or begin with " + head + ".");
        }
        if (maxTokens > 0 && special + tokens.size() > maxTokens) {
            throw new DypException("The vocabulary has " + (special + tokens.size()) + " numbers, but maxTokens is " + maxTokens + ".");
        }
    }

    static <T> Vocabulary<T> of(List<T> tokens, T oovToken) {
        return new Vocabulary<>(tokens, 0, 1, null, oovToken, OutputMode.INT, false);
    }

    /** The first number for what is out of vocabulary. */
    int oovStart() {
        return maskToken != null && outputMode == OutputMode.INT ? 1 : 0;
    }

    /** The number of the first token. */
    int start() {
        return oovStart() + numOovIndices;
    }

    /** How many numbers there are. */
    int size() {
        return start() + tokens.size();
    }

    /** The number of the mask token; -1, which leaves no trace, where rows are encoded. */
    int maskIndex() {
        return oovStart() - 1;
    }

    /** The token of each number. */
    List<T> all() {
        List<T> all = new ArrayList<>(Collections.nCopies(start(), oovToken));
        if (oovStart() == 1) {
            all.set(0, maskToken);
        }
        all.addAll(tokens);
        return all;
    }

    Tensor encode(Tensor indices) {
        if (tokens.isEmpty()) {
            throw new DypException("The vocabulary is empty. Give one, or put ...adapt(data) into the model.");
        }
        return outputMode.encode(indices, padToMaxTokens ? maxTokens : size());
    }

    /** The most frequent tokens, the later one first where two are equally frequent (as in Keras). */
    Vocabulary<T> adapted(Map<T, Long> counts, Comparator<T> order) {
        int room = maxTokens == 0 ? Integer.MAX_VALUE : Math.max(maxTokens - start(), 0);
        Comparator<T> frequent = Comparator.comparing(counts::get);
        List<T> found = counts.keySet().stream().filter(t -> !t.equals(maskToken) && !t.equals(oovToken))
                .sorted(frequent.thenComparing(order).reversed()).limit(room).toList();
        return new Vocabulary<>(found, maxTokens, numOovIndices, maskToken, oovToken, outputMode, padToMaxTokens);
    }
}
