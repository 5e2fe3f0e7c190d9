package dyp.tune;

import dyp.data.Batch;
import dyp.data.Dataset;
import dyp.loss.Loss;
import dyp.metric.Metric;
import dyp.op.Tensor;
import dyp.store.Bundle;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Fit;
import dyp.train.Model;
import dyp.train.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Several models that answer as one: by the mean of their outputs, or by the vote of their classes. Hansen and Salamon 1990, "Neural
 * network ensembles"; Lakshminarayanan et al. 2017, "Simple and scalable predictive uncertainty estimation using deep ensembles".
 *
 * @param models that give the same shape
 * @param voting whether each model has one vote per sample
 */
public record Ensemble(List<Model> models, boolean voting) {
    public Ensemble {
        models = List.copyOf(models);
        if (models.isEmpty()) {
            throw new DypException("An ensemble needs at least one model, but none was given.");
        }
    }

    /** Answers by the mean. */
    public static Ensemble of(Model... models) {
        return of(List.of(models));
    }

    public static Ensemble of(List<Model> models) {
        return new Ensemble(models, false);
    }

    /**
     * Fits the same model from several seeds: {@code seed}, {@code seed + 1} ...
     *
     * @param model a compiled model for a seed: {@code seed -> Sequential.of(...).seed(seed).compile(...)}
     */
    public static Ensemble fit(int members, long seed, LongFunction<Model> model, Dataset data, Consumer<Fit> options) {
        return of(LongStream.range(seed, seed + members).mapToObj(s -> {
            Model one = model.apply(s);
            one.fit(data, options);
            return one;
        }).toList());
    }

    /** Answers by the vote. */
    public Ensemble vote() {
        return new Ensemble(models, true);
    }

    /** Answers by the mean. */
    public Ensemble average() {
        return new Ensemble(models, false);
    }

    /**
     * What the models say together, in the shape of one model's outputs: their mean; or the share of the votes that each class
     * (the last axis) got. A model with one output votes 1 where it is above a half. Votes that are equal go by the mean: to the
     * class with the larger one.
     *
     * @param xs one array per input of the models
     */
    public NDArray predict(NDArray... xs) {
        List<NDArray> answers = models.stream().map(m -> m.predict(xs)).toList();
        Shape shape = answers.getFirst().shape();
        answers.forEach(a -> {
            if (!a.shape().equals(shape)) {
                throw new DypException("The models of an ensemble give outputs of one shape, but " + shape + " and " + a.shape() + " came.");
            }
        });
        NDArray mean = NDArray.generate(shape, i -> answers.stream().mapToDouble(a -> a.at(i)).sum() / answers.size());
        return voting ? votes(answers, mean) : mean;
    }

    private NDArray votes(List<NDArray> answers, NDArray mean) {
        int classes = mean.shape().rank() == 0 ? 1 : mean.shape().last();
        NDArray votes = NDArray.zeros(mean.shape());
        float one = 1f / answers.size();
        for (int row = 0; row < mean.size(); row += classes) {
            for (NDArray a : answers) {
                if (classes == 1) {
                    votes.floats()[row] += a.at(row) > 0.5 ? one : 0;
                } else {
                    votes.floats()[row + largest(a, row, classes)] += one;
                }
            }
            if (classes > 1) {
                breakTie(votes, mean, row, classes, one);
            }
        }
        return votes;
    }

    /** Among classes with the most votes, the one of the largest mean gets a hundredth of a vote more, so that it is the answer. */
    private static void breakTie(NDArray votes, NDArray mean, int row, int classes, float vote) {
        double most = IntStream.range(row, row + classes).mapToDouble(votes::at).max().orElseThrow();
        int[] tied = IntStream.range(row, row + classes).filter(i -> votes.at(i) > most - vote / 2).toArray();
        if (tied.length > 1) {
            int winner = tied[0];
            for (int i : tied) {
                winner = mean.at(i) > mean.at(winner) ? i : winner;
            }
            for (int i : tied) {
                votes.floats()[i] += (i == winner ? 0.01f : -0.01f / (tied.length - 1)) * vote;
            }
        }
    }

    private static int largest(NDArray a, int from, int count) {
        int best = 0;
        for (int i = 1; i < count; i++) {
            best = a.at(from + i) > a.at(from + best) ? i : best;
        }
        return best;
    }

    /** A loss (penalties left out) and metrics of what the models say together. */
    public Map<String, Double> evaluate(Dataset data, Loss loss, Metric... metrics) {
        Batch all = data.check().toArrays();
        Tensor target = Tensor.constant(all.y());
        Tensor answer = Tensor.constant(predict(all.inputs().toArray(NDArray[]::new)));
        Tensor weights = all.weights() == null ? null : Tensor.constant(all.weights());
        Map<String, Double> scores = new LinkedHashMap<>();
        scores.put("loss", loss.of(target, answer, weights).value().item());
        for (Metric m : metrics) {
            NDArray totals = m.totals(target, answer).value();
            scores.put(m.name(), m.result(IntStream.range(0, totals.size()).mapToDouble(totals::at).toArray()));
        }
        return scores;
    }

    /** All models' weights and states in one file, an .npz whose names begin with the model's number: {@code 0/dense/kernel}. */
    public void save(Path file) {
        Bundle all = new Bundle().put("members", models.size()).put("voting", voting);
        for (int i = 0; i < models.size(); i++) {
            Bundle part = all.child(Integer.toString(i));
            Weights.of(models.get(i)).byName().forEach(part::put);
        }
        all.write(file);
    }

    /**
     * What {@link #save} wrote.
     *
     * @param model the same layers again, by the member's number from 0; built, or with an {@code input(...)} first
     */
    public static Ensemble load(Path file, LongFunction<Model> model) {
        Bundle all = Bundle.read(file);
        List<Model> models = new ArrayList<>();
        for (int i = 0; i < all.whole("members"); i++) {
            Model one = model.apply(i);
            Bundle part = all.child(Integer.toString(i));
            Map<String, NDArray> arrays = new LinkedHashMap<>();
            part.names().forEach(name -> arrays.put(name, part.array(name)));
            Weights.load(one, arrays, file.toString());
            models.add(one);
        }
        return new Ensemble(models, all.truth("voting"));
    }
}
