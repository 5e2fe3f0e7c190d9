package dyp.bench;

import dyp.bench.Workload.Task;
import dyp.tensor.DypException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code dyp bench}. */
@Command(name = "bench", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "[COMMAND]", usageHelpAutoWidth = true,
        description = "Measures Dyp on this machine: kernels against the machine's peak, and workloads as samples per second. Without"
                + " names of workloads all are measured, kernels as well, and bench/RESULTS.md is written.")
public final class Bench implements Runnable {
    /** How a workload is measured. */
    static final class Options {
        @Option(names = "--repeat", defaultValue = "7", description = "Repetitions, whose median counts (default ${DEFAULT-VALUE}).")
        int repeat;
        @Option(names = "--warm", defaultValue = "5", description = "Seconds before the first repetition (default ${DEFAULT-VALUE}).")
        double warm;
        @Option(names = "--length", defaultValue = "0.5", description = "Seconds of a repetition (default ${DEFAULT-VALUE}).")
        double length;
        @Option(names = "--threads", description = "Threads (default: all processors).")
        int threads = Runtime.getRuntime().availableProcessors();
        @Option(names = "--cpu", description = "Count the processor's time in place of the clock's, on one thread: for a machine that others use.")
        boolean cpu;
        @Option(names = "--profile", description = "Print where the time of Dyp's program goes.")
        boolean profile;

        Measurement measurement() {
            if (cpu && threads != 1) {
                throw new DypException("--cpu counts the time of one thread; say --threads 1 as well.");
            }
            return new Measurement(repeat, warm, length, cpu);
        }
    }

    /** Who else is measured. */
    static final class Peers {
        @Option(names = "--peers", description = "Measure PyTorch (Python, and Java through DJL) beside it.")
        boolean peers;
        @Option(names = "--python", description = "The Python that has PyTorch (default: DYP_BENCH_PYTHON, or python3).")
        String python = System.getenv().getOrDefault("DYP_BENCH_PYTHON", "python3");

        List<Contender> contenders() {
            List<Contender> all = new ArrayList<>(List.of(Contender.dyp()));
            if (peers) {
                all.addAll(Contender.torch(python, root()));
                all.addAll(Contender.djl(root()));
            }
            return all;
        }
    }

    @Mixin private Options options;
    @Mixin private Peers peers;
    @Option(names = "--write", description = "Write bench/RESULTS.md also where only some workloads are measured: their rows are replaced.")
    private boolean write;
    @Parameters(arity = "0..*", paramLabel = "WORKLOAD", description = "W1 to W12, or a variant such as W5-8.")
    private List<String> names = List.of();

    @Override
    public void run() {
        Path root = root();
        List<Workload> chosen = choose(names);
        List<Contender> contenders = peers.contenders();
        Report report = new Report(root.resolve("bench/RESULTS.md"));
        List<String> machine = Child.run(Child.bench(List.of("machine", "--threads", Integer.toString(options.threads))), Map.of()).lines().toList();
        machine.forEach(System.out::println);
        new Race(contenders, options, machine).run(chosen, report, names.isEmpty() || write);
        if (names.isEmpty()) {
            for (int bits : Width.all()) {
                report.section("kernels, " + bits + " bits", kernels(bits, options.cpu ? 1 : options.threads, options.cpu, false));
            }
            String out = Child.run(Child.bench(List.of("predict")), Map.of());
            System.out.print(out);
            report.section("predict", "```\n" + out.strip() + "\n```\n");
        }
        if (names.isEmpty() || write) {
            report.write();
        }
    }

    private static List<Workload> choose(List<String> names) {
        for (String name : names) {
            if (Workloads.all().stream().noneMatch(w -> w.matches(name))) {
                throw new DypException("There is no workload '" + name + "'; there are: " + String.join(", ", Workloads.all().stream().map(Workload::id).toList())
                        + ".");
            }
        }
        return Workloads.all().stream().filter(w -> names.isEmpty() || names.stream().anyMatch(w::matches)).toList();
    }

    private static Path root() {
        return Path.of(System.getProperty("dyp.root", "."));
    }

    // ---- what runs in a process of its own

    @Command(name = "one", hidden = true, description = "One workload in this process; prints a line.")
    void one(@Parameters(paramLabel = "WORKLOAD") String id, @Mixin Options o) {
        Workload workload = choose(List.of(id)).getFirst();
        Task task = workload.make().apply(o.threads);
        Result result = o.measurement().of(workload, task, o.threads);
        System.out.println(result.line());
        if (o.profile) {
            System.out.println(Profile.of(task.program(), result.number("peak")));
        }
    }

