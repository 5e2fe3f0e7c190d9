package dyp.labs.lesson;

import static dyp.optim.Optimizers.sgd;

import dyp.train.Model;
import dyp.train.TrainingStep;
import java.util.ArrayList;
import java.util.List;

/**
 * The learning rate, too small, right and too large. Where the loss is a bowl there is a limit, and it is known: 2 divided by the largest curvature. Just
 * below it learning swings and still arrives; just above it each step ends higher than it began.
 */
final class LearningRate {
    static final int STEPS = 60;

    /** The loss before each of the steps, less the smallest that there is; all samples in each step. @param share of the limit */
    static double[] learn(double share, long seed) {
        LeastSquares line = LeastSquares.draw(200, seed);
        Model model = LeastSquares.neuron(sgd(share * 2 / line.largestCurvature()), seed);
        TrainingStep step = model.trainingStep(line.data());
        double least = line.leastLoss();
        double[] excess = new double[STEPS];
        for (int i = 0; i < STEPS; i++) {
            step.run(line.data().toArrays());
            excess[i] = Math.max(step.loss() - least, 1e-9); // below that, float32 sees no difference
        }
        return excess;
    }

    void main(String[] args) {
        long seed = Show.seed(args);
        double limit = 2 / LeastSquares.draw(200, seed).largestCurvature();
        List<List<String>> rows = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<double[]> curves = new ArrayList<>();
        for (double share : new double[] {0.002, 0.05, 0.5, 0.95, 1.06}) {
            double[] excess = learn(share, seed);
            names.add(Show.number("%.4f", share * limit));
            curves.add(excess);
            rows.add(List.of(Show.number("%.4f = %.3f of the limit", share * limit, share), Show.number("%.2e", excess[10]), Show.number("%.2e", excess[STEPS - 1])));
        }
        Show.say("How far the loss is above its least, with a learning rate of:");
        Show.table(List.of("learning rate", "after 10 steps", "after " + (STEPS - 1)), rows);
        Show.curves("loss above its least, over the steps", names, true, curves);
        Show.say("The limit is 2 / (largest curvature) = %.4f. Below it the loss falls: slowly where the rate is small, fastest about half way. Above it, it grows without end.", limit);
        Show.say("For a network, whose curvature nobody knows, dyp.tune.LearningRateFinder tries rates out.");
    }
}
