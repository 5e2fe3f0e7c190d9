package dyp.labs.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.init.Initializers;
import dyp.labs.lesson.OwnFramework.Task;
import dyp.labs.lesson.Overfitting.Outcome;
import dyp.labs.lesson.Valley.Descent;
import dyp.nn.Activation;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What each lesson says it finds, it finds: for one seed here, for eight in the slow tests. */
class FindingsTest {
    private static final List<Map.Entry<String, LongConsumer>> FINDINGS = List.of(
            Map.entry("perceptron", FindingsTest::perceptron), Map.entry("xor", FindingsTest::xor), Map.entry("backpropagation", FindingsTest::backpropagation),
            Map.entry("framework", FindingsTest::framework), Map.entry("rate", FindingsTest::rate), Map.entry("batches", FindingsTest::batches),
            Map.entry("valley", FindingsTest::valley), Map.entry("vanishing", FindingsTest::vanishing), Map.entry("batchnorm", FindingsTest::batchnorm),
            Map.entry("residual", FindingsTest::residual), Map.entry("dropout", FindingsTest::dropout), Map.entry("penalties", FindingsTest::penalties),
            Map.entry("stopping", FindingsTest::stopping), Map.entry("transfer", FindingsTest::transfer));

    @TestFactory
    Stream<DynamicTest> once() {
        return FINDINGS.stream().map(f -> DynamicTest.dynamicTest(f.getKey(), () -> f.getValue().accept(1)));
    }

    @TestFactory
    @Tag("slow")
    Stream<DynamicTest> seeds() {
        return FINDINGS.stream().flatMap(f -> LongStream.rangeClosed(2, 8).mapToObj(seed -> DynamicTest.dynamicTest(f.getKey() + " " + seed, () -> f.getValue().accept(seed))));
    }

    /** Every lesson but the twelve lines, which have a test of their own. */
    @Test
    void allLessonsAreHeld() {
        assertEquals(Lessons.all().stream().map(Lesson::name).filter(n -> !n.equals("binary")).toList(), FINDINGS.stream().map(Map.Entry::getKey).toList());
    }

    private static void perceptron(long seed) {
        Perceptron.TABLES.forEach((name, truth) -> {
            Perceptron.Learned l = Perceptron.learn(truth, seed);
            assertEquals(name.equals("XOR"), l.mistakes() > 0, name + " " + l);
            for (int row = 0; row < 4 && !name.equals("XOR"); row++) {
                assertEquals(truth[row], Perceptron.says(l.weights(), Perceptron.INPUTS[row]));
            }
        });
    }

    private static void xor(long seed) {
        assertEquals(0, Xor.solved(0, seed));
        assertEquals(0, Xor.solved(1, seed));
        assertTrue(Xor.solved(8, seed) >= 9);
    }

    private static void backpropagation(long seed) {
        double[] w = Backpropagation.weights(seed);
        List<Backpropagation.Node> engine = Backpropagation.byEngine(w, 0.5, -1, 1);
        List<Backpropagation.Node> hand = List.copyOf(Backpropagation.byHand(w, 0.5, -1, 1).values());
        for (int i = 0; i < hand.size(); i++) {
            assertEquals(hand.get(i).value(), engine.get(i).value(), 1e-6);
            assertEquals(hand.get(i).gradient(), engine.get(i).gradient(), 1e-6);
        }
        double step = 1e-5; // and the first weight's by trying
        double up = Backpropagation.byHand(new double[] {w[0] + step, w[1], w[2], w[3], w[4]}, 0.5, -1, 1).get("loss = (p - y)^2").value();
        double down = Backpropagation.byHand(new double[] {w[0] - step, w[1], w[2], w[3], w[4]}, 0.5, -1, 1).get("loss = (p - y)^2").value();
        assertEquals((up - down) / (2 * step), hand.get(5).gradient(), 1e-7);
    }

    private static void framework(long seed) {
        assertTrue(OwnFramework.score(Task.TWO_CLASSES, false, seed) > 0.95);
        assertTrue(OwnFramework.score(Task.MANY_CLASSES, false, seed) > 0.95);
        for (Task curved : List.of(Task.MOONS, Task.RINGS, Task.SPIRALS, Task.CURVE)) {
            double line = OwnFramework.score(curved, false, seed);
            double hidden = OwnFramework.score(curved, true, seed);
            assertTrue(hidden > line + 0.05 && hidden > 0.8, curved + " " + line + " " + hidden);
        }
        for (Task task : Task.values()) {
            assertTrue(OwnFramework.difference(task, seed) < 1e-4, task.words);
        }
    }

    private static void rate(long seed) {
        double[] small = LearningRate.learn(0.002, seed);
        double[] half = LearningRate.learn(0.5, seed);
        double[] below = LearningRate.learn(0.95, seed);
        double[] above = LearningRate.learn(1.06, seed);
        int last = LearningRate.STEPS - 1;
        assertTrue(half[last] < 1e-4 * half[0] && small[last] > 0.2 * small[0], "half way is far faster than little");
        assertTrue(below[last] < 0.01 * below[0], "below the limit it arrives");
        assertTrue(above[last] > 10 * above[last - 20], "above the limit it grows");
    }

