package dyp.train;

import dyp.tensor.DypException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;

/** A kind of file that holds models. Those on the class path are found by Java's {@link ServiceLoader}. */
public interface ModelFormat {
    /** How its files' names end, as {@code .keras}. */
    List<String> endings();

    /**
     * The model in a file, with its weights, and compiled where the file says how.
     *
     * @throws DypException where the file cannot be read; it says why
     */
    Model load(Path file);

    /**
     * Writes a model that is built. The old file stays as it was until the new one is whole.
     *
     * @throws DypException where the file cannot be written, or the format has no word for a part of the model
     */
    void save(Model model, Path file);

    /**
     * Gives a model the weights in a file.
     *
     * @throws DypException where the file cannot be read or is of another model, which then stays as it was
     */
    default void loadWeights(Model model, Path file) {
        throw new DypException("Files " + String.join(", ", endings()) + " hold whole models, not weights alone: read " + file + " with Model.load.");
    }

    /**
     * Writes a model's weights alone.
     *
     * @throws DypException where the file cannot be written
     */
    default void saveWeights(Model model, Path file) {
        throw new DypException("Files " + String.join(", ", endings()) + " hold whole models, not weights alone: write " + file + " with save.");
    }

    /**
     * The format that a file's ending names.
     *
     * @throws DypException where there is none
     */
    static ModelFormat of(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        List<ModelFormat> all = ServiceLoader.load(ModelFormat.class).stream().map(ServiceLoader.Provider::get).toList();
        return all.stream().filter(f -> f.endings().stream().anyMatch(name::endsWith)).findFirst().orElseThrow(() -> new DypException("There is no format for '"
                + file + "'. " + (all.isEmpty() ? "Put dyp-formats on the class path." : "There are "
                + String.join(", ", all.stream().flatMap(f -> f.endings().stream()).toList()) + ".")));
    }
}
