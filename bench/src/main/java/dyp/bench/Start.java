package dyp.bench;

import dyp.tensor.DypException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** From the start of a process to the end of its first training step, by the clock of who started it. */
final class Start {
    private Start() {}

    /** A table: rows are workloads, columns those who do them. */
    static String table(List<Contender> contenders, int repeat) {
        StringBuilder out = new StringBuilder("| workload |");
        contenders.forEach(c -> out.append(' ').append(c.name()).append(" |"));
        out.append('\n').append("|---".repeat(contenders.size() + 1)).append("|\n");
        for (String workload : List.of("W1", "W2", "W4")) {
            double[][] seconds = new double[contenders.size()][repeat];
            for (int i = 0; i < repeat; i++) {
                for (int j = 0; j < contenders.size(); j++) {
                    int k = i % 2 == 0 ? j : contenders.size() - 1 - j;
                    seconds[k][i] = seconds(contenders.get(k), workload);
                }
            }
            out.append("| ").append(workload).append(" |");
            for (double[] s : seconds) {
                out.append(String.format(Locale.ROOT, " %.2f s |", Statistics.median(s)));
            }
            out.append('\n');
        }
        return out.toString();
    }

    private static double seconds(Contender contender, String workload) {
        List<String> command = contender.name().equals("Dyp") ? Child.java(System.getProperty("java.class.path"), "dyp.bench.First")
                : new ArrayList<>(contender.command());
        command.add(workload);
        if (!contender.name().equals("Dyp")) {
            command.addAll(List.of("--first", "yes"));
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(contender.environment());
        long start = System.nanoTime();
        try {
            Process process = builder.start();
            for (String line = ""; !line.equals("first");) {
                line = process.inputReader().readLine();
                if (line == null) {
                    throw new DypException("A process that should have run " + workload + " once ended before: " + String.join(" ", command));
                }
            }
            double seconds = (System.nanoTime() - start) * 1e-9;
            process.waitFor();
            return seconds;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DypException("Interrupted while measuring.");
        }
    }
}
