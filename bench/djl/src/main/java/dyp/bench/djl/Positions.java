package dyp.bench.djl;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** Learned positions, added to (batch, steps, features). */
final class Positions extends AbstractBlock {
    private final Parameter positions = addParameter(Parameter.builder().setName("positions").setType(Parameter.Type.WEIGHT).build());

    @Override
    protected NDList forwardInternal(ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        return new NDList(inputs.head().add(store.getValue(positions, inputs.head().getDevice(), training)));
    }

    @Override
    protected void prepare(Shape[] inputs) {
        positions.setShape(new Shape(inputs[0].get(1), inputs[0].get(2)));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return inputs;
    }
}
