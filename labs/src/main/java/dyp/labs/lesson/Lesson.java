package dyp.labs.lesson;

import java.util.function.Consumer;

/**
 * A lesson as the command line knows it.
 *
 * @param name in small letters: {@code xor}
 * @param title what it shows, in one line
 * @param file the program, seen from the project's folder
 * @param main what runs it, with the arguments of its command line: a seed, or nothing
 */
public record Lesson(String name, String title, String file, Consumer<String[]> main) {
    /** Runs it. @param seed of data and first weights */
    public void run(long seed) {
        main.accept(new String[] {Long.toString(seed)});
    }
}
