package dyp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.train.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code dyp train} prints on the built-in digits, and how it answers to wrong options. */
class TrainCommandTest {
    @TempDir private Path folder;

    private String[] tiny(String... more) {
        List<String> args = new ArrayList<>(List.of("train", "--samples", "100", "--epochs", "1", "-o", folder.resolve("digits.keras").toString()));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    @Test
    void showsDataNetworkProgressAccuracyConfusionAndPictures() {
        Cli.Result result = Cli.run(tiny("--threads", "1"));
        assertEquals(0, result.code(), result.err());
        assertEquals("", result.err());
        for (String piece : List.of("Data     built-in synthetic digits, drawn by a program\n",
                "         100 to train on, 10 to validate, 10 to test on\n", "Network  cnn, seed 0, 1 epoch in batches of 128\n",
                "Machine  1 thread, ", " backend\n", "│ conv2d (Conv2D) ", "Total params: 225,034", "\nEpoch 1/1  ", "val_accuracy",
                "\nTest accuracy ", " of 10 synthetic digits), loss ", "\nTrained for ", " samples/s\n", "\nSaved    ", "\nNext     dyp summary ",
                "\n     0    1    2    3    4    5    6    7    8    9   recall\n0 ", "\ntruth ", "\nsaid ", "\nsure ")) {
            assertTrue(result.out().contains(piece), () -> "no '" + piece + "' in:\n" + result.out());
        }
        assertFalse(result.out().contains("\033"), "no escapes where there is no terminal");
        assertEquals(225_034, Model.load(folder.resolve("digits.keras")).variables().stream().mapToInt(v -> v.value().size()).sum());
        result.out().lines().filter(line -> !line.startsWith("Epoch") && !line.contains(folder.toString())).forEach(line -> assertTrue(line.length() <= 80, line));
    }

    @Test
    void isReadableInAscii() {
        Cli.Result result = Cli.run(false, tiny("--model", "MLP"));
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().contains("+---"), result.out());
        assertTrue(result.out().chars().allMatch(c -> c == '\n' || c >= ' ' && c < 127), result.out());
        assertFalse(result.out().contains("?"), "a sign without a substitute:\n" + result.out());
    }

    @Test
    void theSameSeedGivesTheSameNetworkWhateverTheThreads() {
        Cli.Result one = Cli.run(tiny("--model", "mlp", "--seed", "7", "--threads", "1"));
        Cli.Result two = Cli.run(tiny("--model", "mlp", "--seed", "7", "--threads", "2"));
        Cli.Result other = Cli.run(tiny("--model", "mlp", "--seed", "8"));
        assertEquals(results(one), results(two));
        assertFalse(results(one).equals(results(other)), "another seed, another network");
    }

    private static String results(Cli.Result result) {
        assertEquals(0, result.code(), result.err());
        return result.between("Test accuracy", "Trained for") + result.between("Confusion matrix", "Saved");
    }

    @Test
    void helpNamesEveryOptionAndFitsTheTerminal() {
        Cli.Result help = Cli.run("train", "--help");
        assertEquals(0, help.code());
        for (String option : List.of("--data=DIR", "--test-data=DIR", "--model=cnn|mlp", "--epochs=N", "--zoo=NAME", "--freeze=WHAT", "--batch-size=N", "--samples=N",
                "--seed=N", "--output=FILE", "--threads=N", "--debug", "--help", "synthetic", "Default: 128", "Default: 5")) {
            assertTrue(help.out().contains(option), option + " in:\n" + help.out());
        }
        help.out().lines().forEach(line -> assertTrue(line.length() <= 80, line));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --epochs 0            | --epochs must be 1 or more, but 0 came.
            --epochs -3           | --epochs must be 1 or more, but -3 came.
            --epochs 3000000000   | Invalid value for option '--epochs': '3000000000' is too large.
            --batch-size 0        | --batch-size must be 1 or more, but 0 came.
            --batch-size many     | Invalid value for option '--batch-size': 'many' is not a whole number.
            --samples 0           | --samples must be from 1 to 1,000,000, but 0 came.
            --threads 0           | --threads must be from 1 to 1,024, but 0 came.
            --threads 100000      | --threads must be from 1 to 1,024, but 100,000 came.
            -o model.txt          | There is no format for 'model.txt'. There are .keras, .weights.h5, .h5, .hdf5, .safetensors
            --seed x              | Invalid value for option '--seed': 'x' is not a whole number.
            --model rnn           | Invalid value for option '--model': expected cnn or mlp, but 'rnn' came.
            --batchsize=3         | Unknown option: '--batchsize=3'.
            mnist                 | Unmatched argument at index 1: 'mnist'.
            --data                | Missing required parameter for option '--data' (DIR).
            --data nowhere        | There is no folder nowhere (
            --test-data nowhere   | There is no folder nowhere (
            """)
    void aWrongOptionGetsOneSentence(String option, String sentence) {
        String[] args = ("train " + option).split(" ");
        Cli.Result result = Cli.run(args);
        assertEquals(2, result.code(), result.err());
        assertTrue(result.err().startsWith("dyp: " + sentence), result.err());
        assertTrue(result.err().lines().count() <= 2, result.err());
        assertFalse(result.err().contains("\tat "), result.err());
        assertEquals("", result.out());

        String[] debug = Arrays.copyOf(args, args.length + 1);
        debug[args.length] = "--debug";
        if (!option.equals("--data")) { // there, --debug would be the folder
            assertTrue(Cli.run(debug).err().contains("\tat "), "the stack trace with --debug");
        }
    }

    @Test
    void anUnknownOptionGetsASuggestion() {
        assertTrue(Cli.run("train", "--epoch", "3").err().contains("Possible solutions: --epochs"));
    }
}
