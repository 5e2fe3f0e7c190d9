package dyp.cli;

import dyp.runtime.Engine;
import dyp.train.History;
import dyp.train.Model;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What a training prints before and after it. */
record Report(Screen screen) {
    private static final int EXAMPLES = 8;

    void before(TrainingData images, String plan, Engine engine, Model model) {
        PrintStream out = screen.out();
        List<String> source = images.source();
        out.println(screen.style(Screen.BOLD, "Data     " + source.getFirst()));
        out.println("         " + String.join(", ", source.subList(1, source.size())));
        out.println("Network  " + plan);
        int threads = engine.workers().threads();
        out.println("Machine  " + threads + (threads == 1 ? " thread, " : " threads, ") + engine.backends().getFirst().name() + " backend");
        out.println();
        out.println(model.summary());
    }

    void after(TrainingData images, History history, Verdict verdict) {
        PrintStream out = screen.out();
        List<String> names = images.names();
        out.println();
        out.println(screen.style(Screen.BOLD, "Test accuracy " + verdict.accuracy(images.tested())));
        out.println(String.format(Locale.ROOT, "Trained for %.1f s, %,.0f samples/s", history.seconds(), history.samplesPerSecond()));
        out.println();
        confusion(verdict, names);
        out.println();
        out.println("Some of the test images, the surest mistakes first");
        out.println();
        out.print(Gallery.render(verdict, verdict.examples(EXAMPLES), names, screen));
        out.flush();
    }

    /** Which class was taken for which. */
    void confusion(Verdict verdict, List<String> names) {
        screen.out().println("Confusion matrix: a row is a true class, a column what it was taken for");
        screen.out().println();
        screen.out().print(verdict.confusion(names.size()).render(names, screen));
    }

    /** Where the network went, and what to do with it. */
    void saved(Path file) {
        screen.out().println();
        screen.out().println("Saved    " + file);
        screen.out().println("Next     dyp summary " + file);
        screen.out().println("         dyp predict " + file + " PICTURE...");
        screen.out().println("         dyp evaluate " + file + " --data DIR");
        screen.out().flush();
    }
}
