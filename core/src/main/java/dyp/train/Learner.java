package dyp.train;

import dyp.compile.Compiler;
import dyp.compile.Graph;
import dyp.data.Dataset;
import dyp.nn.Trace;
import dyp.op.Leaf.Variable;
import dyp.op.Tensor;
import dyp.optim.Optimizer;
import dyp.runtime.Engine;
import dyp.tensor.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a compiled model learns and is judged: its optimizer and goals, and the programs that come of them. */
final class Learner {
    private final Model model;
    private final Optimizer optimizer;
    private final Judge judge;
    private TrainingStep step;
    /** Where the optimizer is to go on; null where it begins afresh or has gone on already. */
    private List<NDArray> resumed;
    private volatile Evaluation evaluation;
    private volatile int evaluated;

    Learner(Model model, Optimizer optimizer, Judge judge) {
        this.model = model;
        this.optimizer = optimizer;
        this.judge = judge;
    }

    Optimizer optimizer() {
        return optimizer;
    }

    Judge judge() {
        return judge;
    }

    void engine(Engine e) {
        if (step != null) {
            step.engine(e);
        }
        evaluation = null;
    }

    List<NDArray> state() {
        return resumed != null ? resumed : step == null ? List.of() : step.variables().stream().map(Variable::value).toList();
    }

    void resume(List<NDArray> values) {
        resumed = List.copyOf(values);
        step = null;
    }

    History fit(Dataset train, Dataset validation, Fit fit) {
        step(train).prepare(fit.classWeights(), fit.augmentation());
        if (validation != null) {
            check(validation);
            // Traced once for its errors, which would otherwise come after the first epoch.
            graph(Feed.of(model, validation), 1);
        }
        return Fitting.run(model, step, train, validation, fit);
    }

    /** The step for data like this. */
    TrainingStep step(Dataset data) {
        check(data);
        if (step == null) {
            step = new TrainingStep(model, optimizer, this::results, Feed.of(model, data), model.engine());
        }
        step.matches(data);
        if (resumed != null) {
            step.restore(resumed);
            resumed = null;
        }
        return step;
    }

    /** Builds the model for the data where that is to be done yet, and holds their targets against its outputs. */
    void check(Dataset data) {
        model.build(data);
        judge.check(data, () -> model.output(1), model.body().outputNames());
    }

    private TrainingStep.Results results(TrainingStep.Symbols batch, Trace trace) {
        return judge.results(batch, model.body().apply(batch.inputs(), trace.root()), model.body().outputNames(), trace);
    }

    Map<String, Double> evaluate(Dataset data, int batchSize, String prefix) {
        Evaluation e = evaluation;
        Feed feed = Feed.of(model, data);
        int changes = model.store().changes();
        if (e == null || evaluated != changes || !e.feed().equals(feed)) {
            e = new Evaluation(feed, judge.metrics(), n -> Compiler.compile(graph(feed, n), model.engine()));
            evaluation = e;
            evaluated = changes;
        }
        return e.run(data, batchSize, prefix);
    }

    private Graph graph(Feed feed, int n) {
        Trace trace = new Trace(model.store(), false, null);
        TrainingStep.Results results = results(TrainingStep.Symbols.of(feed, model.fields().size(), n), trace);
        List<Tensor> outputs = new ArrayList<>(List.of(TrainingStep.penalised(results.loss(), trace)));
        outputs.addAll(results.others());
        return new Graph(outputs, List.of());
    }
}
