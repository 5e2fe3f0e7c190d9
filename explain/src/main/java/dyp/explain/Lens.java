package dyp.explain;

import dyp.compile.Compiler;
import dyp.compile.Graph;
import dyp.explain.Explanation.Answer;
import dyp.runtime.Engine;
import dyp.runtime.Program;
import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.tensor.Slice;
import dyp.train.Model;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/** A model as explanations ask it: by programs that are compiled once and kept with the model. */
final class Lens {
    /** Numbers of samples in a batch: as many small ones as keep a kernel busy, few large ones, whose activations take the memory. */
    private static final int NUMBERS = 1 << 19;
    private static final int LARGEST = 256;
    private static final int KEPT = 6;
    private static final Map<Model, Programs> KNOWN = Collections.synchronizedMap(new WeakHashMap<>());

    private final Model model;
    private final Programs programs;

    private record Key(String question, int batch, Engine engine) {}

    /** The programs used last. Holds nothing of the model but its variables, or the model would never be forgotten. */
    private static final class Programs extends LinkedHashMap<Key, Program> {
        private final Map<String, FeatureMap> maps = new HashMap<>();
        private int classes;

        Programs() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Program> eldest) {
            return size() > KEPT;
        }
    }

    /** Writes sample i. */
    interface Samples {
        void write(int i, float[] into);
    }

    /** Takes what the model said of sample i: one slice per value asked for, the sample's own part of it. */
    interface Results {
        void take(int i, Row[] values);
    }

    /** A sample's part of a value. */
    record Row(Slice of, int at, int length) {
        float get(int i) {
            return of.floats()[of.offset() + at + i];
        }

        float[] toArray() {
            float[] copy = new float[length];
            System.arraycopy(of.floats(), of.offset() + at, copy, 0, length);
            return copy;
        }
    }

    private Lens(Model model, Programs programs) {
        this.model = model;
        this.programs = programs;
    }

    static Lens of(Model model) {
        return new Lens(model, KNOWN.computeIfAbsent(model, _ -> new Programs()));
    }

    Model model() {
        return model;
    }

    Shape shape() {
        if (model.fields() == null) {
            model.graph(1);
        }
        return model.fields().getFirst().sample();
    }

    int classes() {
        synchronized (programs) {
            if (programs.classes == 0) {
                programs.classes = View.of(model, 1).classes();
            }
            return programs.classes;
        }
    }

    /** Where a layer's output lies over the sample; the last feature map's where no layer is named. */
    FeatureMap map(String layer) {
        synchronized (programs) {
            return programs.maps.computeIfAbsent(String.valueOf(layer), _ -> FeatureMap.of(View.of(model, 1), layer));
        }
    }

    /** @throws DypException where the sample or the class is not one of the model's */
    void check(NDArray sample, int target) {
        if (!sample.shape().equals(shape())) {
            throw new DypException("The model takes samples of " + shape() + ", but one of " + sample.shape()
                    + " came. Give one sample as the model takes it, without the batch.");
        }
        if (target < 0 || target >= classes()) {
            throw new DypException("The model tells " + classes() + " classes apart, 0 to " + (classes() - 1) + ", but class " + target + " was asked for.");
        }
    }

    /** What the model says of one sample. */
    Answer answer(NDArray sample, int target) {
        Answer[] answer = new Answer[1];
        ask(Question.ANSWER, 1, target, sample, (_, v) -> answer[0] = new Answer(v[0].get(0), v[1].get(0)));
        return answer[0];
    }

    /** The class with the largest score. */
    int likeliest(NDArray sample) {
        check(sample, 0);
        int[] best = new int[1];
        ask(Question.SCORES, 1, 0, sample, (_, v) -> {
            for (int c = 1; c < v[0].length(); c++) {
                best[0] = v[0].get(c) > v[0].get(best[0]) ? c : best[0];
            }
        });
        return best[0];
    }

    /** The same sample so many times. */
    void ask(Question question, int samples, int target, NDArray sample, Results results) {
        float[] numbers = numbers(sample);
        ask(question, samples, target, (_, into) -> System.arraycopy(numbers, 0, into, 0, into.length), results);
    }

    /** Asks the model about samples, in batches, in their order. */
    void ask(Question question, int samples, int target, Samples from, Results results) {
        int size = shape().size();
        int batch = Integer.highestOneBit(Math.max(1, Math.min(Math.min(LARGEST, NUMBERS / size), samples)));
        float[] sample = new float[size];
        synchronized (programs) {
            Program program = programs.computeIfAbsent(new Key(question.key(), batch, model.engine()), _ ->
                    Compiler.compile(new Graph(question.values(View.of(model, batch)), List.of()), model.engine()));
            choose(program.input(View.CHOSEN), batch, target);
            for (int first = 0; first < samples; first += batch) {
                for (int row = 0; row < batch; row++) {
                    // What is left of the last batch is its last sample once more.
                    if (first + row < samples) {
                        from.write(first + row, sample);
                    }
                    load(program.input(model.fields().getFirst().name()), row * size, sample);
                }
                program.run();
                for (int row = 0; row < batch && first + row < samples; row++) {
                    results.take(first + row, rows(program, row, batch));
                }
            }
        }
    }

    private static Row[] rows(Program program, int row, int batch) {
        Row[] rows = new Row[program.outputs()];
        for (int i = 0; i < rows.length; i++) {
            Slice all = program.output(i);
            rows[i] = new Row(all, row * (all.length() / batch), all.length() / batch);
        }
        return rows;
    }

    private static void choose(Slice chosen, int batch, int target) {
        if (chosen != null) {
            int classes = chosen.length() / batch;
            for (int i = 0; i < chosen.length(); i++) {
                chosen.set(i, i % classes == target ? 1 : 0);
            }
        }
    }

    private static void load(Slice x, int at, float[] sample) {
        if (x != null && x.dtype() == DType.FLOAT32) {
            System.arraycopy(sample, 0, x.floats(), x.offset() + at, sample.length);
        } else if (x != null) {
            for (int i = 0; i < sample.length; i++) {
                x.set(at + i, sample[i]);
            }
        }
    }

    static float[] numbers(NDArray sample) {
        return sample.toFloat().floats();
    }
}
