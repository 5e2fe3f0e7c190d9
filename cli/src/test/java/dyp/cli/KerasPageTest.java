package dyp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page for people who know Keras names every factory, and none that is not there. */
class KerasPageTest {
    private static final Pattern WORD = Pattern.compile("`([a-z]\\w*)`");
    private static final List<Class<?>> CLASSES = List.of(dyp.nn.Layers.class, dyp.preprocessing.Preprocessing.class,
            dyp.preprocessing.Augmentation.class, dyp.loss.Losses.class, dyp.metric.Metrics.class, dyp.optim.Optimizers.class,
            dyp.optim.Schedules.class, dyp.init.Initializers.class, dyp.callback.Callbacks.class);

    @Test
    void everyNameIsThere() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("..", "docs", "coming-from-keras.md")).stream().filter(l -> l.startsWith("| `keras.")).toList();
        assertEquals(11, rows.size(), "rows of the table");
        for (String row : rows) {
            String[] cells = row.split("\\|");
            Set<String> missing = words(cells[3]);
            missing.removeAll(factories(CLASSES.stream().filter(c -> cells[2].contains(c.getName() + "`")).toList()));
            assertEquals(Set.of(), missing, "named in the row of " + cells[1] + " but not there");
        }
        String page = String.join("\n", rows);
        Set<String> unnamed = factories(CLASSES);
        unnamed.removeAll(words(page));
        // Other forms of what is named.
        unnamed.removeAll(Set.of("inputs", "outputs", "mean", "normalizationOfAll", "discretizationInto", "autoContrast", "exactAccuracy", "logCoshError"));
        assertEquals(Set.of(), unnamed, "factories that the page does not name");
    }

    private static Set<String> words(String text) {
        Set<String> words = new TreeSet<>();
        for (Matcher m = WORD.matcher(text); m.find();) {
            words.add(m.group(1));
        }
        return words;
    }

    private static Set<String> factories(List<Class<?>> classes) {
        Set<String> names = classes.stream().flatMap(c -> Stream.of(c.getMethods())).filter(m -> java.lang.reflect.Modifier.isStatic(m.getModifiers()))
                .map(java.lang.reflect.Method::getName).collect(Collectors.toCollection(TreeSet::new));
        assertTrue(classes.isEmpty() || !names.isEmpty());
        return names;
    }
}
