package dyp.cli;

import dyp.labs.course.Recipes;
import dyp.labs.recipe.LabOptions;
import dyp.labs.recipe.Recipe;
import dyp.labs.recipe.Run;
import dyp.labs.recipe.Stop;
import dyp.runtime.Engine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Runs a lab of the course, or lists them. */
@Command(name = "lab",
        header = "Runs a lab of the course: trains, judges, and writes a report with pictures.",
        description = {"", "Without NAME it lists the labs. The report (report.md and report.html), the pictures and the trained networks (.keras) go into a folder.", "",
            "Without --data a lab learns from synthetic data that Dyp makes itself; 'dyp data' lists the real ones and how to get them. Nothing is downloaded.", "",
            "Ctrl-C, or --minutes, stops a lab at the end of a step: the report is written with what there is, and the same command goes on."
                + " So it does after the process was killed.", ""},
        footer = {"", "The same seed gives the same numbers, whatever the number of threads.", "", "Examples:",
            "  dyp lab",
            "  dyp lab mnist",
            "  dyp lab mnist --data ../shared/data/mnist",
            "  dyp lab heart --data ../shared/data/heart-disease --seeds 3"})
final class LabCommand implements Callable<Integer> {
    private static final int MOST_SEEDS = 1000;
    private static final int MOST_THREADS = 1024;

    @Spec private CommandSpec spec;
    @ParentCommand private Main main;

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "The lab to run.")
    private String name;

    @Option(names = "--data", paramLabel = "DIR", description = "The folder (or file) with real data.")
    private Path data;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Decides first weights, splits and the order of samples. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--seeds", paramLabel = "N", description = "Runs so many seeds one after the other, each in a folder of its own, and prints mean and deviation of every score.")
    private Integer seeds;

    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the data. Default: the lab's own number.")
    private Integer epochs;

    @Option(names = "--best", description = "Does more for a better score: augmentation, ensembles. Takes longer.")
    private boolean best;

    @Option(names = "--minutes", paramLabel = "N", description = "Stops after so many minutes; the same command goes on.")
    private Double minutes;

    @Option(names = "--out", paramLabel = "DIR", description = "Where everything goes. Default: dyp-lab/NAME, here.")
    private Path out;

    @Option(names = "--threads", paramLabel = "N", description = "Threads that compute. Default: one per processor.")
    private Integer threads;

    @Option(names = "--fresh", description = "Begins anew where the folder holds a run.")
    private boolean fresh;

    @Override
    public Integer call() {
        if (name == null) {
            list();
            return 0;
        }
        Recipe recipe = Recipes.named(name);
        within("--seeds", seeds == null ? 1 : seeds, MOST_SEEDS);
        LabOptions options = new LabOptions(seed, best, epochs == null ? OptionalInt.empty() : OptionalInt.of(within("--epochs", epochs, Integer.MAX_VALUE)), false,
                Optional.ofNullable(data), threads == null ? Engine.shared() : Engine.threads(within("--threads", threads, MOST_THREADS)), typed());
        if (minutes != null && !(minutes > 0)) {
            throw new ParameterException(spec.commandLine(), "--minutes must be above 0, but " + minutes + " came.");
        }
        Stop stop = minutes == null ? Stop.whenAsked() : Stop.after(Duration.ofMillis((long) (minutes * 60_000)));
        Path folder = out == null ? Path.of("dyp-lab", name) : out;
        Screen screen = main.screen();
        return Stopping.with(stop, screen, () -> seeds == null ? one(recipe, folder, options, stop, screen) : new SeedRuns(recipe, folder, options, stop, screen, fresh).run(seeds));
    }

    private int one(Recipe recipe, Path folder, LabOptions options, Stop stop, Screen screen) {
        if (fresh) {
            Run.clear(folder);
        }
        Run.Outcome outcome = Run.of(recipe, folder, options, stop, screen.out());
        end(screen, outcome, folder);
        return 0;
    }

    static void end(Screen screen, Run.Outcome outcome, Path folder) {
        screen.out().println();
        if (!outcome.finished()) {
            screen.out().println("Stopped (" + outcome.why() + "). What was done is kept: the same command goes on.");
        }
        screen.out().println("Report: " + folder.resolve("report.html") + " (and report.md)");
    }

    private void list() {
        List<Recipe> all = Recipes.all();
        int width = all.stream().mapToInt(r -> r.name().length()).max().orElse(0);
        for (Recipe r : all) {
            main.screen().out().println(String.format(Locale.ROOT, "%-3s%-" + (width + 2) + "s%s%s", r.lab(), r.name(), r.title(),
                    r.set().map(s -> " [" + s + "]").orElse("")));
        }
        main.screen().out().println();
        main.screen().out().println("Run one with 'dyp lab NAME'. In brackets: the data set that --data means; 'dyp data' says how to get it.");
    }

    /** The command, to be given again. */
    private String typed() {
        List<String> words = new ArrayList<>(List.of("./dyp"));
        words.addAll(spec.commandLine().getParseResult().originalArgs().stream().filter(a -> !a.equals("--fresh")).toList());
        return words.stream().map(w -> w.matches("[\\w./=:+,@%-]+") ? w : "'" + w.replace("'", "'\\''") + "'").collect(Collectors.joining(" "));
    }

    private int within(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new ParameterException(spec.commandLine(), String.format(Locale.ROOT, "%s must be %s, but %,d came.", option,
                    most == Integer.MAX_VALUE ? "1 or more" : String.format(Locale.ROOT, "from 1 to %,d", most), value));
        }
        return value;
    }
}
