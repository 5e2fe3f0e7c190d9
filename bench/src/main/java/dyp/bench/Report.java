package dyp.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The file of results: sections, each replaced when it is measured again, and rows of workloads likewise. */
final class Report {
    private static final String WORKLOADS = "workloads", HEAD = "## ";

    private final Path file;
    private final Map<String, String> sections = new LinkedHashMap<>();

    Report(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            try {
                for (String part : Files.readString(file).split("(?m)^" + HEAD)) {
                    if (!part.startsWith("#")) {
                        sections.put(part.substring(0, part.indexOf('\n')), part.substring(part.indexOf('\n') + 1).strip() + "\n");
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    void section(String title, String text) {
        sections.put(title, text);
    }

    /** Who measured where. */
    void machine(List<String> lines, List<Contender> contenders, Bench.Options options) {
        StringBuilder out = new StringBuilder(now() + ", " + Machine.processor() + ", " + System.getProperty("os.name") + ", JDK "
                + System.getProperty("java.vm.version") + contenders.stream().skip(1).map(c -> ", " + c.name() + " " + c.version()).reduce("", String::concat)
                + ". Workloads on " + options.threads + (options.cpu ? " thread, by the processor's time." : " threads, by the clock.") + "\n\n");
        lines.forEach(l -> out.append("- ").append(l).append('\n'));
        section("machine", out.toString());
    }

    static String now() {
        return LocalDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm")) + " UTC";
    }

    /** The table of workloads with these columns; rows measured before stay where they had the same columns. */
    Table workloads(List<Contender> contenders) {
        List<String> columns = new ArrayList<>(List.of("", "workload", "Dyp, samples/s", "a run", "spread", "share of roofline", "MiB"));
        contenders.stream().skip(1).forEach(c -> columns.add(c.name()));
        columns.addAll(List.of("best peer", "its MiB", "Dyp over best", "measured"));
        return new Table(columns);
    }

    /** Rows by name, in the order of the workloads. */
    final class Table {
        private final String head;
        private final Map<String, String> rows = new LinkedHashMap<>();

        Table(List<String> columns) {
            head = row(columns) + "\n" + "|---".repeat(columns.size()) + "|";
            String old = sections.getOrDefault(WORKLOADS, "");
            for (Workload w : Workloads.all()) {
                old.lines().filter(l -> old.contains(head) && l.startsWith("| " + w.id() + " |")).findFirst().ifPresentOrElse(
                        l -> rows.put(w.id(), l), () -> rows.put(w.id(), null));
            }
        }

        String head() {
            return head;
        }

        String add(String name, List<String> cells) {
            List<String> all = new ArrayList<>(List.of(name));
            all.addAll(cells);
            all.add(now());
            rows.put(name, row(all));
            StringBuilder out = new StringBuilder(Texts.WORKLOADS + "\n" + head + "\n");
            rows.values().stream().filter(r -> r != null).forEach(r -> out.append(r).append('\n'));
            section(WORKLOADS, out.toString());
            return rows.get(name);
        }

        private static String row(List<String> cells) {
            return "| " + String.join(" | ", cells) + " |";
        }
    }

    void write() {
        StringBuilder out = new StringBuilder("# Results of the bench\n\n" + Texts.HEAD);
        sections.forEach((title, text) -> out.append('\n').append(HEAD).append(title).append("\n\n").append(text.strip()).append('\n'));
        try {
            Files.writeString(file, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands in the file beside numbers. */
    private static final class Texts {
        static final String HEAD = "Written by `./dyp bench --peers`; `./dyp bench --help` says what else it measures.\n";
        static final String WORKLOADS = """
                Medians over all repetitions; each contender in processes of its own, in both orders where there are several. The share of the
                roofline is the time that the counted operations (products and convolutions, direct) take at the FMA peak, or the bytes (inputs
                and weights once, and once more what changes) at the bandwidth, whichever is longer, over the time measured. MiB is the
                process's peak. Spread is the slowest repetition over the fastest. Figures of peers are samples/s as well.
                """;
    }
}
