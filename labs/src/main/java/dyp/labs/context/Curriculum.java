package dyp.labs.context;

import dyp.data.Dataset;
import dyp.nn.Layer;
import dyp.nn.Scope;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * What the network is trained on: each sample is a set of tables, of each size as many as the sizes say, made when it is asked for. A program has
 * fixed shapes; with several sizes in one sample it still sees tables of every size at each step, and no number is spent on padding.
 *
 * @param sizes of the tables in a sample
 * @param seed of the tables
 */
record Curriculum(List<Size> sizes, long seed) {
    /**
     * @param tables how many of this size are in a sample
     * @param known rows with their class
     * @param asked rows whose class is asked for
     */
    record Size(int tables, int features, int known, int asked) {
        int rows() {
            return known + asked;
        }

        private int cells() {
            return features * rows() * Cells.CHANNELS;
        }

        /** Numbers of one such table: its cells, then the classes of all rows. */
        private int numbers() {
            return cells() + rows();
        }
    }

    /** A few columns often, many seldom: they cost more, and small tables mostly have few. */
    static Curriculum usual(long seed) {
        return new Curriculum(List.of(new Size(3, 5, 48, 32), new Size(2, 9, 72, 32), new Size(1, 14, 96, 32), new Size(1, 20, 56, 20)), seed);
    }

    private int numbers() {
        return sizes.stream().mapToInt(s -> s.tables() * s.numbers()).sum();
    }

    /** Sample by sample; the same ones for the same seed. */
    Dataset dataset(int samples) {
        return Dataset.loading(samples, Shape.of(numbers()), this::load, NDArray.zeros(DType.FLOAT32, Shape.of(samples)));
    }

    private void load(int sample, float[] into, int at) {
        int number = 0;
        for (Size s : sizes) {
            for (int i = 0; i < s.tables(); i++, at += s.numbers(), number++) {
                SmallTable table = Prior.table(s.rows(), s.known(), s.features(), seed, sample, number);
                Cells.write(table, into, at);
                for (int r = 0; r < s.rows(); r++) {
                    into[at + s.cells() + r] = table.y()[r];
                }
            }
        }
    }

    /** Takes a batch of samples apart, lets the network answer, and gives each sample's loss: the mean cross-entropy over its tables. */
    Layer judged(ContextNetwork network) {
        return new Judged(this, network);
    }

    private record Judged(Curriculum curriculum, ContextNetwork network) implements Layer {
        @Override
        public Tensor apply(Tensor x, Scope scope) {
            int batch = x.shape().dim(0);
            Tensor sum = null;
            int at = 0, tables = 0;
            for (Size s : curriculum.sizes) {
                int length = s.tables() * s.numbers();
                Tensor part = x.slice(1, at, at + length).reshape(batch * s.tables(), s.numbers());
                Tensor loss = loss(part, s, scope).reshape(batch, s.tables()).sum(1).reshape(batch);
                sum = sum == null ? loss : sum.add(loss);
                at += length;
                tables += s.tables();
            }
            return sum.div(tables).reshape(batch, 1);
        }

        /** (tables, numbers) -> one number for each. */
        private Tensor loss(Tensor tables, Size s, Scope scope) {
            int n = tables.shape().dim(0);
            Tensor cells = tables.slice(1, 0, s.cells()).reshape(n, s.features(), s.rows(), Cells.CHANNELS);
            Tensor classes = tables.slice(1, s.cells(), s.numbers()).cast(DType.INT32).oneHot(ContextNetwork.CLASSES);
            Tensor logits = network.apply(List.of(cells, classes.slice(1, 0, s.known())), scope).getFirst();
            Tensor right = logits.logSoftmax().mul(classes.slice(1, s.known(), s.rows()));
            return right.sum(1, 2).div(-s.asked());
        }
    }

    /** How many additions and multiplications a training step takes for one sample, about: three times those of the way forward. */
    double operations(ContextNetwork n) {
        double sum = 0;
        for (Size s : sizes) {
            double tokens = (s.features() + 1.0) * s.rows(), d = n.width();
            double block = 2 * (6 * d * d + 2 * d * n.hidden()) + 4 * d * s.known();
            double last = 4 * d * d;
            sum += s.tables() * tokens * (n.blocks() * block + last + 2 * d * d);
        }
        return 3 * sum;
    }

    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        sizes.forEach(s -> words.add(s.tables() + " x " + s.features() + " features, " + s.known() + " + " + s.asked() + " rows"));
        return String.join("; ", words);
    }
}
