package dyp.labs.explain;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.explain.Explainers;
import dyp.explain.Explanation;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import dyp.train.Model;
import dyp.zoo.Blueprint;
import dyp.zoo.Zoo;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which layer of well-known networks Grad-CAM looks at unless told: the last one with a map, before it is averaged. */
class ZooLayersTest {
    private record Known(Blueprint network, String layer) {}

    private static final List<Known> NETWORKS = List.of(
            new Known(Zoo.vgg16().input(64, 64, 3), "block5_conv3"),
            new Known(Zoo.resNet18().input(64, 64, 3), "conv5_block2_out"),
            new Known(Zoo.denseNet121().input(64, 64, 3), "relu"),
            new Known(Zoo.mobileNetV2(0.35).input(64, 64, 3), "out_relu"),
            new Known(Zoo.efficientNetB0().input(64, 64, 3), "top_activation"),
            new Known(Zoo.viT(16, 64, 2, 1).input(64, 64, 3), "block1_norm1"),
            new Known(Zoo.resNet1d(18).input(256, 2), "conv5_block2_out"));

    @Test
    void theLastMapIsChosen() {
        assertAll(NETWORKS.stream().map(known -> () -> {
            Model model = known.network.classes(4).logits().model();
            Shape shape = model.inputs().getFirst().shape();
            Explanation e = Explainers.gradCam().signed(true).explain(model, NDArray.generate(shape, i -> Math.sin(i)), 1);
            assertEquals(known.layer, e.layer().orElseThrow(), known.network.name());
            assertEquals(shape.slice(0, shape.rank() - 1), e.map().shape(), known.network.name());
            assertTrue(IntStream.range(0, e.map().size()).anyMatch(i -> e.map().at(i) != 0), known.network.name() + " gives an empty map");
        }));
    }

    @Test
    void theHeadsOfAVisionTransformerHaveMaps() {
        Model model = Zoo.viT(8, 128, 2, 2).input(32, 48, 3).classes(4).model();
        NDArray x = NDArray.generate(Shape.of(32, 48, 3), i -> Math.cos(i));
        List<List<Explanation>> heads = Explainers.attentionRollout().heads(model, x, 0);
        assertEquals(2, heads.size());
        assertEquals("block1_attention, head 1", heads.getLast().getLast().layer().orElseThrow());
        assertEquals(Shape.of(32, 48), Explainers.attentionRollout().explain(model, x).map().shape());
    }
}
