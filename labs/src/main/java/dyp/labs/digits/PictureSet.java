package dyp.labs.digits;

import dyp.data.Dataset;
import dyp.data.MnistFiles;
import dyp.formats.cifar.Cifar;
import dyp.labs.SyntheticDigits;
import dyp.labs.recipe.Lab;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Small pictures in ten classes, from 0 to 1, in three parts. What is chosen, is chosen on the validation part; the test part is looked at at the end.
 *
 * @param what they are, for the report
 * @param files that they were read from; none for synthetic ones
 * @param split who is in which part
 * @param names of the classes
 */
record PictureSet(String what, List<Path> files, String split, List<String> names, Dataset train, Dataset validation, Dataset test) {
    static final List<String> DIGITS = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    static final List<String> CLOTHES = List.of("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    /** One in twelve is held back: 5,000 of MNIST's 60,000. */
    private static final double HELD_BACK = 1.0 / 12;
    private static final int SYNTHETIC = 20_000;
    private static final int QUICK = 300;
    /** Networks for colours are large. */
    private static final int QUICK_COLOURS = 120;
    /** The split is the same for every seed: scores of several seeds differ by the training alone. */
    private static final long SPLIT_SEED = 20;
    /** A set of synthetic digits per purpose, each from a seed of its own. */
    private static final long[] SEEDS = {1, 2, 3};

    /** Told to the lab. */
    PictureSet told(Lab lab) {
        lab.uses(what, files, split);
        return this;
    }

    int classes() {
        return names.size();
    }

    /** A folder of the MNIST family. */
    static PictureSet mnist(Path folder, String what, List<String> names, boolean quick) {
        MnistFiles read = MnistFiles.read(folder);
        Dataset train = read.train();
        Shape picture = Shape.of(28, 28, 1);
        if (!train.sampleShape().equals(picture)) {
            throw new DypException("The pictures in " + folder + " are of shape " + train.sampleShape() + ", but this lab reads " + picture + ": a set of the MNIST family.");
        }
        train.checkLabels(names.size());
        read.test().checkLabels(names.size());
        return of(what, files(folder, "(train|t10k)-(images|labels).*"), names, train, read.test(), quick);
    }

    /** The subset of CIFAR-10, or the whole in its binary version. */
    static PictureSet cifar(Path folder, boolean quick) {
        boolean whole = Files.exists(folder.resolve("data_batch_1.bin"));
        List<Path> train = whole ? IntStream.rangeClosed(1, 5).mapToObj(i -> folder.resolve("data_batch_" + i + ".bin")).toList() : List.of(folder.resolve("train_5000_jpeg.bin"));
        Path test = folder.resolve(whole ? "test_batch.bin" : "test_1000_jpeg.bin");
        if (!whole && !Files.exists(train.getFirst())) {
            throw new DypException(folder + " holds neither train_5000_jpeg.bin and test_1000_jpeg.bin (the small subset) nor data_batch_1.bin and so on (CIFAR-10's binary version)."
                    + " 'dyp data cifar10-subset' says how to get it.");
        }
        List<Path> all = new ArrayList<>(train);
        all.add(test);
        return of(whole ? "CIFAR-10" : "CIFAR-10, small subset (from JPEG)", all, Cifar.names(folder.resolve("batches.meta.txt")),
                Cifar.read10(train.toArray(Path[]::new)), Cifar.read10(test), quick);
    }

    private static PictureSet of(String what, List<Path> files, List<String> names, Dataset given, Dataset givenTest, boolean quick) {
        Dataset all = quick ? given.take(QUICK) : given;
        Dataset test = quick ? givenTest.take(QUICK / 2) : givenTest;
        List<Dataset> parts = all.stratified(SPLIT_SEED, 1 - HELD_BACK, HELD_BACK);
        String split = String.format(Locale.ROOT, "%,d to train on; %,d of the training files to validate (by class, the same for every seed); the %,d of the test files to test",
                parts.get(0).size(), parts.get(1).size(), test.size());
        return new PictureSet(what + ", " + String.format(Locale.ROOT, "%,d pictures", all.size() + test.size()), files, split, names, parts.get(0), parts.get(1), test);
    }

    /** Digits drawn by a program; repeated in three colours for networks that read colours. */
    static PictureSet synthetic(boolean colours, boolean quick) {
        int n = quick ? colours ? QUICK_COLOURS : QUICK : SYNTHETIC;
        List<Dataset> parts = IntStream.range(0, SEEDS.length).mapToObj(i -> digits(i == 0 ? n : n / 10, SEEDS[i], colours)).toList();
        return new PictureSet("synthetic digits, drawn by a program" + (colours ? " in a colour each on another" : ""), List.of(),
                String.format(Locale.ROOT, "%,d to train on, %,d to validate, %,d to test, each from a seed of its own", n, n / 10, n / 10), DIGITS, parts.get(0), parts.get(1), parts.get(2));
    }

    private static Dataset digits(int count, long seed, boolean colours) {
        SyntheticDigits.Digits digits = SyntheticDigits.generate(count, seed);
        NDArray labels = NDArray.of(digits.labels(), count);
        if (!colours) {
            return Dataset.of(NDArray.generate(Shape.of(count, 28, 28, 1), i -> (digits.pixels()[i] & 0xff) / 255f), labels);
        }
        float[] x = new float[count * 32 * 32 * 3];
        for (int i = 0; i < count; i++) {
            paint(digits.pixels(), i, x, seed);
        }
        return Dataset.of(NDArray.of(x, count, 32, 32, 3), labels);
    }

    /** Ink and paper of far colours; the picture's own number decides them. */
    private static void paint(byte[] pixels, int picture, float[] x, long seed) {
        java.util.SplittableRandom random = new java.util.SplittableRandom(seed * 1_000_003 + picture);
        double[] ink = random.doubles(3).toArray();
        double[] paper = IntStream.range(0, 3).mapToDouble(c -> (ink[c] + 0.35 + 0.3 * random.nextDouble()) % 1).toArray();
        for (int at = 0; at < 32 * 32; at++) {
            int row = at / 32 - 2;
            int column = at % 32 - 2;
            boolean inside = row >= 0 && row < 28 && column >= 0 && column < 28;
            double share = inside ? (pixels[(picture * 28 + row) * 28 + column] & 0xff) / 255.0 : 0;
            for (int c = 0; c < 3; c++) {
                x[(picture * 32 * 32 + at) * 3 + c] = (float) (share * ink[c] + (1 - share) * paper[c]);
            }
        }
    }

    /** The pictures as rows of numbers. */
    static float[][] rows(Dataset data) {
        float[] all = data.toArrays().x().floats();
        int width = data.sampleShape().size();
        return IntStream.range(0, data.size()).mapToObj(i -> Arrays.copyOfRange(all, i * width, (i + 1) * width)).toArray(float[][]::new);
    }

    static int[] labels(Dataset data) {
        return data.toArrays().y().ints();
    }

    private static List<Path> files(Path folder, String name) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().matches(name)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
