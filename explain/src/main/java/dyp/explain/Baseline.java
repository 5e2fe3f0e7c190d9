package dyp.explain;

import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;

/** What stands for "nothing there": what parts of a sample are replaced by, or where a path to it begins. */
public sealed interface Baseline {
    /** The baseline for a sample, of its shape. */
    NDArray of(NDArray sample);

    /** As words say it: {@code zero}, {@code mean}, {@code blur}. */
    String name();

    /** Zeros, in the numbers that the model takes: black, or the mean colour where pictures are normalized. */
    static Baseline zero() {
        return new Zero();
    }

    /** Each channel's mean over the sample. For a table's row, 0. */
    static Baseline mean() {
        return new Mean();
    }

    /** The sample blurred until nothing of its content can be told, its colours kept in place: a tenth of its longest side. For a table's row, 0. */
    static Baseline blur() {
        return new Blur(0.1);
    }

    /** The same numbers for every sample, as the mean of the training data. */
    static Baseline of(NDArray values, String name) {
        return new Values(values, name);
    }

    record Zero() implements Baseline {
        @Override
        public NDArray of(NDArray sample) {
            return NDArray.zeros(sample.shape());
        }

        @Override
        public String name() {
            return "zero";
        }
    }

    record Mean() implements Baseline {
        @Override
        public NDArray of(NDArray sample) {
            int channels = sample.shape().rank() < 2 ? 0 : sample.shape().last();
            double[] mean = new double[channels];
            for (int i = 0; i < sample.size() && channels > 0; i++) {
                mean[i % channels] += sample.at(i) * channels / sample.size();
            }
            return NDArray.generate(sample.shape(), i -> channels == 0 ? 0 : mean[i % channels]);
        }

        @Override
        public String name() {
            return "mean";
        }
    }

    /** @param width standard deviation of the blur, as a share of the longest side */
    record Blur(double width) implements Baseline {
        public Blur {
            if (!(width > 0 && width <= 10)) {
                throw new DypException("A blur's width is a share of the longest side, above 0 and at most 10, but " + width + " came.");
            }
        }

        @Override
        public NDArray of(NDArray sample) {
            Shape shape = sample.shape();
            if (shape.rank() < 2) {
                return NDArray.zeros(shape);
            }
            int longest = 1;
            for (int axis = 0; axis < shape.rank() - 1; axis++) {
                longest = Math.max(longest, shape.dim(axis));
            }
            NDArray now = sample.toFloat();
            for (int axis = 0; axis < shape.rank() - 1; axis++) {
                now = along(now, axis, width * longest);
            }
            return now;
        }

        /** By a bell curve cut at three deviations; at the border by what of it lies inside. */
        private static NDArray along(NDArray x, int axis, double deviation) {
            int length = x.shape().dim(axis);
            int inner = x.shape().slice(axis + 1, x.shape().rank()).size();
            int reach = Math.min(length - 1, (int) Math.ceil(3 * deviation));
            double[] bell = new double[reach + 1];
            for (int d = 0; d <= reach; d++) {
                bell[d] = Math.exp(-d * d / (2 * deviation * deviation));
            }
            return NDArray.generate(x.shape(), flat -> {
                int place = flat / inner % length;
                double sum = 0;
                double weights = 0;
                for (int other = Math.max(0, place - reach); other <= Math.min(length - 1, place + reach); other++) {
                    double weight = bell[Math.abs(other - place)];
                    sum += weight * x.at(flat + (other - place) * inner);
                    weights += weight;
                }
                return sum / weights;
            });
        }

        @Override
        public String name() {
            return "blur";
        }
    }

    record Values(NDArray values, String name) implements Baseline {
        @Override
        public NDArray of(NDArray sample) {
            if (!values.shape().equals(sample.shape())) {
                throw new DypException("The baseline '" + name + "' has shape " + values.shape() + ", but the sample " + sample.shape() + ". Both must be the same.");
            }
            return values;
        }
    }
}
