package dyp.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dyp.tensor.Shape;
import dyp.train.Model;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every network has as many numbers as its authors, Keras or PyTorch say. */
class ParametersTest {
    /** Keras counts moving statistics too; so do we. */
    @ParameterizedTest
    @CsvSource({"vgg16, 138357544", "vgg19, 143667240", "resnet50, 25636712", "resnet101, 44707176", "resnet152, 60419944", "resnet50v2, 25613800",
            "resnet101v2, 44675560", "resnet152v2, 60380648", "densenet121, 8062504", "densenet169, 14307880", "densenet201, 20242984", "mobilenetv2, 3538984",
            "inception_v3, 23851784", "xception, 22910480", "convnext_tiny, 28589128"})
    void asKerasCounts(String name, long parameters) {
        assertEquals(parameters, Catalog.of(name).parameters());
    }

    @ParameterizedTest
    @CsvSource({"0, 5330571", "1, 7856239", "2, 9177569", "3, 12320535", "4, 19466823", "5, 30562527", "6, 43265143", "7, 66658687"})
    void efficientNets(int size, long parameters) {
        assertEquals(parameters, Zoo.efficientNet(size).parameters());
    }

    /** PyTorch counts what learns: a normalization's moving mean and variance not. */
    @ParameterizedTest
    @CsvSource({"resnet18, 11689512", "resnet34, 21797672", "resnet50, 25557032", "resnet101, 44549160", "resnet152, 60192808", "densenet121, 7978856",
            "densenet169, 14149480", "densenet201, 20013928", "mobilenetv2, 3504872", "inception_v3, 23834568", "vit_tiny, 5717416", "vit_small, 22050664",
            "vit_base, 86567656"})
    void asPyTorchCounts(String name, long parameters) {
        assertEquals(parameters, learning(Catalog.of(name).style(Style.TORCH)));
    }

    private static long learning(Blueprint b) {
        Map<String, Shape> weights = b.weights();
        return weights.entrySet().stream().filter(w -> !w.getKey().contains("/moving_") && !w.getKey().startsWith("normalization/")).mapToLong(w -> w.getValue().size()).sum();
    }

    @Test
    void ofTheirPapers() {
        assertEquals(61_706, Zoo.leNet5().parameters());
        // The paper's 19069955 are for three channels and three classes: kernels, and of each convolution on the same grid one number a channel.
        Map<String, Shape> unet = Zoo.uNet3d().input(64, 64, 64, 3).classes(3).weights();
        assertEquals(19_069_955, unet.entrySet().stream().filter(w -> w.getKey().matches(".*/kernel|.*/beta|classes/bias")).mapToLong(w -> w.getValue().size()).sum());
        assertEquals(31_037_698, learning(Zoo.uNet().classes(2)));
        // DenseNet-BC with k = 12 and 100 layers, the paper's 0.8M.
        assertEquals(769_162, learning(Zoo.denseNetSmall(12, 16, 16, 16)));
        assertEquals(5_288_548, learning(Zoo.efficientNet(0).style(Style.TORCH)));
    }

    /** The count before a model is made is that of the model. */
    @Test
    void countedAndMadeAreOne() {
        for (Blueprint b : List.of(Zoo.mobileNetV2().input(64, 48, 1).classes(3), Zoo.efficientNet(0).input(64, 64, 2).classes(4), Zoo.leNet5(),
                Zoo.viT(8, 64, 2, 2).input(32, 32, 1), Zoo.convNeXtTiny().input(32, 32, 1))) {
            Model model = b.model();
            assertEquals(model.variables().stream().mapToLong(v -> v.value().size()).sum(), b.parameters(), b.toString());
        }
    }
}
