package dyp.labs.course;

import dyp.labs.chest.Chest;
import dyp.labs.context.ContextRecipe;
import dyp.labs.digits.FromScratch;
import dyp.labs.digits.Mnist;
import dyp.labs.ecg.RawBeats;
import dyp.labs.ecg.UcrBeats;
import dyp.labs.face.FaceRecipe;
import dyp.labs.recipe.Recipe;
import dyp.labs.volume.Adrenal;
import dyp.labs.volume.Brain;
import dyp.labs.volume.Phantom;
import dyp.labs.table.HeartRecipe;
import dyp.tensor.DypException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** All labs, by the course's letters. */
public final class Recipes {
    private static final List<Recipe> ALL = List.<Recipe>of(
            new Mnist(), FromScratch.fashion(), FromScratch.cifar(),
            RawBeats.many(), UcrBeats.ecg5000(), UcrBeats.ecg200(), RawBeats.mitBih(),
            new HeartRecipe(), new ContextRecipe(),
            new Adrenal(), new Phantom(), new Brain(),
            new FaceRecipe(),
            new Chest()
    ).stream().sorted(Comparator.comparing(Recipe::lab)).toList();

    private Recipes() {}

    public static List<Recipe> all() {
        return ALL;
    }

    /** @throws DypException which names all, where there is none of this name */
    public static Recipe named(String name) {
        return ALL.stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow(() -> new DypException("There is no lab '" + name
                + "'. There are " + ALL.stream().map(Recipe::name).collect(Collectors.joining(", ")) + "."));
    }
}
