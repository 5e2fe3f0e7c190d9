package dyp.preprocessing;

import dyp.nn.Joint;
import dyp.nn.Scope;
import dyp.op.Tensor;
import dyp.tensor.DypException;
import java.util.List;

/**
 * Category numbers from 0 to numTokens - 1 (int32, or whole numbers in float32) as rows of numTokens: see {@link OutputMode}. With COUNT
 * a second input of the same shape may say what each category counts.
 */
public record CategoryEncoding(int numTokens, OutputMode outputMode) implements Joint {
    public CategoryEncoding {
        Checks.atLeast(1, "numTokens", numTokens);
        if (outputMode == OutputMode.INT) {
            throw new DypException("Categories are encoded as ONE_HOT, MULTI_HOT or COUNT; as INT they would stay what they are.");
        }
    }

    @Override
    public List<Tensor> apply(List<Tensor> inputs, Scope scope) {
        if (inputs.isEmpty() || inputs.size() > 2) {
            throw new DypException("The inputs are the categories and, with COUNT, their weights, but " + inputs.size() + " came.");
        }
        return List.of(outputMode.encode(inputs.getFirst(), numTokens, inputs.size() == 2 ? inputs.get(1) : null));
    }

    public CategoryEncoding outputMode(OutputMode mode) {
        return new CategoryEncoding(numTokens, mode);
    }
}
