package dyp.preprocessing;

import java.util.List;

/**
 * What every lookup can be told about its vocabulary.
 *
 * @param <T> its tokens
 * @param <L> the lookup
 */
public interface Lookup<T, L> {
    Vocabulary<T> vocabulary();

    /** The same lookup with another vocabulary. */
    L vocabulary(Vocabulary<T> vocabulary);

    /** The token of each number, from 0 on. */
    default List<T> getVocabulary() {
        return vocabulary().all();
    }

    /** How many numbers there are. */
    default int vocabularySize() {
        return vocabulary().size();
    }

    default L maxTokens(int most) {
        Vocabulary<T> v = vocabulary();
        return vocabulary(new Vocabulary<>(v.tokens(), most, v.numOovIndices(), v.maskToken(), v.oovToken(), v.outputMode(), v.padToMaxTokens()));
    }

    default L numOovIndices(int numbers) {
        Vocabulary<T> v = vocabulary();
        return vocabulary(new Vocabulary<>(v.tokens(), v.maxTokens(), numbers, v.maskToken(), v.oovToken(), v.outputMode(), v.padToMaxTokens()));
    }

    default L maskToken(T token) {
        Vocabulary<T> v = vocabulary();
        return vocabulary(new Vocabulary<>(v.tokens(), v.maxTokens(), v.numOovIndices(), token, v.oovToken(), v.outputMode(), v.padToMaxTokens()));
    }

    default L oovToken(T token) {
        Vocabulary<T> v = vocabulary();
        return vocabulary(new Vocabulary<>(v.tokens(), v.maxTokens(), v.numOovIndices(), v.maskToken(), token, v.outputMode(), v.padToMaxTokens()));
    }

    default L outputMode(OutputMode mode) {
        Vocabulary<T> v = vocabulary();
        return vocabulary(new Vocabulary<>(v.tokens(), v.maxTokens(), v.numOovIndices(), v.maskToken(), v.oovToken(), mode, v.padToMaxTokens()));
    }

    /** Encoded rows have maxTokens places however many tokens there are. */
    default L padToMaxTokens(boolean pad) {
        Vocabulary<T> v = vocabulary();
        return vocabulary(new Vocabulary<>(v.tokens(), v.maxTokens(), v.numOovIndices(), v.maskToken(), v.oovToken(), v.outputMode(), pad));
    }
}
