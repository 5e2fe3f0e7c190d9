package dyp.callback;

import dyp.train.Model;
import java.nio.file.Path;

/** Writes a model to a file. */
@FunctionalInterface
public interface Saver {
    void save(Model model, Path file);
}
