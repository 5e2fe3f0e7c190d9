package dyp.optim;

import dyp.op.Tensor;
import java.util.List;

/**
 * Adam with decoupled weight decay: w <- w - lr decay w, and then Adam's step. Loshchilov and Hutter 2019, "Decoupled weight
 * decay regularization".
 */
public record AdamW(Adam adam, WeightDecay weightDecay) implements Optimizer {
    public AdamW beta1(double b) {
        return new AdamW(adam.beta1(b), weightDecay);
    }

    public AdamW beta2(double b) {
        return new AdamW(adam.beta2(b), weightDecay);
    }

    public AdamW epsilon(double e) {
        return new AdamW(adam.epsilon(e), weightDecay);
    }

    public AdamW amsgrad(boolean a) {
        return new AdamW(adam.amsgrad(a), weightDecay);
    }

    @Override
    public AdamW weightDecay(double decay, String... excluded) {
        return new AdamW(adam, new WeightDecay(decay, List.of(excluded)));
    }

    @Override
    public Schedule learningRate() {
        return adam.learningRate();
    }

    @Override
    public Tensor next(Tensor w, Tensor g, State state) {
        return adam.next(weightDecay.of(w, state), g, state);
    }

    @Override
    public int slotGroup(String slot) {
        return adam.slotGroup(slot);
    }
}
