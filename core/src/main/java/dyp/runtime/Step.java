package dyp.runtime;

/**
 * One bound piece of work in a {@link Program}: it knows its buffers and allocates nothing when it runs.
 *
 * <p>A step is split into {@link #tasks()} independent tasks. The split follows the size of the problem and never the
 * number of threads, and each task writes its own part of the output, so the same seed gives the same bits on any
 * machine width.
 */
public interface Step {
    /** How many independent tasks this step has; 1 means it runs whole on the caller's thread. */
    default int tasks() {
        return 1;
    }

    /**
     * Runs one task.
     *
     * @param task from 0 to {@code tasks() - 1}; tasks may run in any order and at the same time
     * @param lane the worker that runs it, from 0 to the number of lanes less one: the index of its private scratch
     */
    void run(int task, int lane);
}
