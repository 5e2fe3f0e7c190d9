package dyp.cpu.scalar;

import dyp.op.Conv;
import dyp.op.Tensor;
import dyp.runtime.Blocks;
import dyp.runtime.Slices;
import dyp.runtime.Step;
import dyp.tensor.Shape;
import dyp.tensor.Slice;

/** Convolutions and their gradients: each output number is one sum. */
final class ConvLoops {
    private ConvLoops() {}

    static Step of(Conv op, Tensor node, Slices s) {
        Slice a = s.input(0);
        Slice b = s.input(1);
        Slice out = s.output();
        return switch (op) {
            case Conv.Forward f -> {
                Shape k = node.input(1).shape();
                yield forward(new Places(f.window(), node.input(0).shape(), node.shape()), k.dim(-2), k.last(), f.groups(), a, b, out);
            }
            case Conv.InputGradient g -> {
                Shape k = node.input(1).shape();
                yield inputGradient(new Places(g.window(), g.input(), node.input(0).shape()), k.dim(-2), k.last(), g.groups(), a, b, out);
            }
            case Conv.KernelGradient g -> kernelGradient(new Places(g.window(), node.input(0).shape(), node.input(1).shape()),
                    g.kernel().dim(-2), g.kernel().last(), g.groups(), a, b, out);
        };
    }

    private static Step forward(Places p, int ci, int co, int groups, Slice x, Slice k, Slice y) {
        return Blocks.over(p.outputs() * co, (long) p.taps() * ci, (from, to, lane) -> {
            for (int o = from; o < to; o++) {
                int filter = o % co;
                int first = filter / (co / groups) * ci;
                double sum = 0;
                for (int tap = 0; tap < p.taps(); tap++) {
                    int pixel = p.input(o / co, tap);
                    for (int c = 0; pixel >= 0 && c < ci; c++) {
                        sum += x.get(pixel * ci * groups + first + c) * k.get((tap * ci + c) * co + filter);
                    }
                }
                y.set(o, sum);
            }
        });
    }

    private static Step inputGradient(Places p, int ci, int co, int groups, Slice dy, Slice k, Slice dx) {
        int filters = co / groups;
        return Blocks.over(p.inputs() * ci * groups, (long) p.taps() * filters, (from, to, lane) -> {
            for (int i = from; i < to; i++) {
                int channel = i % (ci * groups);
                int first = channel / ci * filters;
                double sum = 0;
                for (int tap = 0; tap < p.taps(); tap++) {
                    int pixel = p.output(i / (ci * groups), tap);
                    for (int f = 0; pixel >= 0 && f < filters; f++) {
                        sum += dy.get(pixel * co + first + f) * k.get((tap * ci + channel % ci) * co + first + f);
                    }
                }
                dx.set(i, sum);
            }
        });
    }

    private static Step kernelGradient(Places p, int ci, int co, int groups, Slice x, Slice dy, Slice dk) {
        return Blocks.over(p.taps() * ci * co, p.outputs(), (from, to, lane) -> {
            for (int i = from; i < to; i++) {
                int filter = i % co;
                int channel = filter / (co / groups) * ci + i / co % ci;
                int tap = i / co / ci;
                double sum = 0;
                for (int o = 0; o < p.outputs(); o++) {
                    int pixel = p.input(o, tap);
                    if (pixel >= 0) {
                        sum += x.get(pixel * ci * groups + channel) * dy.get(o * co + filter);
                    }
                }
                dk.set(i, sum);
            }
        });
    }
}
