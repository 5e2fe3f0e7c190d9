package dyp.callback;

import dyp.store.Bundle;
import dyp.tensor.DypException;
import dyp.train.Callback;
import dyp.train.Training;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes each epoch's figures as a line of a CSV file, as Keras does: {@code epoch} from 0, then the names in order, and
 * {@code NA} for a figure that the epoch has not. A line is in the file as soon as the epoch ends. Where a fit goes on from a
 * checkpoint, lines of epochs that are run again are cut off first.
 */
public final class CSVLogger implements Callback {
    private final Path file;
    private final String separator;
    private final boolean append;
    private List<String> columns;

    CSVLogger(Path file, String separator, boolean append) {
        this.file = file;
        this.separator = separator;
        this.append = append;
    }

    /** Between the values; a comma unless said. */
    public CSVLogger separator(String s) {
        return new CSVLogger(file, s, append);
    }

    /** Whether lines are added to an old file; false, so that it is replaced, unless said. */
    public CSVLogger append(boolean add) {
        return new CSVLogger(file, separator, add);
    }

    @Override
    public void onTrainBegin(Training training) {
        columns = null;
    }

    @Override
    public void onEpochEnd(Training training) {
        StringBuilder text = new StringBuilder();
        if (columns == null) {
            columns = columns(training);
            boolean goesOn = append && Files.exists(file) && length() > 0;
            if (!goesOn) {
                text.append(columns.stream().map(this::quoted).collect(Collectors.joining(separator, "epoch" + separator, "\n")));
                cut(0);
            }
        }
        text.append(columns.stream().map(c -> training.logs().containsKey(c) ? number(training.logs().get(c)) : "NA")
                .collect(Collectors.joining(separator, training.epoch() - 1 + separator, "\n")));
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw trouble(e);
        }
    }

    private static List<String> columns(Training training) {
        List<String> names = new ArrayList<>(training.logs().keySet().stream().sorted().toList());
        if (names.stream().noneMatch(n -> n.startsWith("val_"))) {
            // Later epochs may have them.
            List.copyOf(names).forEach(n -> names.add("val_" + n));
        }
        return names;
    }

    /** As Python writes them. */
    private static String number(double value) {
        return Double.isNaN(value) ? "nan" : Double.isInfinite(value) ? value > 0 ? "inf" : "-inf" : Double.toString(value);
    }

    private String quoted(String name) {
        return name.contains(separator) || name.contains("\"") ? '"' + name.replace("\"", "\"\"") + '"' : name;
    }

    private long length() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw trouble(e);
        }
    }

    /** Leaves the file's first bytes; makes it, and its folder, where there is none. */
    private void cut(long bytes) {
        try {
            if (file.toAbsolutePath().getParent() != null) {
                Files.createDirectories(file.toAbsolutePath().getParent());
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.truncate(bytes);
            }
        } catch (IOException e) {
            throw trouble(e);
        }
    }

    private DypException trouble(IOException e) {
        return new DypException("The log " + file + " could not be written: " + e + ". Check the folder, its permissions and the space on the disk.", e);
    }

    @Override
    public void save(Bundle state) {
        if (columns != null) {
            state.put("columns", String.join("\n", columns));
        }
        if (columns != null || append) {
            state.put("bytes", Files.exists(file) ? length() : 0);
        }
    }

    @Override
    public void restore(Bundle state) {
        columns = state.has("columns") ? state.text("columns").lines().toList() : null;
        cut(state.wide("bytes"));
    }

    @Override
    public boolean writesFiles() {
        return true;
    }
}
