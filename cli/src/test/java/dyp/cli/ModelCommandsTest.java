package dyp.cli;

import static dyp.nn.Activation.RELU;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.input;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.loss.Losses;
import dyp.nn.Input;
import dyp.optim.Optimizers;
import dyp.store.Npy;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code summary}, {@code run}, {@code fit} and {@code convert} on a model of two inputs and two outputs. */
class ModelCommandsTest {
    private static final int SAMPLES = 20;

    @TempDir private Path folder;
    private Model model;
    private NDArray a;
    private NDArray b;

    @BeforeEach
    void aModelAndItsData() {
        Input left = input(3).named("left");
        Input right = input(2).named("right");
        var sum = dense(4, RELU).named("hidden").on(left);
        model = Model.of(List.of(left, right), List.of(dense(1).named("price").on(sum), dense(2).named("kind").on(right))).seed(1);
        model.compile(Optimizers.adam(0.01), dyp.train.Goal.of("price", Losses.meanSquaredError()), dyp.train.Goal.of("kind", Losses.meanSquaredError()));
        model.save(file("model.keras"));
        a = random("a", 3, 1);
        b = random("b", 2, 2);
        random("price", 1, 3);
        random("kind", 2, 4);
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private NDArray random(String name, int width, long seed) {
        Random random = new Random(seed);
        NDArray array = NDArray.generate(Shape.of(SAMPLES, width), i -> random.nextGaussian());
        Npy.write(file(name + ".npy"), array);
        return array;
    }

    /** Names of files in the folder, with a slash in front. */
    private Cli.Result dyp(String line) {
        return Cli.run(line.replace("@", folder + "/").split(" "));
    }

    private Cli.Result fine(String line) {
        Cli.Result result = dyp(line);
        assertEquals(0, result.code(), result.err());
        return result;
    }

    @Test
    void summaryShowsLayersAndHowTheModelLearns() {
        String out = fine("summary @model.keras").out();
        for (String piece : List.of("price (Dense)", "Total params: 27 ", "Compiled with Adam and price MeanSquaredError, kind MeanSquaredError.")) {
            assertTrue(out.contains(piece), out);
        }
        Model fresh = Model.of(model.body());
        fresh.save(file("fresh.keras"));
        assertTrue(fine("summary @fresh.keras").out().contains("not compiled"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--input @a.npy --input @b.npy -o @out/", "--input right=@b.npy --input left=@a.npy -o @out", "--input @a.npy --input right=@b.npy -o @out/y.npy"})
    void runWritesEachOutputUnderItsName(String arguments) {
        fine("run @model.keras " + arguments);
        List<NDArray> expected = model.predictAll(a, b);
        assertArrayEquals(expected.get(0).floats(), Npy.read(file("out/price.npy")).floats());
        assertArrayEquals(expected.get(1).floats(), Npy.read(file("out/kind.npy")).floats());
        assertFalse(Files.exists(file("out/y.npy")));
    }

    @Test
    void fitGoesOnWhereItStopped() {
        String data = " --x @a.npy --x @b.npy --y kind=@kind.npy --y price=@price.npy --batch-size 7 --no-shuffle --epochs ";
        List<String> whole = fine("fit @model.keras -o @four.keras" + data + 4).out().lines().filter(l -> l.startsWith("epoch")).toList();
        fine("fit @model.keras -o @two.keras" + data + 2);
        List<String> rest = fine("fit @two.keras -o @again.keras" + data + 2).out().lines().filter(l -> l.startsWith("epoch")).toList();
        assertEquals(4, whole.size());
        assertTrue(whole.getFirst().matches("epoch 1 loss [0-9.]+"), whole.getFirst());
        assertEquals(loss(whole.get(2)), loss(rest.get(0)));
        assertEquals(loss(whole.get(3)), loss(rest.get(1)));
        assertFalse(loss(whole.get(0)).equals(loss(whole.get(3))));
        assertArrayEquals(Model.load(file("four.keras")).predict(a, b).floats(), Model.load(file("again.keras")).predict(a, b).floats());
    }

    private static String loss(String line) {
        return line.substring(line.indexOf("loss"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"h5", "safetensors", "keras"})
    void convertKeepsTheAnswers(String ending) {
        fine("convert @model.keras @b." + ending);
        fine("convert @b." + ending + " @c.keras");
        assertArrayEquals(model.predict(a, b).floats(), Model.load(file("c.keras")).predict(a, b).floats());
    }

    @Test
    void weightsAloneFindTheirLayersAgain() {
        fine("convert @model.keras @w.weights.h5");
        Model other = Model.of(model.body()).seed(9);
        other.save(file("other.keras"));
        fine("convert @w.weights.h5 @d.keras --layers @other.keras");
        assertArrayEquals(model.predict(a, b).floats(), Model.load(file("d.keras")).predict(a, b).floats());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            summary @none.keras                                            | There is no file
            summary @model.xyz                                             | There is no format for
            run @model.keras --input @a.npy -o @out                        | There is no array for 'right'. Give it as --input right=FILE.npy.
            run @model.keras --input up=@a.npy -o @out                     | --input up=
            run @model.keras --input @a.npy --input @b.npy --input @a.npy -o @out | One --input too many
            run @model.keras --input @b.npy --input @a.npy -o @out         | The model was built for samples of [(3,), (2,)], but samples of [(2,), (3,)] came.
            run @model.keras --input @none.npy --input @b.npy -o @out      | There is no file
            fit @model.keras --x @a.npy --x @b.npy --y @kind.npy -o @o.keras | There is no array for 'kind'.
            fit @model.keras --x @a.npy --x @b.npy --y @price.npy --y @kind.npy --epochs 0 -o @o.keras | epochs must be 1 or more
            convert @model.keras @model.txt                                | There is no format for
            convert @w.weights.h5 @model.keras                             | There is no file
            """)
    void wrongInputGetsOneSentence(String line, String sentence) {
        Cli.Result result = dyp(line);
        assertEquals(2, result.code(), result.err());
        assertTrue(result.err().startsWith("dyp: " + sentence), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
        assertFalse(Files.exists(file("o.keras")));
    }
}
