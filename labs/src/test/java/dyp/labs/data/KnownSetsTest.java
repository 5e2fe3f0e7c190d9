package dyp.labs.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dyp.tensor.DypException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KnownSetsTest {
    private static final Path DATA = Path.of(System.getProperty("dyp.shared", "../../shared")).resolve("data");

    @TempDir private Path folder;

    static List<KnownSet> all() {
        return KnownSets.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void saysAllThereIsToSay(KnownSet set) {
        for (String text : List.of(set.name(), set.what(), set.origin(), set.licence(), set.get())) {
            assertFalse(text.isBlank(), set.toString());
            assertFalse(text.contains("://"), "an address: " + text);
        }
        assertFalse(set.files().isEmpty());
        set.files().forEach(f -> assertTrue(f.sha256().matches("[0-9a-f]{64}") && f.bytes() > 0, f.toString()));
        assertEquals(set, KnownSets.named(set.name()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void theCopyHereIsAsPublished(KnownSet set) {
        assumeTrue(Files.isDirectory(DATA.resolve(set.name())), set.name() + " is not in " + DATA + " (-Ddyp.shared=FOLDER says where); skipped.");
        set.check(DATA.resolve(set.name())).forEach(c -> assertEquals(KnownSet.State.GOOD, c.state(), c.toString()));
        assertTrue(KnownSets.found(set).isPresent(), "found where copies are looked for");
    }

    @Test
    void tellsDamagedFromMissing() throws IOException {
        Path a = Files.writeString(folder.resolve("a"), "abc");
        String abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"; // FIPS 180-2, appendix B.1
        assertEquals(abc, KnownSets.sha256(a));
        Files.writeString(folder.resolve("b"), "abd");
        Files.writeString(folder.resolve("d"), "abc");
        KnownSet set = new KnownSet("x", "w", "o", "l", "g", List.of(new KnownSet.Part("a", 3, abc, null), new KnownSet.Part("b", 3, abc, null),
                new KnownSet.Part("c", 3, abc, null), new KnownSet.Part("d", 3, "0".repeat(64), List.of(abc))));
        assertEquals(List.of(KnownSet.State.GOOD, KnownSet.State.OTHER, KnownSet.State.MISSING, KnownSet.State.GOOD), set.check(folder).stream().map(KnownSet.Checked::state).toList());
        assertFalse(set.isIn(folder));
        assertTrue(assertThrows(DypException.class, () -> set.check(folder.resolve("none"))).getMessage().startsWith("There is no folder"));
    }

    @Test
    void namesThoseThatThereAre() {
        assertTrue(assertThrows(DypException.class, () -> KnownSets.named("minst")).getMessage().contains("mnist, fashion-mnist"));
    }
}
