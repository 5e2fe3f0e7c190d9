package dyp.formats.onnx.ops;

import static dyp.formats.onnx.ops.Operator.one;

import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/** The operators of scikit-like converters, domain ai.onnx.ml: scalers, linear models, encoders. Labels that are texts are given by their number. */
final class Learned {
    private Learned() {}

    static void list(Map<String, Operator> all) {
        all.put("Scaler", one(c -> Call.real(c.x()).sub(row(c.floats("offset"), 0)).mul(row(c.floats("scale"), 1))));
        all.put("Normalizer", one(Learned::normalized));
        all.put("Imputer", one(Learned::imputed));
        all.put("Binarizer", one(c -> Tensor.scalar(c.number("threshold", 0)).less(Call.real(c.x()))));
        all.put("ArrayFeatureExtractor", one(c -> c.x().gather(-1, c.in(1).cast(DType.INT32).reshape(c.in(1).shape().size()))));
        all.put("FeatureVectorizer", one(c -> Tensor.concat(1, c.in().stream().map(Call::real).map(t -> t.reshape(t.shape().dim(0), -1)).toArray(Tensor[]::new))));
        all.put("ZipMap", one(Call::x));
        all.put("LabelEncoder", one(Learned::encoded));
        all.put("OneHotEncoder", one(Learned::oneHot));
        all.put("LinearRegressor", one(c -> transformed(linear(c, c.integer("targets", 1)), c.text("post_transform", "NONE"))));
        all.put("LinearClassifier", c -> {
            int classes = Math.max(c.ints("classlabels_ints", new int[0]).length, c.texts("classlabels_strings").size());
            Tensor scores = linear(c, c.floats("intercepts").length > 0 ? c.floats("intercepts").length : classes);
            if (scores.shape().last() != classes) {
                throw new DypException(scores.shape().last() + " rows of coefficients for " + classes + " classes are not read; a row for each class is.");
            }
            return classified(c, scores, classes, false);
        });
        all.put("SVMRegressor", one(Learned::supported));
    }

    private static Tensor row(float[] values, float otherwise) {
        return values.length == 0 ? Tensor.scalar(otherwise) : Tensor.of(values);
    }

    private static Tensor normalized(Call c) {
        Tensor x = Call.real(c.x());
        Tensor length = switch (c.text("norm", "MAX")) {
            case "L1" -> x.abs().sum(-1);
            case "L2" -> x.square().sum(-1).sqrt();
            case "MAX" -> x.max(-1);
            default -> throw new DypException("norm '" + c.text("norm", "") + "' is not known. There are MAX, L1 and L2.");
        };
        return Tensor.where(length.equal(Tensor.scalar(0)), x, x.div(length));
    }

    private static Tensor imputed(Call c) {
        Tensor x = Call.real(c.x());
        float[] instead = c.floats("imputed_value_floats");
        double missing = c.number("replaced_value_float", 0);
        if (instead.length == 0) {
            throw new DypException("imputed_value_floats are missing; whole numbers are not imputed.");
        }
        Tensor there = Double.isNaN(missing) ? x.equal(x) : Tensor.scalar(1).sub(x.equal(Tensor.scalar(missing)));
        return Tensor.where(there, x, instead.length == 1 ? Tensor.scalar(instead[0]) : Tensor.of(instead));
    }

    /** Numbers for numbers: a product with what each key stands for. */
    private static Tensor encoded(Call c) {
        int[] keys = c.ints("keys_int64s");
        int[] values = c.ints("values_int64s");
        float[] reals = c.floats("keys_floats");
        float[] to = c.floats("values_floats");
        int n = keys != null ? keys.length : reals.length;
        if (n == 0 || n != (values != null ? values.length : to.length)) {
            throw new DypException("texts are not read: only labels that are numbers, as many keys as values.");
        }
        double otherwise = values != null ? c.integer("default_int64", -1) : c.number("default_float", -0.0);
        Tensor known = numbers(n, i -> keys != null ? keys[i] : reals[i]);
        Tensor gives = numbers(n, i -> (values != null ? values[i] : to[i]) - otherwise).reshape(n, 1);
        Tensor x = Call.real(c.x());
        Tensor y = x.reshape(x.shape().with(-1, x.shape().last()).size(), 1).equal(known).matmul(gives).add(otherwise).reshape(x.shape());
        return values != null ? y.cast(DType.INT32) : y;
    }

    private static Tensor numbers(int n, IntToDoubleFunction value) {
        return Tensor.constant(NDArray.generate(Shape.of(n), value));
    }

    private static Tensor oneHot(Call c) {
        int[] cats = c.ints("cats_int64s");
        if (cats == null) {
            throw new DypException("categories that are texts are not read; whole numbers are.");
        }
        int[] dims = java.util.Arrays.copyOf(c.shape().dims(), c.shape().rank() + 1);
        dims[dims.length - 1] = 1;
        return Call.real(c.x()).reshape(Shape.of(dims)).equal(numbers(cats.length, i -> cats[i]));
    }

