package dyp.zoo;

import dyp.tensor.DypException;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The zoo's networks by name, as a command line names them: {@code resnet50}, {@code efficientnetb0}. */
public final class Catalog {
    private Catalog() {}

    /** Every network in its usual form. */
    public static List<Blueprint> all() {
        return Stream.concat(
                Stream.of(Zoo.leNet5(), Zoo.vgg16(), Zoo.vgg19(), Zoo.resNet18(), Zoo.resNet34(), Zoo.resNet50(), Zoo.resNet101(), Zoo.resNet152(), Zoo.resNet18V2(),
                        Zoo.resNet34V2(), Zoo.resNet50V2(), Zoo.resNet101V2(), Zoo.resNet152V2(), Zoo.denseNet121(), Zoo.denseNet169(), Zoo.denseNet201(), Zoo.cheXNet(),
                        Zoo.mobileNetV2(), Zoo.inceptionV3(), Zoo.xception(), Zoo.convNeXtTiny(), Zoo.viTTiny(), Zoo.viTSmall(), Zoo.viTBase(), Zoo.uNet(), Zoo.uNet3d(),
                        Zoo.resNet1d(18), Zoo.resNet3d(18)),
                IntStream.range(0, 8).mapToObj(Zoo::efficientNet)).toList();
    }

    /**
     * The network of a name; capitals, underscores and hyphens do not count.
     *
     * @throws DypException where there is none
     */
    public static Blueprint of(String name) {
        return all().stream().filter(b -> plain(b.name()).equals(plain(name))).findFirst().orElseThrow(() -> new DypException("There is no network '" + name
                + "' in the zoo. There are " + String.join(", ", all().stream().map(Blueprint::name).toList()) + "."));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[_-]", "");
    }
}
