package dyp.labs.digits;

import static dyp.callback.Callbacks.earlyStopping;
import static dyp.callback.Callbacks.tensorBoard;
import static dyp.loss.Losses.sparseCategoricalCrossentropy;
import static dyp.metric.Metrics.accuracy;
import static dyp.optim.Optimizers.adamW;
import static dyp.optim.Schedules.cosineDecay;

import dyp.labs.recipe.Lab;
import dyp.labs.recipe.Trained;
import dyp.nn.Layer;
import dyp.optim.Optimizer;
import dyp.optim.Schedule;
import dyp.train.Model;
import dyp.zoo.ClassLabels;
import dyp.zoo.Preprocess;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How a network of these labs learns: with a rate that rises at first and then falls along half a cosine, judged on the validation part after each
 * epoch.
 *
 * @param rate the highest
 * @param optimizer for a schedule
 * @param augment what is done to pictures before they are learned from
 * @param patience epochs without improvement on the validation part before it stops; then, and at the end, the best epoch's weights are taken; 0: neither
 */
record Plan(Supplier<Model> network, int epochs, int batch, double rate, Function<Schedule, Optimizer> optimizer, List<Layer> augment, int patience) {
    private static final double WARM_UP = 0.15;

    /** AdamW, batches of 128, no augmentation, to the last epoch. */
    static Plan of(Supplier<Model> network, int epochs, double rate) {
        return new Plan(network, epochs, 128, rate, s -> adamW(s).weightDecay(0.01), List.of(), 0);
    }

    Plan augment(Layer... layers) {
        return new Plan(network, epochs, batch, rate, optimizer, List.of(layers), patience);
    }

    Plan epochs(int n) {
        return new Plan(network, n, batch, rate, optimizer, augment, patience);
    }

    Plan batch(int n) {
        return new Plan(network, epochs, n, rate, optimizer, augment, patience);
    }

    Plan optimizer(Function<Schedule, Optimizer> by) {
        return new Plan(network, epochs, batch, rate, by, augment, patience);
    }

    Plan patience(int n) {
        return new Plan(network, epochs, batch, rate, optimizer, augment, n);
    }

    /** The network with its words for the classes and its pictures, ready to learn. @param schedule of the rate */
    private Model compiled(PictureSet data, long seed, Schedule schedule) {
        Model model = network.get().seed(seed);
        new ClassLabels(data.names()).note(model);
        Preprocess.UNIT.note(model);
        return model.compile(optimizer.apply(schedule), sparseCategoricalCrossentropy().fromLogits(), accuracy());
    }

    /** For the search of a rate: at a rate that does not change by itself. */
    Model fresh(PictureSet data, long seed) {
        return compiled(data, seed, dyp.optim.Schedules.constant(rate));
    }

    Trained train(Lab lab, String stage, PictureSet data, long seed) {
        int passes = lab.epochs(epochs);
        int steps = passes * Math.ceilDiv(data.train().size(), batch);
        int warm = Math.max(1, (int) (WARM_UP * steps));
        Model model = compiled(data, seed, cosineDecay(0, Math.max(1, steps - warm)).warmup(rate, warm));
        return lab.train(stage, model, data.train(), fit -> {
            fit.epochs(passes).batchSize(batch).validation(data.validation()).callbacks(tensorBoard(lab.folder().resolve("tensorboard").resolve(stage)));
            if (!augment.isEmpty()) {
                fit.augment(augment.toArray(Layer[]::new));
            }
            if (patience > 0) {
                fit.callbacks(earlyStopping().monitor("val_accuracy").patience(patience).restoreBestWeights(true));
            }
        });
    }

    /** In words, for the report. */
    String words(int passes) {
        return passes + (passes == 1 ? " epoch" : " epochs") + " in batches of " + batch + ", a learning rate up to " + rate + " that falls along half a cosine"
                + (augment.isEmpty() ? "" : ", pictures changed at random (" + String.join(", ", augment.stream().map(a -> a.getClass().getSimpleName()).toList()) + ")")
                + (patience == 0 ? "" : "; it stops where the validation accuracy has not improved for " + patience + " epochs, and the best epoch's weights are taken");
    }
}
