package dyp.data;

import dyp.tensor.DypException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * A dataset cut into batches, in the dataset's order: {@code for (Batch batch : data.shuffle(seed).batch(64))}.
 *
 * <p>Every batch has memory of its own and may be kept, unless {@link #reusingMemory()} was asked for. It can be
 * iterated again and gives the same batches.
 */
public final class Batches implements Iterable<Batch> {
    private final Dataset data;
    private final int batchSize;
    private final boolean wholeOnly;
    private final boolean reuse;

    Batches(Dataset data, int batchSize, boolean wholeOnly, boolean reuse) {
        if (batchSize < 1) {
            throw new DypException("A batch holds 1 sample or more, but " + batchSize + " was asked for.");
        }
        this.data = data;
        this.batchSize = batchSize;
        this.wholeOnly = wholeOnly;
        this.reuse = reuse;
    }

    /** Leaves out the last batch where it is smaller than the others. */
    public Batches dropRemainder() {
        return new Batches(data, batchSize, true, reuse);
    }

    /**
     * Hands out the same memory again and again, so that a loop over the batches allocates nothing per batch. A batch is
     * then valid only until the next one is asked for.
     */
    public Batches reusingMemory() {
        return new Batches(data, batchSize, wholeOnly, true);
    }

    /** Number of batches, the smaller last one included. */
    public int count() {
        int whole = data.size() / batchSize;
        return wholeOnly || data.size() % batchSize == 0 ? whole : whole + 1;
    }

    @Override
    public Iterator<Batch> iterator() {
        return new Cursor();
    }

    @Override
    public String toString() {
        return count() + " batches of " + batchSize + " from " + data;
    }

    private final class Cursor implements Iterator<Batch> {
        private final int end = count();
        private int next;
        private Batch last;

        @Override
        public boolean hasNext() {
            return next < end;
        }

        @Override
        public Batch next() {
            if (next >= end) {
                throw new NoSuchElementException();
            }
            int from = next++ * batchSize;
            int size = Math.min(batchSize, data.size() - from);
            if (!reuse || last == null || last.size() != size) {
                last = data.emptyBatch(size);
            }
            data.copyTo(from, last);
            return last;
        }
    }
}
