package dyp.data;

import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The four files of a data set of the MNIST family (MNIST, Fashion-MNIST, KMNIST): images float32 (n, 28, 28, 1) from
 * 0 to 1, labels int32 (n,).
 *
 * @param train the images to train on, 60,000 in the published sets
 * @param test the images to test on, 10,000 in the published sets
 */
public record MnistFiles(Dataset train, Dataset test) {
    private static final int NAMES_SHOWN = 20;

    /**
     * Reads {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte}, {@code t10k-images-idx3-ubyte} and
     * {@code t10k-labels-idx1-ubyte}, each with or without {@code .gz}, and also with a dot before {@code idx}, as some
     * programs name them when unpacking.
     *
     * @throws DypException where a file is missing or damaged, or the numbers of images and labels differ
     */
    public static MnistFiles read(Path folder) {
        requireFolder(folder);
        // All four are looked for before the first is read: who lacks one should not wait for the others.
        Path trainImages = find(folder, "train-images", "idx3-ubyte");
        Path trainLabels = find(folder, "train-labels", "idx1-ubyte");
        Path testImages = find(folder, "t10k-images", "idx3-ubyte");
        Path testLabels = find(folder, "t10k-labels", "idx1-ubyte");
        return new MnistFiles(dataset(trainImages, trainLabels), dataset(testImages, testLabels));
    }

    /**
     * Reads the two {@code t10k} files alone.
     *
     * @throws DypException where a file is missing or damaged, or the numbers of images and labels differ
     */
    public static Dataset readTest(Path folder) {
        requireFolder(folder);
        return dataset(find(folder, "t10k-images", "idx3-ubyte"), find(folder, "t10k-labels", "idx1-ubyte"));
    }

    private static void requireFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new DypException("There is no folder " + folder + " (in full: " + folder.toAbsolutePath().normalize()
                    + "). Give the folder that holds the four files, train-images-idx3-ubyte.gz and so on.");
        }
    }

    private static Dataset dataset(Path imagesFile, Path labelsFile) {
        NDArray labels = Idx.labels(labelsFile);
        NDArray images = Idx.images(imagesFile);
        if (images.shape().dim(0) != labels.shape().dim(0)) {
            throw new DypException(String.format(Locale.ROOT, "%s holds %,d images, but %s holds %,d labels: they do not"
                    + " belong together. Fetch both from the same place.", imagesFile, images.shape().dim(0), labelsFile,
                    labels.shape().dim(0)));
        }
        return Dataset.of(images, labels);
    }

    private static Path find(Path folder, String name, String kind) {
        List<String> names = Stream.of(name + "-" + kind, name + "." + kind).flatMap(n -> Stream.of(n, n + ".gz")).toList();
        // Regular files only: some archives unpack to a folder of the file's name.
        return names.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst()
                .orElseThrow(() -> new DypException(folder + " holds none of " + String.join(", ", names) + ". "
                        + found(folder) + " Fetch the missing file into this folder, or name the folder that has it."));
    }

    private static String found(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.map(f -> f.getFileName() + (Files.isDirectory(f) ? "/" : "")).sorted().toList();
            String more = names.size() > NAMES_SHOWN ? ", and " + (names.size() - NAMES_SHOWN) + " more" : "";
            return names.isEmpty() ? "It is empty."
                    : "Found there: " + String.join(", ", names.subList(0, Math.min(NAMES_SHOWN, names.size()))) + more + ".";
        } catch (IOException | UncheckedIOException e) {
            return "What it holds could not be listed (" + e.getMessage() + ").";
        }
    }
}