    /** x times coefficients (rows, features), plus intercepts. Where these are inputs, they are weights that learn. */
    private static Tensor linear(Call c, int rows) {
        Tensor x = Call.real(c.x());
        Tensor w = c.opt(1);
        if (w == null) {
            float[] all = c.floats("coefficients");
            int features = x.shape().last();
            if (rows < 1 || all.length != rows * features) {
                throw new DypException(all.length + " coefficients do not make " + rows + " rows for " + features + " features.");
            }
            w = Tensor.constant(NDArray.of(all, rows, features));
        }
        Tensor y = x.matmul(w.transpose());
        float[] intercepts = c.floats("intercepts");
        return c.opt(2) != null ? y.add(c.in(2)) : intercepts.length == 0 ? y : y.add(row(intercepts, 0));
    }

    static Tensor transformed(Tensor scores, String how) {
        return switch (how) {
            case "NONE" -> scores;
            case "SOFTMAX" -> scores.softmax();
            case "LOGISTIC" -> scores.sigmoid();
            case "SOFTMAX_ZERO" -> {
                // Scores of 0 stay out of it.
                Tensor counts = Tensor.scalar(1).sub(scores.equal(Tensor.scalar(0)));
                Tensor e = scores.sub(scores.max(-1)).exp().mul(counts);
                yield e.div(e.sum(-1));
            }
            default -> throw new DypException("post_transform " + how + " is not read.");
        };
    }

    /**
     * Labels and scores. A single score of two classes is the second's; the first has what is missing to 1, or the opposite number.
     *
     * @param shares whether a single score is a share, from 0 to 1
     */
    static List<Tensor> classified(Call c, Tensor raw, int classes, boolean shares) {
        String how = c.text("post_transform", "NONE");
        if (raw.shape().last() != 1 || classes != 2) {
            return List.of(labelled(c, raw.argmax(-1).reshape(raw.shape().dim(0))), transformed(raw, how));
        }
        Tensor opposite = raw.neg();
        Tensor scores = how.equals("LOGISTIC") ? Tensor.concat(-1, opposite, raw).sigmoid() : Tensor.concat(-1, shares ? opposite.add(1) : opposite, raw);
        return List.of(second(c, raw, shares), scores);
    }

    /** Labels by the second class's score alone. */
    static Tensor second(Call c, Tensor score, boolean shares) {
        return labelled(c, Tensor.scalar(shares ? 0.5 : 0).less(score).cast(DType.INT32).reshape(score.shape().dim(0)));
    }

    private static Tensor labelled(Call c, Tensor best) {
        int[] labels = c.ints("classlabels_ints", c.ints("classlabels_int64s", new int[0]));
        return labels.length > 0 ? Views.ints(labels).gather(0, best) : best;
    }

    /** A kernel between x and each support vector. */
    private static Tensor supported(Call c) {
        Tensor x = Call.real(c.x());
        float[] vectors = c.floats("support_vectors");
        float[] kernel = c.floats("kernel_params");
        float[] coefficients = c.floats("coefficients");
        int features = x.shape().last();
        int n = vectors.length / features;
        if (n == 0 || n * features != vectors.length || coefficients.length != n) {
            throw new DypException(vectors.length + " numbers of support vectors and " + coefficients.length + " coefficients do not go with " + features + " features.");
        }
        Tensor sv = Tensor.constant(NDArray.of(vectors, n, features));
        Tensor dot = x.matmul(sv.transpose());
        double gamma = kernel.length > 0 ? kernel[0] : 0;
        double shift = kernel.length > 1 ? kernel[1] : 0;
        Tensor k = switch (c.text("kernel_type", "LINEAR")) {
            case "LINEAR" -> dot;
            case "RBF" -> {
                NDArray squares = sv.square().sum(1).value();
                Tensor lengths = Tensor.constant(squares.reshape(n));
                yield x.square().sum(-1).add(lengths).sub(dot.mul(2)).mul(-gamma).exp();
            }
            case "POLY" -> dot.mul(gamma).add(shift).pow(Tensor.scalar(kernel.length > 2 ? kernel[2] : 3));
            case "SIGMOID" -> dot.mul(gamma).add(shift).tanh();
            default -> throw new DypException("kernel_type '" + c.text("kernel_type", "") + "' is not known.");
        };
        Tensor y = k.matmul(Tensor.constant(NDArray.of(coefficients, n, 1)));
        float[] rho = c.floats("rho");
        y = rho.length == 0 ? y : y.add(rho[0]);
        return transformed(c.integer("one_class", 0) == 0 ? y : y.sign(), c.text("post_transform", "NONE"));
    }

}
