package dyp.zoo;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Networks of the zoo by the names that their blueprints have. */
final class Named {
    private static final Map<String, Supplier<Blueprint>> ALL = new TreeMap<>(Map.ofEntries(
            Map.entry("lenet5", Zoo::leNet5), Map.entry("vgg16", Zoo::vgg16), Map.entry("vgg19", Zoo::vgg19),
            Map.entry("resnet18", Zoo::resNet18), Map.entry("resnet34", Zoo::resNet34), Map.entry("resnet50", Zoo::resNet50),
            Map.entry("resnet101", Zoo::resNet101), Map.entry("resnet152", Zoo::resNet152),
            Map.entry("resnet18v2", Zoo::resNet18V2), Map.entry("resnet34v2", Zoo::resNet34V2),
            Map.entry("resnet50v2", Zoo::resNet50V2), Map.entry("resnet101v2", Zoo::resNet101V2), Map.entry("resnet152v2", Zoo::resNet152V2),
            Map.entry("densenet121", Zoo::denseNet121), Map.entry("densenet169", Zoo::denseNet169), Map.entry("densenet201", Zoo::denseNet201),
            Map.entry("chexnet", Zoo::cheXNet), Map.entry("mobilenetv2", Zoo::mobileNetV2), Map.entry("efficientnetb0", Zoo::efficientNetB0),
            Map.entry("efficientnetb3", () -> Zoo.efficientNet(3)), Map.entry("inception_v3", Zoo::inceptionV3),
            Map.entry("xception", Zoo::xception), Map.entry("convnext_tiny", Zoo::convNeXtTiny),
            Map.entry("vit_tiny", Zoo::viTTiny), Map.entry("vit_small", Zoo::viTSmall), Map.entry("vit_base", Zoo::viTBase)));

    private Named() {}

    static Blueprint of(String name) {
        return ALL.get(name).get();
    }

    static Set<String> names() {
        return ALL.keySet();
    }
}
