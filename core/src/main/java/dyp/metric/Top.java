package dyp.metric;

import dyp.loss.Targets;
import dyp.op.Tensor;

/** The k largest of each row. */
final class Top {
    private Top() {}

    /** 1 where fewer than k of the row's scores are larger than the label's, else 0; a label that there is not, or NaN, is never among them. */
    static Tensor holds(Tensor labels, Tensor scores, int k) {
        Tensor at = labels.oneHot(scores.shape().last());
        Tensor own = Tensor.where(at, scores, Tensor.scalar(0)).sum(-1);
        Tensor within = own.less(scores).sum(-1).less(Tensor.scalar(k));
        return Targets.drop(within.mul(at.max(-1)).mul(own.equal(own)), -1);
    }

    /** 1 at the k largest of each row, of equals at the first, else 0. */
    static Tensor mask(Tensor scores, int k) {
        int width = scores.shape().last();
        Tensor left = scores;
        Tensor mask = Tensor.scalar(0).broadcastTo(scores.shape());
        for (int i = 0; i < Math.min(k, width); i++) {
            Tensor best = Targets.drop(left.argmax(-1), -1).oneHot(width);
            mask = mask.maximum(best);
            left = Tensor.where(best, Tensor.scalar(Double.NEGATIVE_INFINITY), left);
        }
        return mask;
    }
}
