package dyp.labs.recipe;

import dyp.data.Dataset;
import dyp.labs.data.KnownSets;
import dyp.labs.report.Report;
import dyp.runtime.Engine;
import dyp.store.Checkpoints;
import dyp.tensor.DypException;
import dyp.train.Fit;
import dyp.train.History;
import dyp.train.Model;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A recipe under way: its options, its folder, what was already done. */
public final class Lab {
    private static final String IDENTITY = "run";
    private static final String SCORES = "scores";

    private final LabOptions options;
    private final Path folder;
    private final Stop stop;
    private final Terminal terminal;
    private final Head head;
    private final Report report;
    private final Stages stages;
    private final Set<String> claimed = new HashSet<>(Set.of(IDENTITY, SCORES));
    private Identity identity;

    /** @param out where it says what it does; null for nowhere */
    Lab(Recipe recipe, LabOptions options, Path folder, Stop stop, PrintStream out) {
        this.options = options;
        this.folder = folder;
        this.stop = stop;
        this.terminal = new Terminal(out);
        this.head = new Head(recipe, options);
        this.report = new Report(folder, recipe.title(), head::markdown);
        this.stages = new Stages(folder.resolve("stages"));
        identify(Identity.of(recipe, options));
    }

    private void identify(Identity now) {
        stages.read(IDENTITY, Identity.class).ifPresent(before -> Identity.check(before.value(), now, folder));
        identity = now;
    }

    // ---- what was asked for

    public long seed() {
        return options.seed();
    }

    /** More for a better score: augmentation, ensembles. */
    public boolean best() {
        return options.best();
    }

    /** The number of epochs that was asked for. */
    public OptionalInt epochs() {
        return options.epochs();
    }

    /** The number of epochs: what was asked for, or 1 where it is quick, or the recipe's own. */
    public int epochs(int own) {
        return options.epochs().orElse(options.quick() ? 1 : own);
    }

    public Engine engine() {
        return options.engine();
    }

    /** Small data, few epochs: for tests. */
    public boolean quick() {
        return options.quick();
    }

    /** The folder (or file) given by {@code --data}; empty: synthetic data. */
    public Optional<Path> data() {
        return options.data();
    }

    /** All output: report.md, report.html, pictures, models, checkpoints. */
    public Path folder() {
        return folder;
    }

    // ---- what it says

    public Report report() {
        return report;
    }

    /** A line to the terminal. */
    public void say(String line) {
        terminal.say(line);
    }

    /** A bar on the terminal, for work of one's own that takes time: {@code progress("trees", 37, 100)}. */
    public void progress(String what, int done, int all) {
        terminal.progress(what, done, all);
    }

    /**
     * Tells the report what is learned from. To be called once, before the first stage.
     *
     * @param what the data in words: {@code MNIST, 70,000 digits}; synthetic data have to be called so
     * @param files those that were read, whose sha256 goes into the report; none for synthetic data
     * @param split who is in which part: {@code 55,000 to train on, the last 5,000 of the training files to validate, 10,000 to test}
     * @throws DypException where the folder holds a run on other data
     */
    public void uses(String what, List<Path> files, String split) {
        List<Identity.Learned> learned = files.stream().map(f -> new Identity.Learned(f.getFileName().toString(), KnownSets.sha256(f))).toList();
        identify(identity.with(learned));
        stages.write(IDENTITY, 0, identity);
        head.data(what, split, learned);
        say("Data: " + what);
        say("Split: " + split);
    }

    /** One of the recipe's main figures; kept in scores.json, and averaged over seeds: {@code score("CNN accuracy", 0.993)}. */
    public void score(String name, double value) {
        head.scores().put(name, value);
        stages.write(SCORES, 0, head.scores());
        say(name + ": " + Head.number(value));
    }

    // ---- stages

    /** What a stage of training keeps beside the model. */
    private record Learned(List<Map<String, Double>> epochs, double seconds, double samplesPerSecond) {}

