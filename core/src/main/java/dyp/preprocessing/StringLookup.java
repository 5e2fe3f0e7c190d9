package dyp.preprocessing;

import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Words as numbers, and back. Strings are no tensors, so this stands before the model: it turns Java's strings into int32 numbers,
 * for an Embedding say, or into rows as the output mode says. Words out of vocabulary that share several numbers are told apart by a
 * hash (FarmHash's fingerprint, the same as in Keras).
 */
public record StringLookup(Vocabulary<String> vocabulary) implements Lookup<String, StringLookup> {
    private static final Comparator<String> BYTES = Comparator.comparing(s -> s.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    /**
     * The words' numbers (n,), or with another output mode than INT their rows.
     *
     * @throws DypException where a word is out of vocabulary and there is no number for such
     */
    public NDArray apply(List<String> words) {
        return vocabulary.encode(Tensor.constant(indices(words))).value();
    }

    /** The same for one word per sample. */
    public NDArray apply(String... words) {
        return apply(List.of(words));
    }

    /** The same for sentences of equal length: numbers (sentences, words), or one row per sentence. */
    public NDArray apply(String[][] sentences) {
        int length = sentences.length == 0 ? 0 : sentences[0].length;
        if (Arrays.stream(sentences).anyMatch(s -> s.length != length)) {
            throw new DypException("The sentences must be of equal length. Fill the shorter ones up with the mask token.");
        }
        List<String> words = Arrays.stream(sentences).flatMap(Arrays::stream).toList();
        return vocabulary.encode(Tensor.constant(indices(words).reshape(sentences.length, length))).value();
    }

    /** The words of numbers, row by row; the token for out of vocabulary where there is none. */
    public List<String> words(NDArray indices) {
        List<String> all = getVocabulary();
        List<String> words = new ArrayList<>();
        for (int i = 0; i < indices.size(); i++) {
            int at = (int) indices.at(i);
            words.add(at >= 0 && at < all.size() ? all.get(at) : vocabulary.oovToken());
        }
        return words;
    }

    private NDArray indices(List<String> words) {
        Map<String, Integer> known = new HashMap<>();
        for (String token : vocabulary.tokens()) {
            known.put(token, vocabulary.start() + known.size());
        }
        NDArray indices = NDArray.zeros(DType.INT32, Shape.of(words.size()));
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            Integer index = known.get(word);
            indices.ints()[i] = index != null ? index : word.equals(vocabulary.maskToken()) ? vocabulary.maskIndex() : outOf(word);
        }
        return indices;
    }

    private int outOf(String word) {
        int shared = vocabulary.numOovIndices();
        if (shared == 0) {
            throw new DypException("'" + word + "' is not in the vocabulary, and numOovIndices is 0. Add it, or set numOovIndices(1).");
        }
        long hash = shared == 1 ? 0 : FarmHash.fingerprint(word.getBytes(StandardCharsets.UTF_8));
        return vocabulary.oovStart() + (int) Long.remainderUnsigned(hash, shared);
    }

    /** The same lookup with the words of the data as its vocabulary, the most frequent first. */
    public StringLookup adapt(Iterable<String> words) {
        Map<String, Long> counts = new HashMap<>();
        words.forEach(w -> counts.merge(w, 1L, Long::sum));
        return new StringLookup(vocabulary.adapted(counts, BYTES));
    }

    /** The same for sentences. */
    public StringLookup adapt(String[][] sentences) {
        return adapt(Arrays.stream(sentences).flatMap(Arrays::stream).toList());
    }

    @Override
    public StringLookup vocabulary(Vocabulary<String> v) {
        return new StringLookup(v);
    }
}
