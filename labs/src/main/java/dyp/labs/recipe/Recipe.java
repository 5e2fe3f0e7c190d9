package dyp.labs.recipe;

import java.util.Optional;

/** One lab: what {@code ./dyp lab NAME} runs. */
public interface Recipe {
    /** What it is called on the command line, in small letters: {@code heart}. */
    String name();

    /** The course's letter: {@code B}. */
    String lab();

    /** One line for the list of labs. */
    String title();

    /** The known set ({@link dyp.labs.data.KnownSets}) that {@code --data} means; empty where there is own or synthetic data only. */
    Optional<String> set();

    /**
     * Everything, writing into {@link Lab#report} as it goes. After a stop it is called again and goes the same way: what takes time is a stage
     * ({@link Lab#train}, {@link Lab#once}), which is not done twice.
     */
    void run(Lab lab);
}
