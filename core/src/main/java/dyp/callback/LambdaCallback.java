package dyp.callback;

import dyp.train.Callback;
import dyp.train.Training;
import java.util.function.Consumer;

/** What to do at one moment or another of a fit, as lambdas: {@code lambdaCallback().onEpochEnd(t -> ...)}. */
public record LambdaCallback(Consumer<Training> trainBegin, Consumer<Training> epochBegin, Consumer<Training> batchBegin, Consumer<Training> batchEnd,
        Consumer<Training> epochEnd, Consumer<Training> trainEnd) implements Callback {
    private static final Consumer<Training> NOTHING = t -> {};

    LambdaCallback() {
        this(NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING);
    }

    public LambdaCallback onTrainBegin(Consumer<Training> action) {
        return new LambdaCallback(action, epochBegin, batchBegin, batchEnd, epochEnd, trainEnd);
    }

    public LambdaCallback onEpochBegin(Consumer<Training> action) {
        return new LambdaCallback(trainBegin, action, batchBegin, batchEnd, epochEnd, trainEnd);
    }

    public LambdaCallback onBatchBegin(Consumer<Training> action) {
        return new LambdaCallback(trainBegin, epochBegin, action, batchEnd, epochEnd, trainEnd);
    }

    public LambdaCallback onBatchEnd(Consumer<Training> action) {
        return new LambdaCallback(trainBegin, epochBegin, batchBegin, action, epochEnd, trainEnd);
    }

    public LambdaCallback onEpochEnd(Consumer<Training> action) {
        return new LambdaCallback(trainBegin, epochBegin, batchBegin, batchEnd, action, trainEnd);
    }

    public LambdaCallback onTrainEnd(Consumer<Training> action) {
        return new LambdaCallback(trainBegin, epochBegin, batchBegin, batchEnd, epochEnd, action);
    }

    @Override
    public void onTrainBegin(Training training) {
        trainBegin.accept(training);
    }

    @Override
    public void onEpochBegin(Training training) {
        epochBegin.accept(training);
    }

    @Override
    public void onBatchBegin(Training training) {
        batchBegin.accept(training);
    }

    @Override
    public void onBatchEnd(Training training) {
        batchEnd.accept(training);
    }

    @Override
    public void onEpochEnd(Training training) {
        epochEnd.accept(training);
    }

    @Override
    public void onTrainEnd(Training training) {
        trainEnd.accept(training);
    }
}