    private static void batches(long seed) {
        double[] all = BatchSizes.learn(BatchSizes.SAMPLES, seed);
        double[] some = BatchSizes.learn(20, seed);
        double[] one = BatchSizes.learn(1, seed);
        assertTrue(one[0] < 0.5 * some[0] && some[0] < 0.8 * all[0], "after one epoch: " + one[0] + " " + some[0] + " " + all[0]);
        double a = BatchSizes.rest(all);
        double s = BatchSizes.rest(some);
        double o = BatchSizes.rest(one);
        assertTrue(o > 20 * s && s > 20 * a, "at rest: " + o + " " + s + " " + a);
    }

    private static void valley(long seed) {
        int plain = Valley.best(Descent.SGD, 0, seed).steps();
        int momentum = Valley.best(Descent.MOMENTUM, 0, seed).steps();
        int rms = Valley.best(Descent.RMSPROP, 0, seed).steps();
        int adam = Valley.best(Descent.ADAM, 0, seed).steps();
        assertTrue(plain < Valley.MOST && plain > 3 * momentum && plain > 3 * rms && plain > 3 * adam, plain + " " + momentum + " " + rms + " " + adam);
        assertEquals(plain, Valley.best(Descent.SGD, 45, seed).steps(), 2, "it does not see the axes");
        assertEquals(momentum, Valley.best(Descent.MOMENTUM, 45, seed).steps(), 2);
        assertTrue(Valley.best(Descent.RMSPROP, 45, seed).steps() > 3 * rms);
        assertTrue(Valley.best(Descent.ADAM, 45, seed).steps() > 1.5 * adam);
    }

    private static void vanishing(long seed) {
        VanishingGradients.Deep sigmoid = VanishingGradients.learn(Activation.SIGMOID, seed);
        VanishingGradients.Deep relu = VanishingGradients.learn(Activation.RELU, seed);
        assertTrue(sigmoid.arrives() < 1e-4 && relu.arrives() > 1e-2, sigmoid.arrives() + " " + relu.arrives());
        assertTrue(sigmoid.accuracy() < 0.7 && relu.accuracy() > 0.95, sigmoid.accuracy() + " " + relu.accuracy());
    }

    private static void batchnorm(long seed) {
        for (double rate : new double[] {0.003, 0.03}) {
            double plain = BatchNorm.learn(false, rate, seed);
            double normalized = BatchNorm.learn(true, rate, seed);
            assertTrue(normalized > plain + 0.15 && normalized > 0.75, rate + ": " + plain + " " + normalized);
        }
    }

    private static void residual(long seed) {
        double off = Residual.learn(false, Residual.SMALL, seed).accuracy();
        double glorot = Residual.learn(false, Initializers.glorotUniform(), seed).accuracy();
        double on = Residual.learn(true, Residual.SMALL, seed).accuracy();
        assertTrue(off < 0.5 && glorot < on && on > 0.85, off + " " + glorot + " " + on);
    }

    private static void dropout(long seed) {
        Outcome without = DropoutLesson.learn(0, seed);
        Outcome with = DropoutLesson.learn(0.7, seed);
        assertTrue(without.trainLoss() < 0.02 && with.testLoss() < 0.85 * without.testLoss(), without.testLoss() + " " + with.testLoss());
    }

    private static void penalties(long seed) {
        Outcome none = NormPenalties.learn(NormPenalties.PRICES.get("none"), seed);
        Outcome two = NormPenalties.learn(NormPenalties.PRICES.get("L2"), seed);
        Outcome one = NormPenalties.learn(NormPenalties.PRICES.get("L1"), seed);
        assertTrue(two.testLoss() < 0.75 * none.testLoss() && one.testLoss() < 0.75 * none.testLoss(), none.testLoss() + " " + two.testLoss() + " " + one.testLoss());
        assertTrue(NormPenalties.meaningless(one) < 0.5 * NormPenalties.meaningless(none), "L1 finds the two columns: " + NormPenalties.meaningless(one));
    }

    private static void stopping(long seed) {
        Outcome all = EarlyStoppingLesson.learn(false, seed);
        Outcome early = EarlyStoppingLesson.learn(true, seed);
        assertTrue(early.history().epochs().size() < EarlyStoppingLesson.EPOCHS / 2, "epochs " + early.history().epochs().size());
        assertTrue(early.testLoss() < 0.7 * all.testLoss(), all.testLoss() + " " + early.testLoss());
    }

    private static void transfer(long seed) {
        Transfer.Result result = Transfer.run(Transfer.EACH, Transfer.EPOCHS, seed);
        assertTrue(result.untouched() && result.headWeights() < 0.7 * result.allWeights(), result::toString);
        assertTrue(result.transferred() > 0.55 && result.transferred() > result.fromNothing() + 0.03, result::toString);
    }
}
