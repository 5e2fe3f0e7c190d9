package dyp.cpu.scalar;

import dyp.op.Pool;
import dyp.op.Tensor;
import dyp.runtime.Blocks;
import dyp.runtime.Slices;
import dyp.runtime.Step;
import dyp.tensor.Slice;

/**
 * Pooling and its gradients. Gradients gather: each input element asks the windows that cover it. Of a window wholly in the padding the
 * maximum is minus infinity, the mean 0, and it has no gradient.
 */
final class PoolLoops {
    private PoolLoops() {}

    static Step of(Pool op, Tensor node, Slices s) {
        int c = node.shape().last();
        Slice x = s.input(0);
        Slice y = s.output();
        return switch (op) {
            case Pool.Max m -> {
                Places p = new Places(m.window(), node.input(0).shape(), node.shape());
                yield each(p.outputs(), c, p.taps(), (pixel, ch) -> {
                    int best = winner(p, x, pixel, ch, c);
                    y.set(pixel * c + ch, best < 0 ? Double.NEGATIVE_INFINITY : x.get(best * c + ch));
                });
            }
            case Pool.MaxPick m -> {
                Places p = new Places(m.window(), node.input(0).shape(), node.shape());
                Slice g = s.input(1);
                yield each(p.outputs(), c, p.taps(), (pixel, ch) -> {
                    int best = winner(p, x, pixel, ch, c);
                    y.set(pixel * c + ch, best < 0 ? 0 : g.get(best * c + ch));
                });
            }
            case Pool.MaxScatter m -> {
                Places p = new Places(m.window(), node.shape(), node.input(1).shape());
                Slice dy = s.input(1);
                yield each(p.inputs(), c, (long) p.taps() * p.taps(), (pixel, ch) -> {
                    double sum = 0;
                    for (int tap = 0; tap < p.taps(); tap++) {
                        int o = p.output(pixel, tap);
                        if (o >= 0 && winner(p, x, o, ch, c) == pixel) {
                            sum += dy.get(o * c + ch);
                        }
                    }
                    y.set(pixel * c + ch, sum);
                });
            }
            case Pool.Average a -> {
                Places p = new Places(a.window(), node.input(0).shape(), node.shape());
                yield each(p.outputs(), c, p.taps(), (pixel, ch) -> {
                    double sum = 0;
                    for (int tap = 0; tap < p.taps(); tap++) {
                        int i = p.input(pixel, tap);
                        sum += i < 0 ? 0 : x.get(i * c + ch);
                    }
                    y.set(pixel * c + ch, sum / Math.max(1, covered(p, pixel)));
                });
            }
            case Pool.AverageScatter a -> {
                Places p = new Places(a.window(), node.shape(), node.input(0).shape());
                yield each(p.inputs(), c, (long) p.taps() * p.taps(), (pixel, ch) -> {
                    double sum = 0;
                    for (int tap = 0; tap < p.taps(); tap++) {
                        int o = p.output(pixel, tap);
                        sum += o < 0 ? 0 : x.get(o * c + ch) / covered(p, o);
                    }
                    y.set(pixel * c + ch, sum);
                });
            }
        };
    }

    /** The input pixel of the window's largest element; the first of equals; NaN wins; -1 where all lie in the padding. */
    private static int winner(Places p, Slice x, int output, int ch, int c) {
        int best = -1;
        for (int tap = 0; tap < p.taps(); tap++) {
            int i = p.input(output, tap);
            if (i >= 0 && (best < 0 || x.get(i * c + ch) > x.get(best * c + ch)
                    || (Double.isNaN(x.get(i * c + ch)) && !Double.isNaN(x.get(best * c + ch))))) {
                best = i;
            }
        }
        return best;
    }

    /** How many of the window's elements lie inside the input. */
    private static int covered(Places p, int output) {
        int n = 0;
        for (int tap = 0; tap < p.taps(); tap++) {
            n += p.input(output, tap) >= 0 ? 1 : 0;
        }
        return n;
    }

    private interface Body {
        void at(int pixel, int channel);
    }

    private static Step each(int pixels, int channels, long cost, Body body) {
        return Blocks.over(pixels * channels, cost, (from, to, lane) -> {
            for (int i = from; i < to; i++) {
                body.at(i / channels, i % channels);
            }
        });
    }
}
