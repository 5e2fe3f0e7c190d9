package dyp.formats.torch;

import static dyp.nn.Layers.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import dyp.train.Sequential;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said of arrays that do not fit, are missing or too many; and layouts that PyTorch's own files do not show. */
class TorchWeightsTest {
    private static NDArray counted(int... shape) {
        return NDArray.generate(Shape.of(shape), i -> i);
    }

    private static Model two() {
        return Sequential.of(input(3), dense(2).named("a"), dense(4).named("b"));
    }

    private static Map<String, NDArray> arrays() {
        Map<String, NDArray> all = new LinkedHashMap<>();
        all.put("a.weight", counted(2, 3));
        all.put("a.bias", counted(2));
        all.put("b.weight", counted(4, 2));
        return all;
    }

    @Test
    void everyKeyIsAccountedFor() {
        Map<String, NDArray> arrays = arrays();
        arrays.put("c.weight", counted(1));
        arrays.put("b.num_batches_tracked", counted());
        Report report = TorchWeights.load(two(), arrays, Pairs.sameNames());
        assertEquals("""
                3 matched, 1 missing, 1 unexpected
                  a/kernel <- a.weight
                  a/bias <- a.bias
                  b/kernel <- b.weight
                  missing: b/bias (looked for b.bias)
                  unexpected: c.weight
                """, report.toString());
        assertEquals(List.of("b.num_batches_tracked"), report.leftAside());
        assertFalse(report.complete());
        String message = assertThrows(DypException.class, () -> report.requireAll("weights.pt")).getMessage();
        assertEquals("weights.pt does not fit the model: 1 of 4 variables got no numbers: b/bias (looked for b.bias). Not used were c.weight.", message);
    }

    @Test
    void layersWithoutANameAreMissing() {
        Report report = TorchWeights.load(two(), arrays(), Pairs.of(Map.of("a", "a")));
        assertEquals("b/kernel (no name is known for its layer)", report.missing().getFirst().toString());
        assertEquals(List.of("b.weight"), report.unexpected());
        assertEquals(3, TorchWeights.load(two(), arrays(), Pairs.of(Map.of("b", "x|b|a")).or(Pairs.sameNames())).matched().size(), "the first name that is there");
    }

    @Test
    void aShapeThatDoesNotFitIsASentenceAndChangesNothing() {
        Model model = two();
        model.variables().forEach(v -> v.value().copyFrom(NDArray.generate(v.value().shape(), _ -> 7)));
        Map<String, NDArray> arrays = arrays();
        arrays.put("b.weight", counted(5, 2));
        String message = assertThrows(DypException.class, () -> TorchWeights.load(model, arrays, Pairs.sameNames())).getMessage();
        assertEquals("The arrays do not fit the model: b.weight is (5, 2), which gives (2, 5), but b/kernel is (2, 4). Make the model with the shapes of the"
                + " file, or leave that layer out.", message);
        model.variables().forEach(v -> assertEquals(7, v.value().at(0)));
        arrays.put("b.weight", counted(8));
        assertTrue(assertThrows(DypException.class, () -> TorchWeights.load(model, arrays, Pairs.sameNames())).getMessage().contains("b.weight is (8,), but b/kernel"));
    }

    @Test
    void aWrapperBeforeAllKeysIsLeftOut() {
        Map<String, NDArray> wrapped = new LinkedHashMap<>();
        arrays().forEach((k, v) -> wrapped.put("module.model." + k, v));
        assertEquals(3, TorchWeights.load(two(), wrapped, Pairs.sameNames()).matched().size());
    }

    /** A single variable by its own key, axes of length 1 left out. */
    @Test
    void aVariableHasAKeyOfItsOwn() {
        Model model = Sequential.of(input(2, 3), prelu().named("slope"), dense(2).useBias(false).named("out"));
        Report report = TorchWeights.load(model, Map.of("s", counted(1, 2, 3), "fc.weight", counted(2, 3, 1, 1)), Pairs.of(Map.of("slope/alpha", "s", "out", "fc")));
        assertTrue(report.complete(), report::toString);
        assertEquals(counted(2, 3), model.variables().get(0).value());
        assertEquals(3, model.variables().get(1).value().get(0, 1), "a 1x1 convolution is a dense layer");
    }

    @Test
    void depthwiseAndSeparableKernels() {
        Model model = Sequential.of(input(8, 8, 2), depthwiseConv2d(3).depthMultiplier(2).named("dw"), separableConv2d(5, 3).useBias(false).named("sep"),
                dense(3).named("fc"));
        Map<String, NDArray> arrays = Map.of("dw.weight", counted(4, 1, 3, 3), "dw.bias", counted(4), "sep.conv1.weight", counted(4, 1, 3, 3),
                "sep.pointwise.weight", counted(5, 4, 1, 1), "fc.weight", counted(3, 5), "fc.bias", counted(3));
        assertTrue(TorchWeights.load(model, arrays, Pairs.sameNames()).complete());
        NDArray each = model.variables("dw").getFirst().value();
        assertEquals(Shape.of(3, 3, 2, 2), each.shape());
        assertEquals(9 * 3 + 3 + 2, each.get(1, 2, 1, 1), "the second of the second channel's filters");
        assertEquals(2 * 4 + 3, model.variables("sep").get(1).value().get(0, 0, 3, 2));
    }
}
