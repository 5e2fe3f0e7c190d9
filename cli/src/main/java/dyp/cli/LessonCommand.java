package dyp.cli;

import dyp.labs.lesson.Lesson;
import dyp.labs.lesson.Lessons;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Runs a lesson, or lists them. */
@Command(name = "lesson",
        header = "Runs a lesson: a short program that shows one thing about learning, with numbers.",
        description = {"", "Without NAME it lists the lessons. Each is a plain Java file, made to be read and changed; its place is said before it runs.", ""},
        footer = {"", "Examples:", "  dyp lesson", "  dyp lesson xor", "  dyp lesson valley --seed 7"})
final class LessonCommand implements Callable<Integer> {
    @ParentCommand private Main main;

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "The lesson to run.")
    private String name;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Decides data and first weights; the lesson binary has its own. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Override
    public Integer call() {
        if (name == null) {
            list(Lessons.all());
            return 0;
        }
        Lesson lesson = Lessons.named(name);
        main.screen().out().println(lesson.title() + " (" + lesson.file() + ")");
        main.screen().out().println();
        main.screen().interruptible(() -> {
            lesson.run(seed);
            return null;
        });
        return 0;
    }

    private void list(List<Lesson> all) {
        int width = all.stream().mapToInt(l -> l.name().length()).max().orElse(0);
        for (Lesson l : all) {
            main.screen().out().println(String.format(Locale.ROOT, "%-" + (width + 2) + "s%s", l.name(), l.title()));
        }
        main.screen().out().println();
        main.screen().out().println("Run one with 'dyp lesson NAME'; read it where 'dyp lesson NAME' says it is.");
    }
}
