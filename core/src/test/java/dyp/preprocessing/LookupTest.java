package dyp.preprocessing;

import static dyp.preprocessing.Drawn.close;
import static dyp.preprocessing.Drawn.prediction;
import static dyp.preprocessing.OutputMode.COUNT;
import static dyp.preprocessing.OutputMode.MULTI_HOT;
import static dyp.preprocessing.OutputMode.ONE_HOT;
import static dyp.preprocessing.Preprocessing.integerLookup;
import static dyp.preprocessing.Preprocessing.stringLookup;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words and numbers looked up. The vocabularies, numbers and rows are what Keras 3.15.1 gives. */
class LookupTest {
    @Test
    void wordsByFrequencyTheLaterFirst() {
        StringLookup lookup = stringLookup().adapt(new String[][] {{"a", "c", "d"}, {"d", "z", "b"}});
        assertEquals(List.of("[UNK]", "d", "z", "c", "b", "a"), lookup.getVocabulary());
        close(lookup.apply(new String[][] {{"a", "c", "d"}, {"d", "z", "q"}}), 5, 3, 1, 1, 2, 0);
        assertEquals(List.of("a", "[UNK]", "d"), lookup.words(NDArray.of(new int[] {5, 9, 1})));
        StringLookup few = stringLookup().maxTokens(4).adapt(List.of("x", "y", "y", "z", "z", "w"));
        assertEquals(List.of("[UNK]", "z", "y", "x"), few.getVocabulary());
    }

    @Test
    void maskTokens() {
        StringLookup lookup = stringLookup("a", "b", "c").maskToken("").numOovIndices(2);
        assertEquals(List.of("", "[UNK]", "[UNK]", "a", "b", "c"), lookup.getVocabulary());
        close(lookup.apply("", "a", "c", "q"), 0, 3, 5, 2);
        assertEquals(lookup, lookup.vocabulary(new Vocabulary<>(lookup.getVocabulary(), 0, 2, "", "[UNK]", OutputMode.INT, false)),
                "a vocabulary with its special tokens");
    }

    @Test
    void rows() {
        close(stringLookup("a", "b", "c").maskToken("").outputMode(MULTI_HOT).apply(new String[][] {{"", "a", "a", "q"}}), 1, 1, 0, 0);
        close(stringLookup("a", "b", "c").outputMode(ONE_HOT).apply("b", "q"), 0, 0, 1, 0, 1, 0, 0, 0);
        StringLookup padded = stringLookup("a", "b", "c").maxTokens(6).padToMaxTokens(true).outputMode(COUNT);
        close(padded.apply(new String[][] {{"b", "a", "a", "q"}}), 1, 2, 1, 0, 0, 0);
    }

    @Test
    void sharedNumbersByHash() {
        StringLookup lookup = stringLookup("a", "b", "c", "d").numOovIndices(5);
        close(lookup.apply("m", "z", "Hello", "TensorFlow", "Dyp læring", "x".repeat(20), "y".repeat(40), "z".repeat(70), "w".repeat(200), ""),
                4, 2, 1, 4, 3, 3, 1, 4, 3, 3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''         | 1 | -7286425919675154353
            m          | 1 | -3468513861483631972
            Hello      | 1 | -3042045079152025465
            TensorFlow | 1 | 4265654129848386254
            1footrue   | 1 | -1541654101129638711
            x          | 33 | -6176378663766452681
            y          | 64 | 4471793200125962424
            z          | 65 | 8299915583762718517
            'the quick brown fox jumps over the lazy dog ' | 5 | -8075418034136071768
            """)
    void farmHash(String text, int times, long expected) {
        assertEquals(expected, FarmHash.fingerprint(text.repeat(times).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void integers() {
        IntegerLookup adapted = integerLookup().adapt(NDArray.of(new int[] {12, 1138, 42, 42, 1000, 36}, 2, 3));
        assertEquals(List.of(-1, 42, 1138, 1000, 36, 12), adapted.getVocabulary());
        close(prediction(adapted, NDArray.of(new int[] {12, 1138, 42, 42, 1000, 7}, 2, 3)), 5, 2, 1, 1, 3, 0);
        IntegerLookup lookup = integerLookup(12, 36, 1138, 42);
        close(prediction(lookup.numOovIndices(2), NDArray.of(new int[] {12, 1138, 42, 37, 1000, -3})), 2, 4, 5, 1, 0, 1);
        close(prediction(lookup.maskToken(0), NDArray.of(new int[] {12, 0, 42, 37})), 2, 0, 5, 1);
        close(prediction(lookup.maskToken(0).outputMode(COUNT), NDArray.of(new int[] {12, 0, 42, 37, 42}, 1, 5)), 1, 1, 0, 0, 2);
    }

    @Test
    void integersBack() {
        IntegerLookup lookup = integerLookup(12, 36, 1138, 42).invert(true);
        close(prediction(lookup, NDArray.of(new int[] {1, 4, 0, 9})), 12, 42, -1, -1);
        close(prediction(lookup.maskToken(0), NDArray.of(new int[] {0, 1, 4, 2, 9})), 0, -1, 1138, 12, -1);
    }

    @Test
    void refusals() {
        String word = assertThrows(DypException.class, () -> stringLookup("a").numOovIndices(0).apply("b")).getMessage();
        assertTrue(word.contains("'b' is not in the vocabulary"), word);
        IntegerLookup strict = integerLookup(1, 2).numOovIndices(0);
        assertThrows(DypException.class, () -> prediction(strict, NDArray.of(new int[] {3})));
        assertThrows(DypException.class, () -> stringLookup("a", "a"));
        assertThrows(DypException.class, () -> stringLookup("a", "b").maxTokens(2));
        assertThrows(DypException.class, () -> stringLookup("a", "b").maskToken("b"));
        assertThrows(DypException.class, () -> stringLookup().apply("a"));
        assertThrows(DypException.class, () -> integerLookup(1).outputMode(COUNT).invert(true));
    }
}
