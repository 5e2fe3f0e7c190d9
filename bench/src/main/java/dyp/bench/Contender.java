package dyp.bench;

import dyp.bench.Workload.Kind;
import dyp.tensor.DypException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Someone who does the workloads: Dyp, or a peer.
 *
 * @param command the process that measures; the workload's name and the measurement's options follow
 * @param environment what its process is told
 * @param does which workloads it does
 */
record Contender(String name, String version, List<String> command, Map<String, String> environment,
        Predicate<Workload> does) {
    /**
     * Two cores that OpenMP's and BLAS's threads share: whoever waits must not spin. Memory that was freed is kept, on large pages.
     */
    private static final Map<String, String> BEST = Map.of("OMP_WAIT_POLICY", "passive", "MALLOC_TRIM_THRESHOLD_", "8589934592",
            "MALLOC_MMAP_MAX_", "0", "MALLOC_TOP_PAD_", "67108864", "GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");

    static Contender dyp() {
        return new Contender("Dyp", "", Child.bench(List.of("one")), Map.of(), _ -> true);
    }

    /** PyTorch in Python, as far as this Python has it; says on stderr where it has not. */
    static List<Contender> torch(String python, Path root) {
        String version = firstLine(python, "-c", "import torch; print(torch.__version__)");
        if (version == null) {
            System.err.println("No PyTorch: '" + python + "' cannot import torch. Name a Python that can with --python.");
            return List.of();
        }
        String script = root.resolve("bench/src/main/python/peer.py").toString();
        List<Contender> all = new ArrayList<>();
        for (String mode : List.of("eager", "compile", "frozen")) {
            Predicate<Workload> does = w -> mode.equals("eager") || (mode.equals("frozen") ? w.kind() == Kind.ASK : w.kind() != Kind.MULTIPLY);
            all.add(new Contender("PyTorch " + mode, version, List.of(python, script, "--mode", mode), BEST, does));
        }
        return all;
    }

    /** libtorch through DJL, where the launcher has built that peer; says on stderr where it has not. */
    static List<Contender> djl(Path root) {
        Path target = root.resolve("bench/djl/target");
        if (!Files.exists(target.resolve("dyp-bench-djl.jar"))) {
            System.err.println("No DJL: bench/djl is not built. './dyp bench --peers' builds it where Maven Central can be reached.");
            return List.of();
        }
        List<String> command = Child.java(target.resolve("dyp-bench-djl.jar") + ":" + target.resolve("lib") + "/*", "dyp.bench.djl.DjlPeer");
        return List.of(new Contender("DJL", firstLine(with(command, "version").toArray(String[]::new)), command, BEST,
                w -> !w.id().equals("W12"))); // DJL's PyTorch engine has no transposed convolution
    }

    /** One process's measurement; null where it fails, which is said on stderr. */
    Result measure(Workload workload, Measurement m, int threads, List<String> more) {
        List<String> all = with(command, workload.id());
        all.addAll(List.of("--repeat", Integer.toString(m.repeat()), "--warm", Double.toString(m.warm()), "--length", Double.toString(m.length()),
                "--threads", Integer.toString(threads)));
        if (m.cpu()) {
            all.add("--cpu");
        }
        all.addAll(more);
        try {
            String out = Child.run(all, environment);
            out.lines().filter(l -> !l.startsWith("result ")).forEach(System.out::println);
            return Result.parse(out);
        } catch (DypException e) {
            System.err.println(name + " on " + workload.id() + ": " + e.getMessage());
            return null;
        }
    }

    private static List<String> with(List<String> command, String... more) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(more));
        return all;
    }

    /** Null where the process fails. */
    private static String firstLine(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0 ? out.lines().findFirst().orElse("") : null;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
