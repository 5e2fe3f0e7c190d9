package dyp.labs.report;

import java.util.List;
import java.util.stream.Collectors;

/** Pieces of Markdown. */
public final class Markdown {
    private Markdown() {}

    /** Text in which nothing is a mark: names of classes, paths. */
    public static String plain(String text) {
        return text.replaceAll("([\\\\`*_\\[\\]<>|#~])", "\\\\$1").replace("\n", " ");
    }

    /** As it stands, in the letters of a typewriter. */
    public static String code(String text) {
        String ticks = text.contains("`") ? "``" : "`";
        return ticks + text.replace("|", "\\|").replace("\n", " ") + ticks;
    }

    static String table(List<String> head, List<List<String>> rows) {
        StringBuilder out = new StringBuilder(row(head)).append('|');
        for (int i = 0; i < head.size(); i++) {
            int column = i;
            boolean numbers = i > 0 && !rows.isEmpty() && rows.stream().allMatch(r -> r.get(column).matches("(?i)[<>~]?\\s*[-+−±]?[\\d].*|nan|-|"));
            out.append(numbers ? "---:|" : "---|");
        }
        return out.append('\n').append(rows.stream().map(Markdown::row).collect(Collectors.joining())).toString();
    }

    private static String row(List<String> cells) {
        return cells.stream().map(c -> " " + c.replace("\n", " ") + " ").collect(Collectors.joining("|", "|", "|\n"));
    }
}
