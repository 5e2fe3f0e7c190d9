package dyp.train;

import dyp.data.Dataset;
import dyp.metric.Metric;
import dyp.runtime.Program;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Loss and metrics over data, in prediction mode. */
final class Evaluation {
    private final Feed feed;
    private final List<Metric> metrics;
    private final ProgramPool pool;

    /** @param compile the program for a batch size */
    Evaluation(Feed feed, List<Metric> metrics, IntFunction<Program> compile) {
        this.feed = feed;
        this.metrics = metrics;
        this.pool = new ProgramPool(compile);
    }

    Feed feed() {
        return feed;
    }

    Map<String, Double> run(Dataset data, int batchSize, String prefix) {
        Totals totals = new Totals(metrics);
        for (int from = 0; from < data.size(); from += batchSize) {
            int n = Math.min(batchSize, data.size() - from);
            Program program = pool.take(n);
            feed.load(data, from, n, program);
            program.run();
            totals.add(program, n);
            pool.giveBack(n, program);
        }
        return totals.results(prefix);
    }
}
