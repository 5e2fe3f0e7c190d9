package dyp.callback;

import dyp.tensor.DypException;
import dyp.train.Callback;
import dyp.train.Training;

/**
 * Ends the fit in good order where a step's loss comes out NaN or infinite: says where it began, keeps the weights from before
 * that step, and gives the history, whose last loss is NaN or infinite. Without it such a fit ends by an exception.
 *
 * @param raiseError whether the exception is thrown all the same; Keras's option, and what happens without this callback
 */
public record TerminateOnNaN(boolean raiseError) implements Callback {
    @Override
    public boolean onNotFinite(Training training, DypException trouble) {
        if (!raiseError) {
            System.out.println(trouble.getMessage() + " The fit ends here.");
        }
        return !raiseError;
    }
}
