package dyp.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.formats.torch.Report;
import dyp.op.Leaf.Variable;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same weights give the same answers as in keras.applications 3.15.1, torchvision 0.28.0 and timm 1.0.29: of each network one picture's logits for
 * seven classes, within 1e-4 of the largest.
 */
class GoldenTest {
    /** One of each kind of block; all the others are among the slow tests. */
    private static final Set<String> QUICK = Set.of("mobilenetv2", "densenet121", "torchvision_resnet18", "torchvision_efficientnet_b0", "timm_vit_tiny");

    private static List<String> lines(String resource) {
        try (InputStream in = GoldenTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> keras(boolean quick) {
        return lines("keras.txt").stream().filter(l -> QUICK.contains(l.split(" ")[0]) == quick);
    }

    private static Stream<String> torch(boolean quick) {
        return lines("torch.txt").stream().filter(l -> QUICK.contains(l.split(" ")[1]) == quick);
    }

    static Stream<String> quickKeras() {
        return keras(true);
    }

    static Stream<String> quickTorch() {
        return torch(true);
    }

    static Stream<String> slowKeras() {
        return keras(false);
    }

    static Stream<String> slowTorch() {
        return torch(false);
    }

    @ParameterizedTest
    @MethodSource("quickKeras")
    void asInKeras(String line) {
        String[] words = line.split(" ");
        Shape sample = Formula.shape(words[1]);
        Model model = Catalog.of(words[0]).input(sample.dims()).classes(7).logits().model();
        for (Variable v : model.variables()) {
            String[] path = v.name().split("/");
            if (!v.name().endsWith("/count")) {
                v.value().copyFrom(Formula.weight(path[path.length - 2] + "/" + path[path.length - 1], v.value().shape(), false));
            }
        }
        check(model, sample, Arrays.copyOfRange(words, 2, words.length));
    }

    @ParameterizedTest
    @MethodSource("quickTorch")
    void asInPyTorch(String line) {
        String[] words = line.split(" ");
        Map<String, NDArray> state = new LinkedHashMap<>();
        for (String entry : lines(words[1] + ".txt")) {
            String[] parts = entry.split(" ", -1);
            state.put(parts[0], Formula.weight(parts[0], Formula.shape(parts[1]), true));
        }
        List<Report> reports = new ArrayList<>();
        Shape sample = Formula.shape(words[2]);
        Model model = Catalog.of(words[0]).input(sample.dims()).classes(7).logits().weights(state, reports::add).model();
        assertEquals(List.of(), reports.getFirst().missing());
        assertTrue(reports.getFirst().unexpected().stream().allMatch(k -> k.startsWith("AuxLogits.")), reports::toString);
        check(model, sample, Arrays.copyOfRange(words, 3, words.length));
    }

    @ParameterizedTest
    @MethodSource("slowKeras")
    @Tag("slow")
    void allAsInKeras(String line) {
        asInKeras(line);
    }

    @ParameterizedTest
    @MethodSource("slowTorch")
    @Tag("slow")
    void allAsInPyTorch(String line) {
        asInPyTorch(line);
    }

    private static void check(Model model, Shape sample, String... expected) {
        boolean raw = Preprocess.of(model).equals(Preprocess.NONE);
        NDArray answer = model.predict(Formula.picture(sample, raw));
        double[] wanted = Arrays.stream(expected).mapToDouble(Double::parseDouble).toArray();
        double largest = Arrays.stream(wanted).map(Math::abs).max().orElseThrow();
        assertEquals(wanted.length, answer.size());
        for (int i = 0; i < wanted.length; i++) {
            assertEquals(wanted[i], answer.at(i), 1e-4 * largest, model.name() + ", class " + i);
        }
    }
}
