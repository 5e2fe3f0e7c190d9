package dyp.cpu.vector;

import dyp.op.Tensor;
import dyp.op.View;
import dyp.runtime.Blocks;
import dyp.runtime.Slices;
import dyp.runtime.Step;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Views that need a copy, as walks over a box with one stride per axis on either side. Plain loops: memory is the limit. */
final class CopyKernel {
    private final int[] dims;
    private final int[] from;
    private final int[] to;

    /** Neighbouring axes that lie one behind the other on both sides become one. */
    private CopyKernel(int[] dims, int[] from, int[] to) {
        int n = 0;
        int[] d = new int[dims.length + 1];
        int[] f = new int[dims.length + 1];
        int[] t = new int[dims.length + 1];
        for (int i = 0; i < dims.length; i++) {
            if (dims[i] == 1) {
                continue;
            }
            if (n > 0 && f[n - 1] == from[i] * dims[i] && t[n - 1] == to[i] * dims[i]) {
                d[n - 1] *= dims[i];
            } else {
                d[n++] = dims[i];
            }
            f[n - 1] = from[i];
            t[n - 1] = to[i];
        }
        if (n == 0) {
            d[n++] = 1;
        }
        this.dims = Arrays.copyOf(d, n);
        this.from = Arrays.copyOf(f, n);
        this.to = Arrays.copyOf(t, n);
    }

    static boolean supports(View op) {
        return op instanceof View.Broadcast || op instanceof View.Transpose || op instanceof View.Slice || op instanceof View.Pad
                || op instanceof View.Concat;
    }

    static List<Step> bind(View op, Tensor node, Slices s) {
        float[] x = s.input(0).floats();
        float[] y = s.output().floats();
        int xo = s.input(0).offset();
        int yo = s.output().offset();
        Shape in = node.input(0).shape();
        int[] inStrides = in.strides();
        int[] outStrides = node.shape().strides();
        int[] outDims = node.shape().dims();
        int rank = outDims.length;
        return switch (op) {
            case View.Broadcast b -> {
                int[] strides = new int[rank];
                for (int i = rank - in.rank(), j = 0; i < rank; i++, j++) {
                    strides[i] = in.dim(j) == 1 ? 0 : inStrides[j];
                }
                yield List.of(new CopyKernel(outDims, strides, outStrides).step(x, xo, y, yo, s.lanes()));
            }
            case View.Transpose t -> {
                int[] strides = t.order().stream().mapToInt(a -> inStrides[a]).toArray();
                yield List.of(new CopyKernel(outDims, strides, outStrides).step(x, xo, y, yo, s.lanes()));
            }
            case View.Slice c -> {
                int[] strides = new int[rank];
                int start = offset(c.start(), c.step(), inStrides, strides);
                yield List.of(new CopyKernel(outDims, strides, outStrides).step(x, xo + start, y, yo, s.lanes()));
            }
            case View.Pad p -> {
                int[] strides = new int[rank];
                int start = offset(p.low(), p.step(), outStrides, strides);
                Step fill = Blocks.over(node.shape().size(), 1, (a, b, lane) -> Arrays.fill(y, yo + a, yo + b, (float) p.value()));
                yield List.of(fill, new CopyKernel(in.dims(), inStrides, strides).step(x, xo, y, yo + start, s.lanes()));
            }
            case View.Concat c -> {
                List<Step> steps = new ArrayList<>();
                int at = 0;
                for (int k = 0; k < node.inputs().size(); k++) {
                    Shape part = node.input(k).shape();
                    steps.add(new CopyKernel(part.dims(), part.strides(), outStrides)
                            .step(s.input(k).floats(), s.input(k).offset(), y, yo + at * outStrides[c.axis()], s.lanes()));
                    at += part.dim(c.axis());
                }
                yield steps;
            }
            default -> throw new IllegalArgumentException("not supported: " + op);
        };
    }

    /** Where a stepped box begins; its strides go to {@code strides}. */
    private static int offset(List<Integer> start, List<Integer> step, int[] whole, int[] strides) {
        int offset = 0;
        for (int i = 0; i < whole.length; i++) {
            offset += start.get(i) * whole[i];
            strides[i] = step.get(i) * whole[i];
        }
        return offset;
    }

    private Step step(float[] x, int xo, float[] y, int yo, int lanes) {
        int inner = dims.length - 1, turned = TransposeKernel.axis(dims, from, to);
        if (turned >= 0) {
            return TransposeKernel.bind(turned, dims, from, to, x, xo, y, yo, lanes);
        }
        int rows = 1;
        for (int i = 0; i < inner; i++) {
            rows *= dims[i];
        }
        // A box of one row is cut along the row.
        return rows == 1
                ? Blocks.over(dims[inner], 1, (a, b, lane) -> row(x, xo + a * from[inner], from[inner], y, yo + a * to[inner], to[inner], b - a))
                : Blocks.over(rows, dims[inner], (a, b, lane) -> {
                    for (int row = a; row < b; row++) {
                        int xr = xo;
                        int yr = yo;
                        for (int i = inner - 1, rest = row; i >= 0; i--) {
                            xr += rest % dims[i] * from[i];
                            yr += rest % dims[i] * to[i];
                            rest /= dims[i];
                        }
                        row(x, xr, from[inner], y, yr, to[inner], dims[inner]);
                    }
                });
    }

    private static void row(float[] x, int xo, int xs, float[] y, int yo, int ys, int n) {
        if (xs == 1 && ys == 1) {
            System.arraycopy(x, xo, y, yo, n);
        } else if (xs == 0 && ys == 1) {
            Arrays.fill(y, yo, yo + n, x[xo]);
        } else {
            for (int i = 0; i < n; i++) {
                y[yo + i * ys] = x[xo + i * xs];
            }
        }
    }
}
