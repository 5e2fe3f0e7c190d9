package dyp.labs.recipe;

import dyp.labs.report.Markdown;
import dyp.tensor.DypException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One run of a recipe in a folder, from its first or its last step on. */
public final class Run {
    private Run() {}

    /**
     * What came of a run.
     *
     * @param finished false where it was stopped
     * @param why it was stopped; empty where it was not
     * @param scores by name, in the recipe's order
     */
    public record Outcome(boolean finished, String why, Map<String, Double> scores) {}

    /** For tests and programs: without a stop, saying nothing. The report is in the folder. */
    public static Outcome of(Recipe recipe, Path folder, LabOptions options) {
        return of(recipe, folder, options, Stop.whenAsked(), null);
    }

    /**
     * Runs the recipe, or goes on with it where the folder holds a part of it. Whatever ends it, the report is written with what there is.
     *
     * @param out where it says what it does; null for nowhere
     * @throws DypException where another process runs in the folder, or the folder holds a run that was told otherwise
     */
    public static Outcome of(Recipe recipe, Path folder, LabOptions options, Stop stop, PrintStream out) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new DypException("The folder " + folder + " for the report cannot be made: " + e + ". Name another one with --out.", e);
        }
        try (FileChannel channel = FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE); FileLock lock = lock(channel)) {
            if (lock == null) {
                throw new DypException("Another run is under way in " + folder + ". Wait for it, or name another folder with --out.");
            }
            return locked(new Lab(recipe, options, folder, stop, out), recipe);
        } catch (IOException e) {
            throw new DypException("The folder " + folder + " for the report cannot be written to: " + e + ". Name another one with --out.", e);
        }
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) { // held by this very process
            return null;
        }
    }

    private static Outcome locked(Lab lab, Recipe recipe) {
        try {
            recipe.run(lab);
            lab.end("finished");
            return new Outcome(true, "", lab.scores());
        } catch (Stopped e) {
            lab.end("**stopped** (" + e.getMessage() + "); what was done is kept, and the same command goes on");
            return new Outcome(false, e.getMessage(), lab.scores());
        } catch (RuntimeException | Error e) {
            try {
                lab.end("**ended by an error**: " + Markdown.plain(String.valueOf(e.getMessage())));
            } catch (RuntimeException second) {
                e.addSuppressed(second); // the first is what matters
            }
            throw e;
        }
    }

    /**
     * Removes what a run has put into a folder, so that the next one begins anew: stages, checkpoints, models, pictures and the report; what else is there stays.
     *
     * @throws DypException where something cannot be removed
     */
    public static void clear(Path folder) {
        if (!Files.isDirectory(folder.resolve("stages"))) {
            return;
        }
        for (String part : List.of("stages", "checkpoints")) {
            remove(folder.resolve(part));
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(f -> f.getFileName().toString().matches("report\\.(md|html)|.+\\.(png|keras)")).forEach(Run::remove);
        } catch (IOException e) {
            throw new DypException(folder + " cannot be cleared: " + e + ".", e);
        }
    }

    private static void remove(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(p);
            }
        } catch (IOException e) {
            throw new DypException(path + " cannot be removed: " + e + ". Remove it by hand.", e);
        }
    }
}
