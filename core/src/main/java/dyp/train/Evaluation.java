package dyp.train;

import dyp.data.Dataset;
import dyp.metric.Metric;
import dyp.op.Tensor;
import dyp.runtime.Program;
import dyp.tensor.DType;
import dyp.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Loss and metrics over data, in prediction mode. */
final class Evaluation {
    private final Shape target;
    private final DType targetType;
    private final List<Metric> metrics;
    private final ProgramPool pool;

    /** @param compile the program for symbolic targets */
    Evaluation(Shape target, DType targetType, List<Metric> metrics, Function<Tensor, Program> compile) {
        this.target = target;
        this.targetType = targetType;
        this.metrics = metrics;
        this.pool = new ProgramPool(n -> compile.apply(Tensor.input("y", targetType, target.batch(n))));
    }

    boolean matches(Dataset data) {
        return data.targetShape().equals(target) && data.targetType() == targetType;
    }

    Map<String, Double> run(Dataset data, int batchSize, String prefix) {
        Totals totals = new Totals(metrics);
        for (int from = 0; from < data.size(); from += batchSize) {
            int n = Math.min(batchSize, data.size() - from);
            Program program = pool.take(n);
            Fitting.load(data, from, n, program);
            program.run();
            totals.add(program, n);
            pool.giveBack(n, program);
        }
        return totals.results(prefix);
    }
}
