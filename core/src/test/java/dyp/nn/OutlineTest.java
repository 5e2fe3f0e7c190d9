package dyp.nn;

import static dyp.nn.Layers.batchNormalization;
import static dyp.nn.Layers.bidirectional;
import static dyp.nn.Layers.conv2d;
import static dyp.nn.Layers.dense;
import static dyp.nn.Layers.flatten;
import static dyp.nn.Layers.input;
import static dyp.nn.Layers.lstm;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dyp.tensor.Shape;
import dyp.train.Model;
import dyp.train.Sequential;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An outline has the weights that a model will have, under the same names, and no numbers. */
class OutlineTest {
    private static Map<String, Shape> made(Model model) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        model.variables().forEach(v -> shapes.put(v.name(), v.value().shape()));
        return shapes;
    }

    @Test
    void weightsAndStatesAreThoseOfTheModel() {
        Chain chain = new Chain(List.of(input(8, 8, 2), conv2d(3, 3), batchNormalization(), flatten(), dense(4)));
        Outline outline = Outline.of(chain);
        assertEquals(made(Model.of(chain)), outline.weights());
        assertEquals(3 * 3 * 2 * 3 + 3 + 4 * 3 + 36 * 3 * 4 + 4, outline.parameters());
        assertEquals(Shape.of(1, 108), outline.stages().get(3).output().shape());
    }

    @Test
    void graphsPartsOfLayersAndModelsInModelsTakePart() {
        Input in = input(5, 3);
        Layer shared = dense(3).named("shared");
        Symbol twice = shared.on(shared.on(in));
        Symbol out = bidirectional(lstm(2)).on(Sequential.of(input(5, 3), dense(6)).named("inner").on(twice));
        Network network = new Network(List.of(in), List.of(out));
        assertEquals(made(Model.of(network)), Outline.of(network).weights());
    }

    /** 1.6 billion numbers are counted in no time, and none is drawn. */
    @Test
    void whatWouldNotFitIntoMemoryIsCounted() {
        Chain chain = new Chain(List.of(input(40_000), dense(40_000), dense(1)));
        assertEquals(40_000L * 40_000 + 40_000 + 40_000 + 1, Outline.of(chain).parameters());
    }

    @Test
    void aBodyWithoutInputsIsToldTheirShapes() {
        assertEquals(Map.of("dense/kernel", Shape.of(7, 2), "dense/bias", Shape.of(2)), Outline.of(new Chain(List.of(dense(2))), List.of(Shape.of(7))).weights());
    }
}
