package dyp.zoo;

import com.fasterxml.jackson.databind.JsonNode;
import dyp.formats.json.Jsons;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.train.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** What the classes of a model are called, in their order. Dyp brings no names of its own: they are said when a model is made, or read from a file. */
public record ClassLabels(List<String> names) {
    private static final String KEY = "labels";

    /** What a model takes a sample for. @param score what it gave for the class, of a softmax the probability */
    public record Guess(String label, double score) {}

    public ClassLabels {
        names = List.copyOf(names);
        if (names.isEmpty() || names.stream().anyMatch(n -> n.contains("\n"))) {
            throw new DypException("Each class needs a name of one line, but " + names + " came.");
        }
    }

    /** @throws DypException where there are not as many as classes */
    static ClassLabels of(List<String> names, int classes) {
        if (names.size() != classes) {
            throw new DypException("The network has " + classes + " classes, but " + names.size() + " names came. Give one name per class, in their order.");
        }
        return new ClassLabels(names);
    }

    /**
     * The names in a file: one per line, or a JSON object of class numbers with a name each, {@code {"0": "tench"}}, or Keras's
     * {@code {"0": ["n01440764", "tench"]}}.
     *
     * @throws DypException where the file cannot be read or a number is left out
     */
    public static List<String> read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new DypException(file + " cannot be read: " + e.getMessage() + ".", e);
        }
        if (!text.stripLeading().startsWith("{")) {
            return text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
        }
        JsonNode object = Jsons.parse(text, file.toString());
        List<String> names = new ArrayList<>();
        for (int i = 0; i < object.size(); i++) {
            JsonNode name = object.path(String.valueOf(i));
            if (name.isMissingNode()) {
                throw new DypException(file + " has " + object.size() + " names, but none for class " + i + ".");
            }
            names.add(name.isArray() ? name.path(name.size() - 1).asText() : name.asText());
        }
        return names;
    }

    /** Writes them down on a model, with which they travel, into {@code .keras} files too. */
    public void note(Model model) {
        model.note(KEY, String.join("\n", names));
    }

    /** @throws DypException where the model has none */
    public static ClassLabels of(Model model) {
        String known = model.notes().get(KEY);
        if (known == null) {
            throw new DypException("Nothing is said of what this model's classes are called. Say it: new ClassLabels(List.of(\"cat\", \"dog\")).note(model).");
        }
        return new ClassLabels(known.lines().toList());
    }

    /**
     * For each row of a model's answers the k likeliest classes, the likeliest first.
     *
     * @param answers (samples, classes)
     */
    public List<List<Guess>> top(NDArray answers, int k) {
        int classes = answers.shape().last();
        if (answers.shape().rank() != 2 || classes != names.size()) {
            throw new DypException("There are " + names.size() + " names, but the answers are " + answers.shape() + ". Expected were (samples, " + names.size() + ").");
        }
        return IntStream.range(0, answers.shape().dim(0)).mapToObj(row -> IntStream.range(0, classes).boxed()
                .sorted(Comparator.comparingDouble((Integer c) -> -answers.get(row, c))).limit(k)
                .map(c -> new Guess(names.get(c), answers.get(row, c))).toList()).toList();
    }
}
