package dyp.cli;

import dyp.store.Npy;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Arrays in {@code .npy} files as the command line names them: FILE in the order of a model's inputs, or NAME=FILE. */
final class ArrayFiles {
    private ArrayFiles() {}

    /**
     * @param option what they were given with
     * @param names whose arrays are wanted
     * @return one array per name
     * @throws DypException where one is missing, one too many, or a file cannot be read
     */
    static List<NDArray> read(String option, List<String> given, List<String> names) {
        Path[] files = new Path[names.size()];
        for (String text : given) {
            int cut = text.indexOf('=');
            int place = cut < 0 ? Arrays.asList(files).indexOf(null) : names.indexOf(text.substring(0, cut));
            if (cut >= 0 && place < 0) {
                throw new DypException(option + " " + text + " names '" + text.substring(0, cut) + "', but there is " + words(names) + ".");
            }
            if (place < 0 || files[place] != null) {
                throw new DypException("One " + option + " too many: " + text + " came, but " + words(names) + " "
                        + (names.size() == 1 ? "takes one array." : "take one array each."));
            }
            files[place] = Path.of(text.substring(cut + 1));
        }
        int missing = Arrays.asList(files).indexOf(null);
        if (missing >= 0) {
            throw new DypException("There is no array for '" + names.get(missing) + "'. Give it as " + option + " " + names.get(missing) + "=FILE.npy.");
        }
        return Arrays.stream(files).map(Npy::read).toList();
    }

    private static String words(List<String> names) {
        return "'" + String.join("', '", names) + "'";
    }
}
