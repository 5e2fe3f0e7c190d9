package dyp.data;

import dyp.tensor.DType;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A column whose rows are made when they are asked for, several at a time; and while a batch is worked on, the rows that follow it in its order
 * are made already. What is made depends on the row alone, so that neither this nor the number of threads changes a number.
 */
final class LoadedColumn extends Column {
    private final SampleLoader loader;
    private Fetch next;

    LoadedColumn(String name, Shape sample, int rows, SampleLoader loader) {
        super(new Field(name, DType.FLOAT32, sample), rows);
        this.loader = loader;
    }

    /** Threads that end with the program. */
    private static final class Threads {
        static final ExecutorService ALL = Executors.newFixedThreadPool(Math.max(1, Runtime.getRuntime().availableProcessors() - 1),
                Thread.ofPlatform().daemon().name("dyp-loader-", 0).factory());
    }

    /** Rows on their way: of this order, from this place on. */
    private record Fetch(int[] order, int first, int count, float[] rows, List<Future<?>> tasks) {
        boolean has(int[] other, int from, int many) {
            return order == other && first == from && count >= many;
        }

        void await() {
            for (Future<?> task : tasks) {
                try {
                    task.get();
                } catch (ExecutionException e) {
                    throw e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e.getCause());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new DypException("Loading was interrupted.", e);
                }
            }
        }
    }

    @Override
    synchronized void copy(int[] order, int first, int count, float[] target, int offset) {
        requireRoom(count, target.length, offset);
        Fetch fetch = next != null && next.has(order, first, count) ? next : fetch(order, first, count);
        next = null;
        fetch.await();
        System.arraycopy(fetch.rows, 0, target, offset, count * rowSize());
        int following = Math.min(count, order.length - first - count);
        if (following > 0) {
            next = fetch(order, first + count, following);
        }
    }

    @Override
    void copy(int[] order, int first, int count, int[] target, int offset) {
        throw new DypException("Samples that are loaded one by one are floats, but whole numbers are asked for. Load them into an array: toArrays().");
    }

    private Fetch fetch(int[] order, int first, int count) {
        float[] rows = new float[Math.multiplyExact(count, rowSize())];
        List<Future<?>> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int row = order[first + i], at = i * rowSize();
            tasks.add(Threads.ALL.submit(() -> loader.load(row, rows, at)));
        }
        return new Fetch(order, first, count, rows, tasks);
    }
}
