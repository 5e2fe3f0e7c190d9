package dyp.labs.recipe;

import dyp.runtime.Engine;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a run of a recipe was told.
 *
 * @param seed decides first weights, splits and the order of samples
 * @param best whether more is done for a better score
 * @param epochs instead of the recipe's own number; empty unless said
 * @param quick small data and few epochs: for tests
 * @param data a folder or file with real data; empty for synthetic data
 * @param engine what models compute on
 * @param command as it was typed, for the report
 */
public record LabOptions(long seed, boolean best, OptionalInt epochs, boolean quick, Optional<Path> data, Engine engine, String command) {
    /** Seed 1, synthetic data, all threads. */
    public static LabOptions defaults() {
        return new LabOptions(1, false, OptionalInt.empty(), false, Optional.empty(), Engine.shared(), "");
    }

    public LabOptions seed(long value) {
        return new LabOptions(value, best, epochs, quick, data, engine, command);
    }

    public LabOptions best(boolean value) {
        return new LabOptions(seed, value, epochs, quick, data, engine, command);
    }

    public LabOptions epochs(OptionalInt value) {
        return new LabOptions(seed, best, value, quick, data, engine, command);
    }

    /** Small data and few epochs: for tests. */
    public LabOptions quick(boolean value) {
        return new LabOptions(seed, best, epochs, value, data, engine, command);
    }

    /** @param folder null for synthetic data */
    public LabOptions data(Path folder) {
        return new LabOptions(seed, best, epochs, quick, Optional.ofNullable(folder), engine, command);
    }

    public LabOptions engine(Engine value) {
        return new LabOptions(seed, best, epochs, quick, data, value, command);
    }

    public LabOptions command(String value) {
        return new LabOptions(seed, best, epochs, quick, data, engine, value);
    }
}
