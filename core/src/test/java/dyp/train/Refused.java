package dyp.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dyp.tensor.DypException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/** A list of misuses, each with the exact sentence that answers it. */
public final class Refused {
    private final List<DynamicTest> tests = new ArrayList<>();

    /** @param sentence what was expected, what came, what to do */
    public Refused when(String misuse, Executable call, String sentence) {
        tests.add(dynamicTest(misuse, () -> assertEquals(sentence, assertThrows(DypException.class, call).getMessage())));
        return this;
    }

    public List<DynamicTest> tests() {
        return tests;
    }
}
