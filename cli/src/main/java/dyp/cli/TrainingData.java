package dyp.cli;

import dyp.data.Dataset;
import dyp.data.MnistFiles;
import dyp.labs.SyntheticDigits;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The images of one training.
 *
 * @param source where they are from and how many there are, as lines for people
 * @param validation what the progress is judged by while it trains; null where there are too few images
 * @param tested what the test images are, in a word or two
 * @param names what the classes are called
 */
record TrainingData(List<String> source, Dataset train, Dataset validation, Dataset test, String tested, List<String> names) {
    static final int SYNTHETIC = 20_000;

    private static final Shape IMAGE = Shape.of(SyntheticDigits.SIDE, SyntheticDigits.SIDE, 1);
    private static final int CLASSES = SyntheticDigits.CLASSES;
    /** One in twelve is held back from the training images: 5,000 of MNIST's 60,000. */
    private static final int HELD_BACK = 12;
    /** The built-in digits are the same at each start: a set of images per purpose, each from a seed of its own. */
    private static final long TRAIN = 1;
    private static final long VALIDATION = 2;
    private static final long TEST = 3;

    private static final List<String> CLOTHES = List.of("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt",
            "Sneaker", "Bag", "Ankle boot");
    private static final List<String> DIGITS = IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList();

    /**
     * @param data the folder to train on, or null for the built-in digits
     * @param testData the folder whose test images count, or null for those that belong to the training images
     * @param samples how many images to train on, or null for all (of the built-in ones: {@value #SYNTHETIC})
     */
    static TrainingData of(Path data, Path testData, Integer samples) {
        // First what can be wrong, then what takes time.
        MnistFiles own = data == null ? null : read(data);
        Dataset foreign = testData == null ? null : testData.equals(data) ? own.test() : readTest(testData);
        TrainingData found = data == null ? synthetic(samples == null ? SYNTHETIC : samples, foreign == null) : files(data, own, samples);
        Dataset test = foreign == null ? found.test : foreign;
        String where = foreign == null ? "to test on" : "to test on, from " + testData;
        List<String> source = new ArrayList<>(found.source);
        source.add(String.format(Locale.ROOT, "%,d %s", test.size(), where));
        return new TrainingData(source, found.train, found.validation, test, foreign == null ? found.tested : "images",
                names(testData != null ? testData : data));
    }

    private static TrainingData synthetic(int samples, boolean withTest) {
        int few = Math.max(CLASSES, samples / 10);
        return new TrainingData(
                List.of("built-in synthetic digits, drawn by a program",
                        String.format(Locale.ROOT, "%,d to train on, %,d to validate", samples, few)),
                digits(samples, TRAIN), digits(few, VALIDATION), withTest ? digits(few, TEST) : null, "synthetic digits", DIGITS);
    }

    private static Dataset digits(int count, long seed) {
        SyntheticDigits.Digits digits = SyntheticDigits.generate(count, seed);
        NDArray images = NDArray.generate(IMAGE.batch(count), i -> (digits.pixels()[i] & 0xff) / 255f);
        return Dataset.of(images, NDArray.of(digits.labels(), count));
    }

    private static TrainingData files(Path folder, MnistFiles files, Integer samples) {
        int held = files.train().size() / HELD_BACK;
        int most = files.train().size() - held;
        if (samples != null && samples > most) {
            throw new DypException(String.format(Locale.ROOT, "--samples %,d asks for more images than %s has to train on (%,d, and"
                    + " %,d held back to validate). Ask for fewer.", samples, folder, most, held));
        }
        Dataset train = files.train().take(samples == null ? most : samples);
        return new TrainingData(
                List.of(folder.toString(), String.format(Locale.ROOT, "%,d to train on", train.size())
                        + (held == 0 ? "" : String.format(Locale.ROOT, ", %,d to validate", held))),
                train, held == 0 ? null : files.train().skip(most), files.test(), "images", DIGITS);
    }

    private static MnistFiles read(Path folder) {
        MnistFiles files = MnistFiles.read(folder);
        check(folder, "training", files.train());
        check(folder, "test", files.test());
        return files;
    }

    private static Dataset readTest(Path folder) {
        Dataset test = MnistFiles.readTest(folder);
        check(folder, "test", test);
        return test;
    }

    private static void check(Path folder, String kind, Dataset data) {
        if (data.size() == 0) {
            throw new DypException("The " + kind + " files in " + folder + " hold no images, but 1 or more are needed. Fetch them anew.");
        }
        if (!data.sampleShape().equals(IMAGE)) {
            throw new DypException("The " + kind + " images in " + folder + " are of shape " + data.sampleShape()
                    + ", but the networks here read " + IMAGE + ": height, width, grey. Give a data set of the MNIST family.");
        }
        try {
            data.checkLabels(CLASSES);
        } catch (DypException e) {
            throw new DypException("The " + kind + " labels in " + folder + " do not fit. " + e.getMessage(), e);
        }
    }

    /** Files do not say what their classes are called; the folder's name does. */
    private static List<String> names(Path folder) {
        boolean fashion = folder != null && folder.toAbsolutePath().normalize().toString().toLowerCase(Locale.ROOT).contains("fashion");
        return fashion ? CLOTHES : DIGITS;
    }
}
