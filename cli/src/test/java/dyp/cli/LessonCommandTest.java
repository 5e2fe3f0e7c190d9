package dyp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.labs.lesson.Lesson;
import dyp.labs.lesson.Lessons;
import org.junit.jupiter.api.Test;

class LessonCommandTest {
    @Test
    void listsAllLessons() {
        Cli.Result result = Cli.run("lesson");
        assertEquals(0, result.code(), result.err());
        for (Lesson lesson : Lessons.all()) {
            assertTrue(result.out().lines().anyMatch(l -> l.startsWith(lesson.name() + " ") && l.endsWith(lesson.title())), lesson.name());
        }
    }

    @Test
    void runsOneAndSaysWhereItIs() {
        Cli.Result result = Cli.run(false, "lesson", "backpropagation", "--seed", "4");
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().contains("labs/src/main/java/dyp/labs/lesson/Backpropagation.java"), result.out());
        assertTrue(result.out().contains("d loss / d node, by hand"), result.out());
        assertTrue(result.out().chars().allMatch(c -> c < 128), "plain ASCII");
        assertEquals(result.out(), Cli.run(false, "lesson", "backpropagation", "--seed", "4").out(), "the same seed, the same numbers");
    }

    @Test
    void namesTheLessonsWhereThereIsNone() {
        Cli.Result result = Cli.run("lesson", "no");
        assertEquals(2, result.code());
        assertTrue(result.err().contains("There is no lesson 'no'"), result.err());
    }
}
