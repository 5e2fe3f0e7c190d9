package dyp.explain;

import dyp.explain.Explanation.Answer;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import java.util.ArrayList;
import java.util.List;

/**
 * Which patches a transformer's answer is gathered from, through all its layers: the product over layers of (A + I) / 2, where A is the mean of
 * the heads' attention weights and I stands for the way around the attention. Abnar and Zuidema 2020, "Quantifying attention flow in
 * transformers", section 3. The map is the class token's row, or where there is none the mean row. It asks for no class: it says where
 * information may come from, not what it says.
 */
public record AttentionRollout() implements Explainer {
    private static final Question WEIGHTS = new Question("attention", v -> {
        List<Tensor> values = new ArrayList<>(FeatureMap.attentions(v));
        values.add(v.score());
        values.add(v.probability());
        return values;
    });

    @Override
    public Explanation explain(Model model, NDArray sample, int target) {
        Lens lens = Lens.of(model);
        lens.check(sample, target);
        Attention attention = attention(lens, sample, target);
        double[][] rolled = null;
        for (double[][][] heads : attention.weights) {
            rolled = rolled(mean(heads), rolled);
        }
        NDArray map = attention.over(rolled);
        return Explanation.of(lens, sample, name(), target, attention.answer, attention.tokens.over(map, sample)).layer(attention.tokens.layer());
    }

    /**
     * Where each head of each layer looks, by layer from the first to the last: how much the class token (or where there is none, the mean token)
     * takes from each place. The explanations' layer is the attention's, as {@code block3_attention, head 2}.
     */
    public List<List<Explanation>> heads(Model model, NDArray sample, int target) {
        Lens lens = Lens.of(model);
        lens.check(sample, target);
        Attention attention = attention(lens, sample, target);
        List<List<Explanation>> all = new ArrayList<>();
        for (int layer = 0; layer < attention.weights.size(); layer++) {
            List<Explanation> heads = new ArrayList<>();
            for (double[][] weights : attention.weights.get(layer)) {
                NDArray map = attention.tokens.over(attention.over(weights), sample);
                heads.add(Explanation.of(lens, sample, "attention", target, attention.answer, map).layer(attention.layers.get(layer) + ", head " + heads.size()));
            }
            all.add(heads);
        }
        return all;
    }

    /** The weights of one sample, by layer: (heads, queries, keys). */
    private record Attention(FeatureMap tokens, List<String> layers, List<double[][][]> weights, Answer answer) {
        /** A row of weights over the keys as a map over the sample. */
        NDArray over(double[][] weights) {
            int skipped = tokens.skipped();
            return NDArray.generate(tokens.grid(), i -> {
                double sum = 0;
                for (double[] row : weights) {
                    sum += row[skipped + i];
                }
                return skipped > 0 ? weights[0][skipped + i] : sum / weights.length;
            });
        }
    }

    private static Attention attention(Lens lens, NDArray sample, int target) {
        View view = View.of(lens.model(), 1);
        List<Tensor> symbols = FeatureMap.attentions(view);
        if (symbols.isEmpty()) {
            throw new DypException("Attention rollout follows attention between a sample's places, but the model has none. Use gradcam or integrated.");
        }
        FeatureMap tokens = FeatureMap.tokens(view);
        List<double[][][]> weights = new ArrayList<>();
        Answer[] answer = new Answer[1];
        lens.ask(WEIGHTS, 1, target, sample, (_, v) -> {
            for (int i = 0; i < symbols.size(); i++) {
                weights.add(heads(v[i].toArray(), symbols.get(i).shape()));
            }
            answer[0] = new Answer(v[symbols.size()].get(0), v[symbols.size() + 1].get(0));
        });
        return new Attention(tokens, symbols.stream().map(Tensor::path).toList(), weights, answer[0]);
    }

    private static double[][][] heads(float[] values, Shape shape) {
        int n = shape.last();
        double[][][] heads = new double[values.length / n / n][n][n];
        for (int i = 0; i < values.length; i++) {
            heads[i / n / n][i / n % n][i % n] = values[i];
        }
        return heads;
    }

    private static double[][] mean(double[][][] heads) {
        int n = heads[0].length;
        double[][] mean = new double[n][n];
        for (double[][] head : heads) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    mean[i][j] += head[i][j] / heads.length;
                }
            }
        }
        return mean;
    }

    /** (A + I) / 2 times what came before. */
    private static double[][] rolled(double[][] attention, double[][] before) {
        int n = attention.length;
        double[][] now = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                double share = (attention[i][k] + (i == k ? 1 : 0)) / 2;
                if (before == null) {
                    now[i][k] = share;
                    continue;
                }
                for (int j = 0; j < n; j++) {
                    now[i][j] += share * before[k][j];
                }
            }
        }
        return now;
    }

    @Override
    public String name() {
        return "rollout";
    }

    @Override
    public String about() {
        return "attention rollout: which patches a transformer's answer is gathered from; the same for every class";
    }
}
