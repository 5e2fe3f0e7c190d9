package dyp.zoo;

import dyp.nn.Layer;
import dyp.nn.Scope;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.train.Model;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How pictures of 0 to 255 in red, green and blue, (batch, ..., channels), become what a network was trained on: (x - mean) / deviation. It is a
 * layer, and so can stand in front of a network: {@code Sequential.of(Preprocess.of(base), base, ...)}.
 *
 * @param bgr whether the channels are turned round first
 * @param mean one number, or one per channel, in the order after turning
 * @param deviation as many
 */
public record Preprocess(boolean bgr, List<Double> mean, List<Double> deviation) implements Layer {
    /** As they are. */
    public static final Preprocess NONE = new Preprocess(false, List.of(0.0), List.of(1.0));
    /** To 0 .. 1, then by ImageNet's means and deviations: what PyTorch's models take. */
    public static final Preprocess IMAGENET = new Preprocess(false, List.of(0.485 * 255, 0.456 * 255, 0.406 * 255), List.of(0.229 * 255, 0.224 * 255, 0.225 * 255));
    /** Blue first, less ImageNet's means: what networks first trained with Caffe take. */
    public static final Preprocess CAFFE = new Preprocess(true, List.of(103.939, 116.779, 123.68), List.of(1.0));
    /** To -1 .. 1. */
    public static final Preprocess SCALE = new Preprocess(false, List.of(127.5), List.of(127.5));
    /** To 0 .. 1. */
    public static final Preprocess UNIT = new Preprocess(false, List.of(0.0), List.of(255.0));

    private static final String KEY = "preprocess";

    public Preprocess {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (mean.isEmpty() || deviation.isEmpty() || deviation.stream().anyMatch(d -> !(d > 0))) {
            throw new DypException("A mean and a deviation above 0 are needed, one for all channels or one for each, but " + mean + " and " + deviation + " came.");
        }
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        int channels = x.shape().last();
        Tensor in = x.cast(DType.FLOAT32);
        if (bgr && channels > 1) {
            int axis = x.shape().rank() - 1;
            Tensor rgb = in;
            in = Tensor.concat(axis, IntStream.range(0, channels).map(c -> channels - 1 - c).mapToObj(c -> rgb.slice(axis, c, c + 1)).toArray(Tensor[]::new));
        }
        return in.sub(numbers(mean, channels)).div(numbers(deviation, channels));
    }

    /** One number per channel; of three numbers for pictures of another number of channels, their mean. */
    private static Tensor numbers(List<Double> numbers, int channels) {
        List<Double> each = numbers.size() == channels ? numbers
                : Collections.nCopies(numbers.size() == 1 ? 1 : channels, numbers.stream().mapToDouble(d -> d).average().orElseThrow());
        float[] row = new float[each.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = each.get(i).floatValue();
        }
        return Tensor.of(row);
    }

    /** The pictures prepared. */
    public NDArray of(NDArray pictures) {
        return apply(Tensor.constant(pictures), null).value();
    }

    // ---- with a model

    /** Writes it down on a model, with which it travels, into {@code .keras} files too. */
    public void note(Model model) {
        model.note(KEY, toString());
    }

    /**
     * How a model's pictures are prepared, or where it says nothing those of the first model in it that does.
     *
     * @throws DypException where neither says
     */
    public static Preprocess of(Model model) {
        if (model.notes().containsKey(KEY)) {
            return parse(model.notes().get(KEY));
        }
        return model.body().names().stream().map(model.body()::layer).filter(l -> l instanceof Model m && m.notes().containsKey(KEY)).map(l -> of((Model) l)).findFirst()
                .orElseThrow(() -> new DypException("Nothing is said of how this model's pictures are prepared. Say it: Preprocess.IMAGENET.note(model)."));
    }

    /** As it is written down: {@code bgr=true mean=103.939,116.779,123.68 deviation=1.0}. */
    @Override
    public String toString() {
        return "bgr=" + bgr + " mean=" + words(mean) + " deviation=" + words(deviation);
    }

    private static String words(List<Double> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    static Preprocess parse(String text) {
        try {
            String[] parts = text.strip().split(" ");
            return new Preprocess(parts[0].equals("bgr=true"), numbers(parts[1], "mean="), numbers(parts[2], "deviation="));
        } catch (RuntimeException e) {
            throw new DypException("'" + text + "' does not say how pictures are prepared; expected was something like '" + CAFFE + "'.", e);
        }
    }

    private static List<Double> numbers(String part, String key) {
        if (!part.startsWith(key)) {
            throw new NumberFormatException(part);
        }
        return Arrays.stream(part.substring(key.length()).split(",")).map(Double::valueOf).toList();
    }
}
