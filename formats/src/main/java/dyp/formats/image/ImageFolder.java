package dyp.formats.image;

import dyp.data.Dataset;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Pictures in folders, one folder per class: {@code xrays/normal/a.png}, {@code xrays/pneumonia/b.png}. Classes and files are sorted by name, so
 * that the same folder gives the same labels on every machine. Nothing is decoded until a dataset is asked for.
 *
 * <pre>{@code
 * ImageFolder xrays = ImageFolder.of(Path.of("xrays"));
 * List<ImageFolder> parts = xrays.splitByGroup(42, Groups.matching("(patient\\d+)_"), 0.6, 0.2, 0.2);
 * Leakage.require(parts, Groups.matching("(patient\\d+)_"));
 * Dataset train = parts.get(0).streamed(ImageFiles.grey().size(224, 224).zeroToOne());
 * }</pre>
 *
 * @param classes the classes' names; a label is a place in this list
 * @param pictures the files, of every class
 */
public record ImageFolder(List<String> classes, List<Picture> pictures) {
    private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "bmp", "gif", "tif", "tiff");
    private static final int DEEPEST = 32;
    private static final int NAMED = 10;

    /** A file and the number of its class. */
    public record Picture(Path file, int label) {}

    public ImageFolder {
        classes = List.copyOf(classes);
        pictures = List.copyOf(pictures);
    }

    /**
     * All pictures below a folder whose folders are the classes. Files of other endings and hidden ones are passed over.
     *
     * @throws DypException where there is no such folder, no class or no picture in it, or a link, which might lead out of it
     */
    public static ImageFolder of(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new DypException("There is no folder " + folder + " (in full: " + folder.toAbsolutePath().normalize() + "). Give the folder that holds a folder per class.");
        }
        try {
            List<Path> classes = below(folder, 1).stream().filter(p -> Files.isDirectory(p)).toList();
            List<Picture> pictures = new ArrayList<>();
            for (int label = 0; label < classes.size(); label++) {
                for (Path file : below(classes.get(label), DEEPEST)) {
                    if (!Files.isDirectory(file) && ENDINGS.contains(ending(file))) {
                        pictures.add(new Picture(file, label));
                    }
                }
            }
            if (pictures.isEmpty()) {
                throw new DypException(folder + " holds " + (classes.isEmpty() ? "no folders" : "no pictures in its " + classes.size() + " folders")
                        + ". It should have a folder per class, with files that end in " + String.join(", ", ENDINGS.stream().sorted().toList()) + ".");
            }
            return new ImageFolder(classes.stream().map(c -> c.getFileName().toString()).toList(), pictures);
        } catch (IOException | UncheckedIOException e) {
            throw new DypException(folder + " could not be listed: " + e.getMessage() + ".", e);
        }
    }

    /** What is below a folder and not hidden, sorted by name whatever the system's order. */
    private static List<Path> below(Path folder, int depth) throws IOException {
        try (Stream<Path> all = Files.walk(folder, depth)) {
            List<Path> found = all.filter(p -> !p.equals(folder) && Stream.iterate(p, q -> !q.equals(folder), Path::getParent)
                    .noneMatch(q -> q.getFileName().toString().startsWith("."))).sorted((a, b) -> name(folder, a).compareTo(name(folder, b))).toList();
            for (Path p : found) {
                if (!Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS)) {
                    throw new DypException(p + " is a link or no regular file, which is refused: it may lead out of the folder. Put the picture itself there.");
                }
            }
            return found;
        }
    }

    private static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private static String ending(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** Number of pictures. */
    public int size() {
        return pictures.size();
    }

    /** How many pictures each class has, in the order of {@link #classes}. */
    public int[] classCounts() {
        int[] counts = new int[classes.size()];
        pictures.forEach(p -> counts[p.label]++);
        return counts;
    }

    /** The pictures in a random order, the same for the same seed. */
    public ImageFolder shuffle(long seed) {
        return rows(index().shuffle(seed));
    }

    /**
     * Random parts in which each class keeps its share, picture by picture. Where several pictures are of one patient, use
     * {@link #splitByGroup}: a network recognises the patient.
     *
     * @param fractions one per part, above 0, adding up to 1
     */
    public List<ImageFolder> split(long seed, double... fractions) {
        return index().stratified(seed, fractions).stream().map(this::rows).toList();
    }

    /**
     * Random parts of whole groups: all pictures of a group (a patient, a hospital, a device) are in one part. Groups go, the largest first, to the
     * part that lacks the most of their classes.
     *
     * @param group from a file to its group; see {@link Groups}
     * @param fractions one per part, above 0, adding up to 1
     * @throws DypException where there are fewer groups than parts
     */
    public List<ImageFolder> splitByGroup(long seed, Function<Path, String> group, double... fractions) {
        return Groups.split(shuffle(seed), group, fractions);
    }

    /** A view with the numbers of the pictures as samples. */
    private Dataset index() {
        int[] labels = pictures.stream().mapToInt(Picture::label).toArray();
        int[] numbers = new int[labels.length];
        Arrays.setAll(numbers, i -> i);
        return Dataset.of(NDArray.of(numbers), NDArray.of(labels));
    }

    private ImageFolder rows(Dataset view) {
        List<Picture> some = new ArrayList<>();
        for (int i = 0; i < view.size(); i++) {
            some.add(pictures.get(view.sourceRow(i)));
        }
        return new ImageFolder(classes, some);
    }

    /**
     * All pictures, decoded now: float32 (n, height, width, channels), with int32 labels (n).
     *
     * @param images how they are read; with a size
     * @throws DypException which names the files that cannot be read
     */
    public Dataset dataset(ImageFiles images) {
        List<String> unreadable = new ArrayList<>();
        Dataset data = dataset(images, e -> unreadable.add(e.getMessage()));
        if (!unreadable.isEmpty()) {
            throw new DypException(unreadable.size() + " of " + size() + " pictures cannot be read: " + String.join(" ", unreadable.stream().limit(NAMED).toList())
                    + (unreadable.size() > NAMED ? " And " + (unreadable.size() - NAMED) + " more." : "") + " Replace or remove them, or leave them out by dataset(images, skipped).");
        }
        return data;
    }

    /**
     * All pictures that can be read.
     *
     * @param skipped is told of each that cannot
     */
    public Dataset dataset(ImageFiles images, Consumer<DypException> skipped) {
        Shape shape = images.shape();
        long numbers = (long) size() * shape.size();
        if (numbers > Integer.MAX_VALUE - 8 || numbers * Float.BYTES > Runtime.getRuntime().maxMemory()) {
            throw new DypException(String.format(Locale.ROOT, "%,d pictures of %s take %,d MB, more than this JVM has for them. Use a smaller size, or load them batch by batch: streamed(images).",
                    size(), shape, numbers * Float.BYTES >> 20));
        }
        float[] x = new float[(int) numbers];
        List<Integer> labels = new ArrayList<>();
        for (Picture p : pictures) {
            try {
                NDArray picture = images.read(p.file);
                System.arraycopy(picture.floats(), 0, x, labels.size() * shape.size(), shape.size());
                labels.add(p.label);
            } catch (DypException e) {
                skipped.accept(e);
            }
        }
        float[] read = labels.size() == size() ? x : Arrays.copyOf(x, labels.size() * shape.size());
        return Dataset.of(NDArray.of(read, labels.size(), shape.dim(0), shape.dim(1), shape.dim(2)), NDArray.of(labels.stream().mapToInt(l -> l).toArray()));
    }

    /**
     * All pictures, decoded batch by batch while a model is trained: for sets that do not fit into memory. A picture that cannot be read stops the
     * training with a sentence.
     */
    public Dataset streamed(ImageFiles images) {
        Shape shape = images.shape();
        return Dataset.loading(size(), shape, (row, target, offset) -> System.arraycopy(images.read(pictures.get(row).file).floats(), 0, target, offset, shape.size()),
                NDArray.of(pictures.stream().mapToInt(Picture::label).toArray()));
    }
}
