package dyp.formats.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.data.Batch;
import dyp.tensor.DypException;
import dyp.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
    private static final ImageFiles GREY = ImageFiles.grey().size(4, 4);
    @TempDir
    private Path folder;

    /** 20 patients with 1 to 4 pictures each; the first 12 are well. */
    @BeforeEach
    void pictures() throws IOException {
        for (int patient = 0; patient < 20; patient++) {
            Path place = Files.createDirectories(folder.resolve(patient < 12 ? "well" : "ill/ward" + patient % 2));
            for (int i = 0; i <= patient % 4; i++) {
                BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
                image.getRaster().setPixel(0, 0, new int[] {patient + 1});
                image.getRaster().setPixel(1, 0, new int[] {i});
                Files.write(place.resolve(String.format("patient%02d_%d.png", patient, i)), Pictures.bytes(image, "png"));
            }
        }
        Files.writeString(folder.resolve("well/.hidden.png"), "x");
        Files.writeString(folder.resolve("well/notes.txt"), "x");
        Files.writeString(folder.resolve("readme.png"), "x");
    }

    @Test
    void classesAndFilesByName() {
        ImageFolder all = ImageFolder.of(folder);
        assertEquals(List.of("ill", "well"), all.classes());
        assertArrayEquals(new int[] {20, 30}, all.classCounts());
        assertEquals(folder.resolve("ill/ward0/patient12_0.png"), all.pictures().getFirst().file());
        Batch batch = all.dataset(GREY).toArrays();
        assertEquals(Shape.of(50, 4, 4, 1), batch.x().shape());
        assertEquals(0, batch.y().ints()[19]);
        assertEquals(1, batch.y().ints()[20]);
    }

    @Test
    void splitsKeepTheSharesOfClasses() {
        ImageFolder all = ImageFolder.of(folder);
        List<ImageFolder> parts = all.split(7, 0.6, 0.2, 0.2);
        assertEquals(List.of(30, 10, 10), parts.stream().map(ImageFolder::size).toList());
        parts.forEach(p -> assertEquals(0.4, p.classCounts()[0] / (double) p.size(), 1e-9));
        assertEquals(parts, all.split(7, 0.6, 0.2, 0.2));
        assertTrue(!parts.equals(all.split(8, 0.6, 0.2, 0.2)));
        assertTrue(!all.shuffle(1).pictures().equals(all.pictures()));
        assertEquals(Set.copyOf(all.pictures()), Set.copyOf(all.shuffle(1).pictures()));
    }

    @Test
    void aPatientIsInOnePart() {
        ImageFolder all = ImageFolder.of(folder);
        var patient = Groups.matching("(patient\\d+)_");
        List<ImageFolder> parts = all.splitByGroup(7, patient, 0.6, 0.2, 0.2);
        Set<String> seen = new HashSet<>();
        for (ImageFolder part : parts) {
            Set<String> own = part.pictures().stream().map(p -> patient.apply(p.file())).collect(Collectors.toSet());
            own.forEach(p -> assertTrue(seen.add(p), p + " is in two parts"));
            assertEquals(0.4, part.classCounts()[0] / (double) part.size(), 0.15);
        }
        assertEquals(20, seen.size());
        assertEquals(50, parts.stream().mapToInt(ImageFolder::size).sum());
        assertEquals(30, parts.getFirst().size(), 3);
        assertEquals(parts, all.splitByGroup(7, patient, 0.6, 0.2, 0.2));
        assertEquals(List.of(), Leakage.find(parts, patient));
        Leakage.require(parts, patient);
        assertThrows(DypException.class, () -> all.splitByGroup(7, _ -> "one", 0.5, 0.5));
        assertThrows(DypException.class, () -> all.splitByGroup(7, Groups.matching("nobody"), 0.5, 0.5));
        assertEquals(2, all.splitByGroup(7, p -> patient.apply(p).compareTo("patient00") > 0 ? "many" : "few", 0.5, 0.5).stream().filter(p -> p.size() > 0).count());
    }

    @Test
    void leaksAreNamed() throws IOException {
        ImageFolder all = ImageFolder.of(folder);
        var patient = Groups.matching("(patient\\d+)_");
        List<ImageFolder> byPicture = all.split(7, 0.5, 0.5);
        String message = assertThrows(DypException.class, () -> Leakage.require(byPicture, patient)).getMessage();
        assertTrue(message.contains("group 'patient") && message.contains("is in part 0 (") && message.contains("and in part 1 ("), message);
        Leakage.require(byPicture, null);
        // The same bytes under another name, of another patient.
        Files.copy(folder.resolve("well/patient00_0.png"), folder.resolve("ill/patient99_0.png"));
        ImageFolder more = ImageFolder.of(folder);
        List<ImageFolder> parts = more.splitByGroup(1, p -> p.toString().contains("ill") ? "ill" : "well", 0.5, 0.5);
        Leakage leak = Leakage.find(parts, patient).getFirst();
        assertEquals(Set.of("patient00_0.png", "patient99_0.png"), Set.of(leak.first().getFileName().toString(), leak.second().getFileName().toString()));
        assertTrue(assertThrows(DypException.class, () -> Leakage.require(parts, null)).getMessage().contains("the same picture is in part"));
        assertEquals(List.of(), Leakage.find(more.splitByGroup(1, Groups.contents(), 0.5, 0.5), null));
    }

    @Test
    void whatCannotBeReadIsNamed() throws IOException {
        Files.writeString(folder.resolve("well/broken.png"), "no picture");
        ImageFolder all = ImageFolder.of(folder);
        String message = assertThrows(DypException.class, () -> all.dataset(GREY)).getMessage();
        assertTrue(message.startsWith("1 of 51 pictures cannot be read: " + folder.resolve("well/broken.png")), message);
        List<DypException> skipped = new ArrayList<>();
        assertEquals(50, all.dataset(GREY, skipped::add).size());
        assertEquals(1, skipped.size());
    }

    @Test
    void streamedPicturesAreTheSame() {
        ImageFolder all = ImageFolder.of(folder).shuffle(3);
        assertEquals(all.dataset(GREY).toArrays(), all.streamed(GREY).toArrays());
        assertEquals(all.dataset(GREY).shuffle(1).rows(8, 16).toArrays(), all.streamed(GREY).shuffle(1).rows(8, 16).toArrays());
    }

    @Test
    void linksAreRefused() throws IOException {
        Path outside = Files.createTempFile("outside", ".png");
        Files.createSymbolicLink(folder.resolve("well/link.png"), outside);
        assertTrue(assertThrows(DypException.class, () -> ImageFolder.of(folder)).getMessage().contains("link.png is a link"));
        Files.delete(outside);
    }

    @Test
    void emptyFoldersAreSaid() {
        assertTrue(assertThrows(DypException.class, () -> ImageFolder.of(folder.resolve("none"))).getMessage().contains("There is no folder"));
        assertTrue(assertThrows(DypException.class, () -> ImageFolder.of(folder.resolve("ill/ward0"))).getMessage().contains("holds no folders"));
    }
}