    @Command(name = "machine", description = "The machine's peak and bandwidth on one thread and on all.")
    void machine(@Option(names = "--threads") Integer threads) {
        System.out.println(Machine.measure(1));
        int all = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        if (all > 1) {
            System.out.println(Machine.measure(all));
        }
    }

    @Command(name = "kernels", description = "Every heavy kernel as a share of the machine's peak or bandwidth, whichever bounds it. With --bits the"
            + " table goes into bench/RESULTS.md, where no words are given.")
    void kernels(@Parameters(arity = "0..*", paramLabel = "WORD", description = "Only kernels whose names have one of these.") String[] words,
            @Option(names = "--bits", split = ",", description = "Widths of vectors, such as 512,256,128: each in a JVM held to it.") List<Integer> bits,
            @Option(names = "--threads", defaultValue = "1", description = "Threads (default ${DEFAULT-VALUE}).") int threads,
            @Option(names = "--cpu", description = "Count the processor's time in place of the clock's.") boolean cpu,
            @Option(names = "--quick", description = "A first look in a fifth of the time.") boolean quick,
            @Option(names = "--width", hidden = true, description = "The width that this process must have.") Integer width) {
        if (cpu && threads != 1) {
            throw new DypException("--cpu counts the time of one thread.");
        }
        String[] chosen = words == null ? new String[0] : words;
        if (bits == null) {
            Width.require(width == null ? Width.own() : width);
            KernelBench.print(new KernelBench.Settings(threads, cpu, quick), chosen);
            return;
        }
        for (int each : bits) {
            String out = kernels(each, threads, cpu, quick, chosen);
            if (chosen.length == 0 && !quick) {
                write("kernels, " + each + " bits", out);
            }
        }
    }

    /** Prints the table of a process of its own, and answers it. */
    private static String kernels(int bits, int threads, boolean cpu, boolean quick, String... words) {
        List<String> arguments = new ArrayList<>(List.of("kernels", "--width", Integer.toString(bits), "--threads", Integer.toString(threads)));
        arguments.addAll(cpu ? List.of("--cpu") : List.of());
        arguments.addAll(quick ? List.of("--quick") : List.of());
        arguments.addAll(List.of(words));
        List<String> command = Child.bench(arguments);
        command.addAll(1, Width.options(bits));
        String out = Child.run(command, Map.of());
        System.out.print(out);
        return out;
    }

    @Command(name = "predict", description = "One sample through an MLP, beside a plain read of its weights.")
    void predict() {
        PredictBench.main(new String[0]);
    }

    // ---- tables of their own, which go into bench/RESULTS.md

    @Command(name = "start", description = "From the start of a process to the end of its first training step.")
    void start(@Mixin Peers others, @Option(names = "--repeat", defaultValue = "7") int repeat) {
        List<Contender> all = others.contenders().stream().filter(c -> !c.name().contains("frozen")).toList();
        keep("start", "Seconds from starting the process to the end of its first training step, the median of " + repeat + ". The launcher's own 0.05 s"
                + " is not in it.\n\n" + Start.table(all, repeat));
    }

    @Command(name = "scaling", description = "Compile time and memory over depths and sizes of a model; time and memory over sizes of a batch.")
    void scaling(@Option(names = "--threads", description = "Threads (default: all processors).") Integer threads,
            @Option(names = "--cpu", description = "Count the processor's time in place of the clock's, on one thread.") boolean cpu,
            @Option(names = "--largest", defaultValue = "100000000", description = "Parameters of the largest model (default ${DEFAULT-VALUE}: 2 GB).") long largest) {
        int all = threads == null && !cpu ? Runtime.getRuntime().availableProcessors() : threads == null ? 1 : threads;
        if (cpu && all != 1) {
            throw new DypException("--cpu counts the time of one thread.");
        }
        write("scaling", "On " + all + (all == 1 ? " thread" : " threads") + (cpu ? ", by the processor's time. " : ". ") + new Scaling(all, cpu, largest).all());
    }

    private static void keep(String section, String text) {
        System.out.print(text);
        write(section, text);
    }

    private static void write(String section, String text) {
        Report report = new Report(root().resolve("bench/RESULTS.md"));
        report.section(section, Report.now() + ", " + Machine.processor() + ".\n\n" + text);
        report.write();
    }

    /** Runs the command line and ends the JVM. */
    public static void main(String... args) {
        CommandLine line = new CommandLine(new Bench());
        line.setExecutionExceptionHandler((e, command, _) -> {
            if (!(e instanceof DypException)) {
                throw e;
            }
            command.getErr().println("dyp: " + e.getMessage());
            return 2;
        });
        System.exit(line.execute(args));
    }
}
