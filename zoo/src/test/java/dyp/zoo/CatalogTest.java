package dyp.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.tensor.DypException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CatalogTest {
    @Test
    void everyNetworkIsFoundByItsName() {
        List<String> names = Catalog.all().stream().map(Blueprint::name).toList();
        assertEquals(names.size(), Set.copyOf(names).size(), names.toString());
        names.forEach(n -> assertEquals(n, Catalog.of(n.toUpperCase(java.util.Locale.ROOT).replace("_", "-")).name()));
    }

    @Test
    void anotherNameIsRefusedWithWhatThereIs() {
        String message = assertThrows(DypException.class, () -> Catalog.of("resnet51")).getMessage();
        assertTrue(message.startsWith("There is no network 'resnet51' in the zoo. There are lenet5, vgg16, "), message);
    }
}
