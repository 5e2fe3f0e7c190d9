package dyp.optim;

import dyp.op.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Matrices move by the nearest orthogonal matrix to their momentum, so that all its directions count alike; everything else by
 * AdamW. m <- momentum m + g; u = m, or g + momentum m (Nesterov); w <- w - lr rmsRate sqrt(max(rows, columns)) orthogonal(u).
 * Jordan et al. 2024, "Muon"; the length of the step as in Liu et al. 2025, "Muon is scalable for LLM training".
 *
 * <p>By AdamW go, as in Keras, weights that are not of rank 2, weights with {@code embedding} in their name unless told otherwise,
 * and weights whose name an excluded expression matches.
 *
 * @param adam for everything else; its learning rate is also Muon's
 * @param adamLrRatio what Adam's learning rate is multiplied by
 * @param rmsRate 0 leaves the factor with the square root out
 */
public record Muon(Adam adam, double adamLrRatio, WeightDecay adamWeightDecay, double momentum, boolean nesterov,
        NewtonSchulz newtonSchulz, double rmsRate, WeightDecay weightDecay, List<String> excludeLayers, boolean excludeEmbeddings) implements Optimizer {
    /**
     * Rounds of x <- a x + (b x xᵀ + c (x xᵀ)²) x, which drive the singular values of x towards 1.
     *
     * @param steps how many
     */
    public record NewtonSchulz(int steps, double a, double b, double c) {
        public NewtonSchulz {
            Checks.atLeast("newtonSchulz steps", 1, steps);
        }

        Tensor orthogonal(Tensor u) {
            boolean tall = u.shape().dim(0) > u.shape().dim(1);
            Tensor x = tall ? u.transpose() : u;
            x = x.div(x.square().sum().sqrt().add(1e-7));
            for (int i = 0; i < steps; i++) {
                Tensor square = x.matmul(x.transpose());
                x = square.mul(b).add(square.matmul(square).mul(c)).matmul(x).add(x.mul(a));
            }
            return tall ? x.transpose() : x;
        }
    }

    public Muon {
        Checks.notNegative("adamLrRatio", adamLrRatio);
        Checks.fraction("momentum", momentum);
        Checks.notNegative("rmsRate", rmsRate);
        excludeLayers = List.copyOf(excludeLayers);
    }

    /** The rule for everything that is no matrix. */
    public Muon adam(Adam a) {
        return new Muon(a, adamLrRatio, adamWeightDecay, momentum, nesterov, newtonSchulz, rmsRate, weightDecay,
                excludeLayers, excludeEmbeddings);
    }

    public Muon adamLrRatio(double r) {
        return new Muon(adam, r, adamWeightDecay, momentum, nesterov, newtonSchulz, rmsRate, weightDecay,
                excludeLayers, excludeEmbeddings);
    }

    public Muon adamWeightDecay(double decay, String... excluded) {
        return new Muon(adam, adamLrRatio, new WeightDecay(decay, List.of(excluded)), momentum, nesterov, newtonSchulz, rmsRate, weightDecay,
                excludeLayers, excludeEmbeddings);
    }

    public Muon momentum(double m) {
        return new Muon(adam, adamLrRatio, adamWeightDecay, m, nesterov, newtonSchulz, rmsRate, weightDecay,
                excludeLayers, excludeEmbeddings);
    }

    public Muon nesterov(boolean n) {
        return new Muon(adam, adamLrRatio, adamWeightDecay, momentum, n, newtonSchulz, rmsRate, weightDecay,
                excludeLayers, excludeEmbeddings);
    }

    public Muon newtonSchulz(NewtonSchulz n) {
        return new Muon(adam, adamLrRatio, adamWeightDecay, momentum, nesterov, n, rmsRate, weightDecay,
                excludeLayers, excludeEmbeddings);
    }

    public Muon rmsRate(double r) {
        return new Muon(adam, adamLrRatio, adamWeightDecay, momentum, nesterov, newtonSchulz, r, weightDecay,
                excludeLayers, excludeEmbeddings);
    }

    /** The matrices' decay; {@link #adamWeightDecay(double, String...)} is the others'. */
    @Override
    public Muon weightDecay(double decay, String... excluded) {
        return new Muon(adam, adamLrRatio, adamWeightDecay, momentum, nesterov, newtonSchulz, rmsRate, new WeightDecay(decay, List.of(excluded)),
                excludeLayers, excludeEmbeddings);
    }

    /** Regular expressions; weights whose name one matches go by AdamW. */
    public Muon excludeLayers(String... expressions) {
        return new Muon(adam, adamLrRatio, adamWeightDecay, momentum, nesterov, newtonSchulz, rmsRate, weightDecay, List.of(expressions),
                excludeEmbeddings);
    }

    public Muon excludeEmbeddings(boolean e) {
        return new Muon(adam, adamLrRatio, adamWeightDecay, momentum, nesterov, newtonSchulz, rmsRate, weightDecay, excludeLayers, e);
    }

    @Override
    public Schedule learningRate() {
        return adam.learningRate();
    }

    @Override
    public Tensor next(Tensor w, Tensor g, State state) {
        Tensor lr = state.learningRate();
        if (byAdam(w, state.path())) {
            return adam.next(adamWeightDecay.of(w, state), g, state.learningRate(lr.mul(adamLrRatio)));
        }
        Tensor before = state.slot("momentum");
        Tensor m = state.update(before, before.mul(momentum).add(g));
        Tensor u = newtonSchulz.orthogonal(nesterov ? g.add(m.mul(momentum)) : m);
        double length = rmsRate == 0 ? 1 : rmsRate * Math.sqrt(Math.max(w.shape().dim(0), w.shape().dim(1)));
        return weightDecay.of(w, state).sub(u.mul(lr.mul(length)));
    }

    private boolean byAdam(Tensor w, String path) {
        return w.shape().rank() != 2 || excludeEmbeddings && path.toLowerCase(Locale.ROOT).contains("embedding")
                || excludeLayers.stream().anyMatch(e -> Pattern.compile(e).matcher(path).find());
    }
}