    /**
     * Trains as one stage: goes on from the stage's checkpoint after a stop, and is read from {@code STAGE.keras} where it was finished before. So notes
     * on classes and preprocessing go on the model before this.
     *
     * @param stage in small letters, unique in the recipe: names the files
     * @param model compiled, with its seed, made the same way each time
     * @param options of the fit; the number of epochs is the recipe's business ({@link #epochs(int)})
     * @throws Stopped at the end of a step, where a stop was asked for
     */
    public Trained train(String stage, Model model, Dataset train, Consumer<Fit> options) {
        claim(stage);
        Path file = folder.resolve(stage + ".keras");
        Checkpoints checkpoints = new Checkpoints(folder.resolve("checkpoints").resolve(stage));
        Optional<Stages.Done<Learned>> before = stages.read(stage, Learned.class);
        if (before.isPresent() && Files.exists(file)) {
            forget(checkpoints);
            Learned known = before.get().value();
            say(stage + ": was done before, read from " + file.getFileName());
            head.took(stage, before.get().seconds());
            return new Trained(Model.load(file).engine(engine()), new History(known.epochs, known.seconds, known.samplesPerSecond), before.get().seconds());
        }
        begin();
        say(stage + ": training");
        Savepoint savepoint = new Savepoint(checkpoints, stop);
        History history = model.engine(engine()).fit(train, fit -> {
            options.accept(fit);
            fit.callbacks(savepoint);
            if (terminal.silent()) {
                fit.quiet();
            }
        });
        double seconds = savepoint.seconds();
        model.save(file);
        stages.write(stage, seconds, new Learned(history.epochs(), history.seconds(), history.samplesPerSecond()));
        forget(checkpoints);
        head.took(stage, seconds);
        return new Trained(model, history, seconds);
    }

    /**
     * Work that takes time: done once, its record kept as JSON in the folder.
     *
     * @param kind of what the work gives: a record of numbers, texts, arrays, lists, maps and records
     * @throws Stopped before the work, where a stop was asked for
     */
    public <T extends Record> T once(String stage, Class<T> kind, Supplier<T> work) {
        claim(stage);
        Optional<Stages.Done<T>> before = stages.read(stage, kind);
        if (before.isPresent()) {
            say(stage + ": was done before");
            head.took(stage, before.get().seconds());
            return before.get().value();
        }
        begin();
        long start = System.nanoTime();
        T value = work.get();
        double seconds = (System.nanoTime() - start) / 1e9;
        stages.write(stage, seconds, value);
        head.took(stage, seconds);
        return value;
    }

    /** How long a stage that is done took, in seconds. */
    public double seconds(String stage) {
        Double seconds = head.times().get(stage);
        if (seconds == null) {
            throw new DypException("The stage '" + stage + "' is not done; done are " + head.times().keySet() + ".");
        }
        return seconds;
    }

    /** What is done needs no checkpoint any more. */
    private void forget(Checkpoints checkpoints) {
        if (Files.isDirectory(checkpoints.folder())) {
            checkpoints.delete();
        }
        // Goes with its last one; until then it cannot be removed, and stays.
        checkpoints.folder().getParent().toFile().delete();
    }

    private void begin() {
        report.flush();
        checkStop();
    }

    private void claim(String stage) {
        if (!stage.matches("[a-z0-9][a-z0-9-]*")) {
            throw new DypException("The name of a stage is made of small letters, digits and '-', but '" + stage + "' came: files are named after it.");
        }
        if (!claimed.add(stage)) {
            throw new DypException("Two stages are called '" + stage + "'. Give each a name of its own: what they keep goes by it.");
        }
    }

    /** Whether a stop was asked for (Ctrl-C, time used up): for loops of one's own that can be stopped. */
    public boolean stopping() {
        return stop.wanted().isPresent();
    }

    /** @throws Stopped where a stop was asked for */
    public void checkStop() {
        stop.wanted().ifPresent(why -> {
            throw new Stopped(why);
        });
    }

    // ---- for the run

    void end(String state) {
        head.state(state);
        report.flush();
    }

    /** In the recipe's order. */
    Map<String, Double> scores() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(head.scores()));
    }
}
