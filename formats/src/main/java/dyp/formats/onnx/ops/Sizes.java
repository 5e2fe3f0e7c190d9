package dyp.formats.onnx.ops;

import static dyp.formats.onnx.ops.Operator.one;

import dyp.op.Resize;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/** Pictures stretched and shrunk: Resize in all its modes, one axis after the other. */
public final class Sizes {
    /**
     * How one axis is read.
     *
     * @param scale length afterwards by length before, as the file says it
     */
    private record Way(String mode, String places, String nearest, double a, boolean exclude, int in, int out, double scale) {
        /** Where the output's element i lies in the input; in single precision, as ONNX Runtime has it: a place may lie on the edge of two. */
        double place(int i) {
            float by = (float) scale;
            return switch (places) {
                case "half_pixel" -> (i + 0.5f) / by - 0.5f;
                case "half_pixel_symmetric" -> in / 2f * (1 - out / (by * in)) + (i + 0.5f) / by - 0.5f;
                case "pytorch_half_pixel" -> out > 1 ? (i + 0.5f) / by - 0.5f : 0;
                case "align_corners" -> out > 1 ? i * (in - 1f) / (out - 1) : 0;
                case "asymmetric" -> i / by;
                default -> throw new DypException("coordinate_transformation_mode '" + places + "' is not read.");
            };
        }

        int nearest(int i) {
            double x = place(i);
            double at = switch (nearest) {
                case "round_prefer_floor" -> Math.ceil(x - 0.5);
                case "round_prefer_ceil" -> Math.floor(x + 0.5);
                case "floor" -> Math.floor(x);
                case "ceil" -> Math.ceil(x);
                default -> throw new DypException("nearest_mode '" + nearest + "' is not read.");
            };
            return (int) Math.clamp(at, 0, in - 1);
        }

        /** (in, out): each column the weights of an output element; beyond the border the last element stands, or nothing. */
        NDArray matrix() {
            boolean cubic = mode.equals("cubic");
            float[] m = new float[in * out];
            for (int i = 0; i < out; i++) {
                double x = place(i);
                // A straight line between neighbours ends at the border.
                x = cubic ? x : Math.clamp(x, 0, in - 1);
                int low = (int) Math.floor(x);
                double sum = 0;
                for (int j = cubic ? low - 1 : low; j <= (cubic ? low + 2 : low + 1); j++) {
                    double w = cubic ? cubic(Math.abs(x - j)) : 1 - Math.abs(x - j);
                    if (exclude && (j < 0 || j >= in)) {
                        continue;
                    }
                    m[Math.clamp(j, 0, in - 1) * out + i] += (float) w;
                    sum += w;
                }
                for (int j = 0; exclude && j < in; j++) {
                    m[j * out + i] /= (float) sum;
                }
            }
            return NDArray.of(m, in, out);
        }

        /** Keys 1981. */
        private double cubic(double d) {
            return d < 1 ? ((a + 2) * d - (a + 3)) * d * d + 1 : d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0;
        }
    }

    private Sizes() {}

    static void list(Map<String, Operator> all) {
        all.put("Resize", one(c -> c.opset() < 11 ? old(c, 1) : resize(c)));
        all.put("Upsample", one(c -> old(c, 1)));
    }

    /** Before opset 11: places by division alone. */
    private static Tensor old(Call c, int input) {
        float[] scales = c.has("scales") ? c.floats("scales") : floats(c.known(input));
        return run(c, scales, null, "asymmetric", "floor");
    }

    private static float[] floats(NDArray a) {
        float[] values = new float[a.size()];
        IntStream.range(0, values.length).forEach(i -> values[i] = (float) a.at(i));
        return values;
    }

    private static Tensor resize(Call c) {
        boolean sized = c.opt(3) != null && c.in(3).shape().size() > 0;
        if (!sized && c.opt(2) == null) {
            throw new DypException("neither scales nor sizes are given.");
        }
        if (!c.text("keep_aspect_ratio_policy", "stretch").equals("stretch")) {
            throw new DypException("keep_aspect_ratio_policy is not read.");
        }
        return run(c, sized ? null : floats(c.known(2)), sized ? c.knownInts(3) : null, c.text("coordinate_transformation_mode", "half_pixel"),
                c.text("nearest_mode", "round_prefer_floor"));
    }

    private static Tensor run(Call c, float[] scales, int[] sizes, String places, String nearest) {
        int rank = c.shape().rank();
        int[] said = c.ints("axes");
        int[] axes = said == null ? IntStream.range(0, rank).toArray() : Arrays.stream(said).map(a -> Math.floorMod(a, rank)).toArray();
        if ((scales == null ? sizes.length : scales.length) != axes.length) {
            throw new DypException("one scale or size for each of " + axes.length + " axes is asked for.");
        }
        String mode = c.text("mode", "nearest");
        Tensor x = c.x();
        for (int i = 0; i < axes.length; i++) {
            int in = x.shape().dim(axes[i]);
            int out = sizes != null ? sizes[i] : (int) Math.floor(in * (double) scales[i]);
            if (out < 1) {
                throw new DypException("axis " + axes[i] + " of " + x.shape() + " would be " + out + " long.");
            }
            double scale = sizes != null ? (double) out / in : scales[i];
            if (out != in || scale != 1) {
                if (c.integer("antialias", 0) != 0 && scale < 1 && !mode.equals("nearest")) {
                    throw new DypException("antialias is not read where pictures shrink.");
                }
                x = axis(x, axes[i], new Way(mode, places, nearest, c.number("cubic_coeff_a", -0.75), c.integer("exclude_outside", 0) != 0, in, out, scale));
            }
        }
        return x;
    }

    private static Tensor axis(Tensor x, int axis, Way w) {
        return switch (w.mode) {
            case "nearest" -> {
                int[] at = IntStream.range(0, w.out).map(w::nearest).toArray();
                boolean repeats = w.out % w.in == 0 && IntStream.range(0, w.out).allMatch(i -> at[i] == i / (w.out / w.in));
                yield repeats ? Resize.repeat(x, axis, w.out / w.in) : x.gather(axis, Views.ints(at));
            }
            case "linear", "bilinear", "trilinear", "cubic" -> Resize.mix(x, axis, w.matrix());
            default -> throw new DypException("mode '" + w.mode + "' is not read.");
        };
    }

    /** The shape of a picture's axes that a call gives, for layers that say it otherwise: each axis so many times as long; null where none fits. */
    public static int[] whole(Shape before, Shape after) {
        int[] times = IntStream.range(2, before.rank()).map(i -> after.dim(i) / before.dim(i)).toArray();
        return IntStream.range(0, times.length).allMatch(i -> times[i] * before.dim(i + 2) == after.dim(i + 2)) ? times : null;
    }
}
