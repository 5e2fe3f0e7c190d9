package dyp.labs.face;

import dyp.data.Dataset;
import dyp.formats.image.Groups;
import dyp.formats.image.ImageFiles;
import dyp.formats.image.ImageFolder;
import dyp.labs.data.KnownSets;
import dyp.labs.recipe.Lab;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the recipe learns from: grey pictures of 48x48, 0 to 1, with class numbers.
 *
 * @param files those that were read; empty for drawn faces
 * @param parts of the test pictures' faces, in their order; empty where nobody knows
 */
record FaceSet(String what, List<Path> files, String split, List<String> classes, Dataset train, Dataset validation, Dataset test, List<Parts> parts) {
    private static final int PERSONS = 400;
    private static final int EACH = 20;
    private static final int MOST_LISTED = 50;

    /** What {@code --data} names, or drawn faces. */
    static FaceSet of(Lab lab) {
        if (lab.data().isEmpty()) {
            return lab.quick() ? drawn(30, 8, lab.seed()) : drawn(PERSONS, EACH, lab.seed());
        }
        Path data = lab.data().get();
        List<Path> tables = Files.isDirectory(data) ? inside(data, p -> p.toString().matches(".*\\.csv(\\.gz)?")) : List.of(data);
        if (tables.size() > 1) {
            throw new DypException(data + " holds " + tables.size() + " tables " + tables.stream().map(Path::getFileName).toList() + ". Name the one to learn from: --data FILE.csv.");
        }
        return tables.size() == 1 ? table(tables.getFirst()) : folders(data, lab.seed());
    }

    /** Six tenths of the persons to learn from, the next 15 in 100 to validate, the last quarter to test: nobody is in two parts. */
    static FaceSet drawn(int persons, int each, long seed) {
        DrawnFaces.Faces faces = DrawnFaces.generate(persons, each, seed);
        Dataset all = of(faces.pixels(), faces.moods(), IntStream.range(0, faces.count()).toArray());
        int learned = persons * 60 / 100;
        int validated = persons * 15 / 100;
        int until = (learned + validated) * each;
        return new FaceSet(String.format(Locale.ROOT, "%,d faces drawn by a program (synthetic), of %d persons that do not exist", faces.count(), persons), List.of(),
                learned + " persons to train on, " + validated + " others to validate, " + (persons - learned - validated) + " others to test", Mood.names(),
                all.rows(0, learned * each), all.rows(learned * each, until), all.rows(until, faces.count()), faces.parts().subList(until, faces.count()));
    }

    /** FER2013, with the split in its table. */
    static FaceSet table(Path file) {
        Fer2013 table = Fer2013.read(file);
        for (Fer2013.Usage usage : Fer2013.Usage.values()) {
            if (table.rows(usage).length == 0) {
                throw new DypException(file.getFileName() + " has no rows of the Usage " + usage.name().toLowerCase(Locale.ROOT) + ". All three parts are needed: Training, PublicTest and PrivateTest.");
            }
        }
        Dataset train = of(table.pixels(), table.moods(), table.rows(Fer2013.Usage.TRAINING));
        Dataset validation = of(table.pixels(), table.moods(), table.rows(Fer2013.Usage.PUBLICTEST));
        Dataset test = of(table.pixels(), table.moods(), table.rows(Fer2013.Usage.PRIVATETEST));
        return new FaceSet(String.format(Locale.ROOT, "FER2013's table, %,d faces", table.moods().length), List.of(file),
                String.format(Locale.ROOT, "as in the table: %,d Training, %,d PublicTest to validate, %,d PrivateTest", train.size(), validation.size(), test.size()), Mood.names(),
                train, validation, test, List.of());
    }

    /** A folder per class; or folders train and test with a folder per class in each. */
    static FaceSet folders(Path folder, long seed) {
        ImageFiles images = ImageFiles.grey().size(DrawnFaces.SIDE, DrawnFaces.SIDE).antialias(true).zeroToOne();
        Path train = folder.resolve("train");
        Path test = folder.resolve("test");
        boolean split = Files.isDirectory(train) && Files.isDirectory(test);
        List<ImageFolder> parts;
        if (split) {
            ImageFolder unseen = ImageFolder.of(test);
            List<ImageFolder> learned = ImageFolder.of(train).split(seed, 0.85, 0.15);
            if (!unseen.classes().equals(learned.getFirst().classes())) {
                throw new DypException("The folders train and test in " + folder + " have other classes: " + learned.getFirst().classes() + " and " + unseen.classes() + ". Each class needs a folder in both.");
            }
            parts = List.of(learned.get(0), learned.get(1), unseen);
        } else {
            parts = ImageFolder.of(folder).splitByGroup(seed, Groups.contents(), 0.6, 0.15, 0.25);
        }
        List<Path> files = parts.stream().flatMap(p -> p.pictures().stream()).map(ImageFolder.Picture::file).sorted().toList();
        String sum = Integer.toHexString(files.stream().map(KnownSets::sha256).toList().hashCode());
        return new FaceSet(String.format(Locale.ROOT, "%,d pictures in folders (checksum of all %s)", files.size(), sum), files.size() > MOST_LISTED ? List.of() : files,
                split ? "15% of the folder train to validate, the folder test to test" : "60% to train on, 15% to validate, 25% to test; the same picture twice is in one part, but who is on them is not known",
                parts.getFirst().classes(), parts.get(0).dataset(images), parts.get(1).dataset(images), parts.get(2).dataset(images), List.of());
    }

    private static List<Path> inside(Path folder, Predicate<Path> wanted) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isRegularFile).filter(wanted).sorted().toList();
        } catch (IOException e) {
            throw new DypException(folder + " could not be listed: " + e.getMessage() + ".", e);
        }
    }

    /** Bytes become numbers batch by batch: as floats, FER2013 would be four times as large. */
    private static Dataset of(byte[] pixels, int[] moods, int[] rows) {
        return Dataset.loading(rows.length, Shape.of(DrawnFaces.SIDE, DrawnFaces.SIDE, 1), (row, target, offset) -> {
            int from = rows[row] * DrawnFaces.PIXELS;
            for (int i = 0; i < DrawnFaces.PIXELS; i++) {
                target[offset + i] = (pixels[from + i] & 255) / 255f;
            }
        }, NDArray.of(IntStream.of(rows).map(r -> moods[r]).toArray()));
    }
}
