package dyp.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dyp.nn.Layer;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** No layer without its case. */
class LayerCompletenessTest {
    /** Made of other layers: a model and its body, a name, a price. */
    private static final Set<String> WRAPPERS = Set.of("Model", "Chain", "Network", "Named", "ActivityRegularized");

    @Test
    void everyLayerHasACase() {
        Set<String> covered = LayerCases.all().stream().map(LayerCase::layer).map(LayerCompletenessTest::bare)
                .map(layer -> layer.getClass().getName()).collect(Collectors.toSet());
        Set<String> missing = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dyp").stream()
                .filter(c -> c.isAssignableTo(Layer.class) && !c.isInterface() && !c.getModifiers().contains(JavaModifier.ABSTRACT))
                .filter(c -> !WRAPPERS.contains(c.getSimpleName()) && !c.getPackageName().startsWith("dyp.testkit"))
                .map(JavaClass::getName).filter(name -> !covered.contains(name)).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), missing, "layers without a LayerCase");
    }

    /** The layer that a case is about, without name and adapter. */
    private static Layer bare(Layer layer) {
        return switch (layer) {
            case Parts p -> bare(p.layer());
            case Tokens t -> bare(t.layer());
            case Masked m -> bare(m.layer());
            default -> layer == layer.bare() ? layer : bare(layer.bare());
        };
    }
}
