package dyp.formats.keras;

import dyp.nn.Variables;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.train.Model;
import java.util.Collection;
import java.util.function.Supplier;

/** Models of files that are not trusted: layers that ask for more than the file holds, or for what makes no sense, end in a sentence. */
public final class Guard {
    /** What layers keep besides what files hold: counters, seeds. */
    private static final long BESIDES = 10_000;

    private Guard() {}

    /**
     * Makes a model.
     *
     * @param what what to call the file in a message
     * @param arrays all numbers that the file holds
     * @param making makes the layers and takes over the weights
     */
    public static Model load(String what, Collection<NDArray> arrays, Supplier<Model> making) {
        try {
            return Variables.atMost(BESIDES + arrays.stream().mapToLong(NDArray::size).sum(), making);
        } catch (DypException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw new DypException(what + " describes layers that make no sense (" + e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage()) + ").", e);
        } catch (OutOfMemoryError e) {
            throw new DypException(what + " does not fit in the memory of this JVM. Start it with a larger -Xmx.", e);
        }
    }
}
