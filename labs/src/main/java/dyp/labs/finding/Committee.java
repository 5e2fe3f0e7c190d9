package dyp.labs.finding;

import static dyp.nn.Layers.average;
import static dyp.nn.Layers.input;

import dyp.data.Dataset;
import dyp.labs.recipe.Lab;
import dyp.labs.recipe.Trained;
import dyp.nn.Input;
import dyp.nn.Symbol;
import dyp.tensor.NDArray;
import dyp.train.Fit;
import dyp.train.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;

/**
 * Networks of one kind that learned the same data from other seeds and answer together, each for several views of a sample (turned, mirrored,
 * moved): the mean of all. Lakshminarayanan et al. 2017, "Simple and scalable predictive uncertainty estimation using deep ensembles".
 *
 * @param members each gives one probability
 * @param views what is made of a batch of samples before it is asked about; the first leaves it as it is
 */
public record Committee(List<Trained> members, List<UnaryOperator<NDArray>> views) {
    /** Seeds of members lie so far apart that labs with seeds beside each other share none. */
    private static final long APART = 1000;

    public Committee {
        members = List.copyOf(members);
        views = List.copyOf(views);
    }

    /**
     * Trains the members one after the other, each as a stage of its own: {@code network-1}, {@code network-2} ...
     *
     * @param model compiled, for a seed
     * @param options the same for all
     */
    public static Committee train(Lab lab, int size, List<UnaryOperator<NDArray>> views, LongFunction<Model> model, Dataset train, Consumer<Fit> options) {
        List<Trained> members = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            members.add(lab.train("network-" + (i + 1), model.apply(lab.seed() * APART + i), train, options));
        }
        return new Committee(members, views);
    }

    /** The mean probability for each sample (n, ...). */
    public double[] probabilities(NDArray samples) {
        double[] mean = new double[samples.shape().dim(0)];
        for (UnaryOperator<NDArray> view : views) {
            NDArray seen = view.apply(samples);
            for (Trained member : members) {
                NDArray p = member.model().predict(seen);
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += p.at(i) / (views.size() * members.size());
                }
            }
        }
        return mean;
    }

    /** The first member: the one that is looked into. */
    public Model first() {
        return members.getFirst().model();
    }

    /** All members as one model that gives their mean (of one view). */
    public Model together() {
        if (members.size() == 1) {
            return first();
        }
        Input sample = input(first().fields().getFirst().sample().dims());
        Symbol[] answers = new Symbol[members.size()];
        for (int i = 0; i < answers.length; i++) {
            answers[i] = members.get(i).model().named("member_" + (i + 1)).on(sample);
        }
        Model all = Model.of(sample, average().on(answers));
        first().notes().forEach(all::note);
        return all;
    }
}
