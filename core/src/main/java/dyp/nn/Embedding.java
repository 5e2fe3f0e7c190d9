package dyp.nn;

import dyp.init.Initializer;
import dyp.init.RandomUniform;
import dyp.op.Tensor;
import dyp.tensor.DType;
import dyp.tensor.NDArray;

/**
 * A row of a table for each token: int32 (batch, steps) -> (batch, steps, outputDim). Only the rows that were looked up get a gradient.
 *
 * <p>Tokens are whole numbers from 0 to inputDim - 1; float32 ones lose their fraction. One outside reads a row of zeros and trains
 * nothing. (Keras leaves that to its backend: an error, zeros or NaN.)
 *
 * @param inputDim how many tokens there are: the largest, plus 1
 * @param outputDim how many numbers stand for one token
 * @param maskZero whether token 0 is padding, which masks its step for the layers behind
 */
public record Embedding(int inputDim, int outputDim, boolean maskZero, Parameter embeddings) implements Layer {
    public Embedding {
        Checks.positive("inputDim", inputDim);
        Checks.positive("outputDim", outputDim);
    }

    public Embedding(int inputDim, int outputDim) {
        this(inputDim, outputDim, false, Parameter.of(new RandomUniform()));
    }

    @Override
    public Tensor apply(Tensor x, Scope scope) {
        Tensor tokens = x.cast(DType.INT32);
        Tensor y = scope.weight("embeddings", embeddings, inputDim, outputDim).gather(0, tokens);
        if (maskZero) {
            Tensor padding = tokens.equal(Tensor.constant(NDArray.of(new int[1]).reshape()));
            scope.mask(y, Tensor.scalar(1).sub(padding));
        }
        return y;
    }

    public Embedding maskZero(boolean mask) {
        return new Embedding(inputDim, outputDim, mask, embeddings);
    }

    /** The same layer with another table parameter. */
    public Embedding embeddings(Parameter p) {
        return new Embedding(inputDim, outputDim, maskZero, p);
    }

    public Embedding embeddingsInitializer(Initializer i) {
        return embeddings(embeddings.initializer(i));
    }

    public Embedding embeddingsRegularizer(Regularizer r) {
        return embeddings(embeddings.regularizer(r));
    }

    public Embedding embeddingsConstraint(Constraint c) {
        return embeddings(embeddings.constraint(c));
    }
}
