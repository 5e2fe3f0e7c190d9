package dyp.cli;

import dyp.data.Dataset;
import dyp.formats.image.Groups;
import dyp.formats.image.ImageFiles;
import dyp.formats.image.ImageFolder;
import dyp.formats.image.Leakage;
import dyp.tensor.DypException;
import dyp.zoo.Preprocess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Pictures in folders to train on and to test with: {@code train} and {@code test} (or {@code val}) below the folder, or a folder per class, of
 * which a fifth is kept to test with.
 */
record ZooPictures(ImageFolder train, ImageFolder test) {
    private static final double LEARNED = 0.8;

    /**
     * @param regex finds a file's group in its path; null where files are on their own
     * @throws DypException where the parts hold the same pictures or groups
     */
    static ZooPictures of(Path folder, String regex, long seed) {
        Function<Path, String> group = regex == null ? null : Groups.matching(regex);
        Path train = folder.resolve("train");
        Path test = Stream.of("test", "val", "validation").map(folder::resolve).filter(Files::isDirectory).findFirst().orElse(null);
        List<ImageFolder> parts;
        if (Files.isDirectory(train) && test != null) {
            parts = List.of(ImageFolder.of(train), ImageFolder.of(test));
            if (!parts.get(0).classes().equals(parts.get(1).classes())) {
                throw new DypException(train + " has folders for " + parts.get(0).classes() + ", but " + test + " for " + parts.get(1).classes() + ". Give both the same.");
            }
        } else {
            ImageFolder all = ImageFolder.of(folder);
            parts = group == null ? all.split(seed, LEARNED, 1 - LEARNED) : all.splitByGroup(seed, group, LEARNED, 1 - LEARNED);
        }
        Leakage.require(parts, group == null ? Groups.contents() : group);
        return new ZooPictures(parts.get(0), parts.get(1));
    }

    List<String> classes() {
        return train.classes();
    }

    /** Pictures read and prepared. */
    static Dataset read(ImageFolder part, ImageFiles files, Preprocess preprocess) {
        var raw = part.dataset(files).toArrays();
        return Dataset.of(preprocess.of(raw.x()), raw.y());
    }
}
