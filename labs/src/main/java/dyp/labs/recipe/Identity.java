package dyp.labs.recipe;

import dyp.tensor.DypException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What makes a run this run and no other: stages that are done belong to it. The data's checksums are known later than the rest.
 *
 * @param epochs 0 for the recipe's own number
 */
record Identity(String recipe, long seed, boolean best, int epochs, boolean quick, boolean synthetic, List<Learned> data) {
    /** A file that was learned from. */
    record Learned(String file, String sha256) {}

    static Identity of(Recipe recipe, LabOptions o) {
        return new Identity(recipe.name(), o.seed(), o.best(), o.epochs().orElse(0), o.quick(), o.data().isEmpty(), null);
    }

    Identity with(List<Learned> files) {
        return new Identity(recipe, seed, best, epochs, quick, synthetic, List.copyOf(files));
    }

    /**
     * That a run in a folder can go on as this one.
     *
     * @throws DypException which says what differs
     */
    static void check(Identity before, Identity now, Path folder) {
        List<String> differ = new ArrayList<>();
        differs(differ, "--seed", before.seed, now.seed);
        differs(differ, "--best", before.best, now.best);
        differs(differ, "--epochs", before.epochs == 0 ? "the usual" : before.epochs, now.epochs == 0 ? "the usual" : now.epochs);
        differs(differ, "quick", before.quick, now.quick);
        differs(differ, "data", before.synthetic ? "synthetic" : "given", now.synthetic ? "synthetic" : "given");
        differs(differ, "the recipe", before.recipe, now.recipe);
        if (before.data != null && now.data != null) {
            differs(differ, "the data", before.data, now.data);
        }
        if (!differ.isEmpty()) {
            throw new DypException(folder + " holds a run that was told otherwise: " + String.join("; ", differ)
                    + ". Give --fresh to begin anew there, or another folder with --out.");
        }
    }

    private static void differs(List<String> differ, String what, Object before, Object now) {
        if (!Objects.equals(before, now)) {
            differ.add(what + " was " + before + " and is now " + now);
        }
    }
}
