package dyp.labs.lesson;

import dyp.tensor.DypException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** All lessons, in the order in which they build on one another. */
public final class Lessons {
    private static final String FOLDER = "labs/src/main/java/dyp/labs/lesson/";

    private static final List<Lesson> ALL = List.of(
            new Lesson("binary", "A classifier of two classes in twelve lines", "labs/src/main/resources/dyp/labs/lesson/" + TwelveLines.FILE, _ -> TwelveLines.run()),
            of("perceptron", "A single neuron learns AND and OR, and never XOR", Perceptron.class, new Perceptron()::main),
            of("xor", "XOR needs a hidden layer; how large it should be", Xor.class, new Xor()::main),
            of("backpropagation", "The way back through a small graph by hand, beside the engine's numbers", Backpropagation.class, new Backpropagation()::main),
            of("framework", "A framework of one's own: points of two and more classes, a curve; the same numbers as Dyp's", OwnFramework.class, new OwnFramework()::main),
            of("rate", "The learning rate: too small, right, too large", LearningRate.class, new LearningRate()::main),
            of("batches", "All samples in a step, some, or one", BatchSizes.class, new BatchSizes()::main),
            of("valley", "Momentum, RMSProp and Adam in a long narrow valley", Valley.class, new Valley()::main),
            of("vanishing", "Gradients vanish in deep sigmoids, and not in ReLUs", VanishingGradients.class, new VanishingGradients()::main),
            of("batchnorm", "What batch normalization changes", BatchNorm.class, new BatchNorm()::main),
            of("residual", "A residual connection switched on and off, thirty layers deep", Residual.class, new Residual()::main),
            of("dropout", "Dropout against learning by heart", DropoutLesson.class, new DropoutLesson()::main),
            of("penalties", "L1 and L2 penalties against learning by heart", NormPenalties.class, new NormPenalties()::main),
            of("stopping", "Early stopping against learning by heart", EarlyStoppingLesson.class, new EarlyStoppingLesson()::main),
            of("transfer", "Transfer learning in five lines", Transfer.class, new Transfer()::main));

    private Lessons() {}

    private static Lesson of(String name, String title, Class<?> program, Consumer<String[]> main) {
        return new Lesson(name, title, FOLDER + program.getSimpleName() + ".java", main);
    }

    public static List<Lesson> all() {
        return ALL;
    }

    /** @throws DypException which names all, where there is none of this name */
    public static Lesson named(String name) {
        return ALL.stream().filter(l -> l.name().equals(name)).findFirst().orElseThrow(() -> new DypException("There is no lesson '" + name + "'. There are "
                + ALL.stream().map(Lesson::name).collect(Collectors.joining(", ")) + "."));
    }
}
