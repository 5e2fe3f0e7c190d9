package dyp.op;

/** A stretch of the gradient of a scan's flat result, which mostly is a sum of padded parts: found without making that sum. */
final class ScanParts {
    private ScanParts() {}

    /** Elements {@code from} to {@code to} of a flat gradient; null where they are known to be 0. */
    static Tensor of(Tensor flat, int from, int to) {
        if (flat.op() == Binary.ADD && flat.input(0).shape().equals(flat.input(1).shape())) {
            Tensor a = of(flat.input(0), from, to);
            Tensor b = of(flat.input(1), from, to);
            return a == null ? b : b == null ? a : a.add(b);
        }
        if (flat.op() instanceof View.Pad p && p.value() == 0 && p.step().getFirst() == 1) {
            Tensor inner = flat.input(0);
            int low = p.low().getFirst();
            int high = low + inner.shape().size();
            if (to <= low || from >= high) {
                return null;
            } else if (low <= from && to <= high) {
                return of(inner, from - low, to - low);
            }
        }
        return from == 0 && to == flat.shape().size() ? flat : flat.slice(0, from, to);
    }
}
