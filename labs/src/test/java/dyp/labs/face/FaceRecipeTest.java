package dyp.labs.face;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.labs.recipe.LabOptions;
import dyp.labs.recipe.Run;
import dyp.tensor.DypException;
import dyp.train.Model;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaceRecipeTest {
    @TempDir
    Path folder;

    private Run.Outcome run(LabOptions options) {
        return Run.of(new FaceRecipe(), folder.resolve("out"), options);
    }

    private void reported(String... parts) throws IOException {
        String report = Files.readString(folder.resolve("out/report.md"));
        for (String part : parts) {
            assertTrue(report.contains(part), part);
        }
    }

    @Test
    void onDrawnFacesItComesToItsReport() throws IOException {
        Run.Outcome outcome = run(LabOptions.defaults().quick(true));
        assertTrue(outcome.finished());
        assertEquals(Set.of("plain accuracy", "plain macro F1", "balanced accuracy", "balanced macro F1", "pointing", "pointing by chance"), outcome.scores().keySet());
        reported("(synthetic)", "18 persons to train on, 4 others to validate, 8 others to test", "examples.png", "confusion-plain.png", "looks-hits.png", "worst.png", "| disgust |");
        Model model = Model.load(folder.resolve("out/balanced.keras"));
        assertEquals("angry\ndisgust\nfear\nhappy\nsad\nsurprise\nneutral", model.notes().get("labels"));
    }

    /** Nobody is in two parts. */
    @Test
    void personsStayTogether() {
        FaceSet set = FaceSet.drawn(20, 5, 3);
        int[] persons = DrawnFaces.generate(20, 5, 3).persons();
        Set<Integer> learned = new HashSet<>();
        for (int i = 0; i < set.train().size(); i++) {
            learned.add(persons[set.train().sourceRow(i)]);
        }
        assertEquals(12, learned.size());
        for (int i = 0; i < set.test().size(); i++) {
            assertTrue(!learned.contains(persons[set.test().sourceRow(i)]));
        }
        assertEquals(25, set.parts().size());
    }

    /** A table as FER2013's, made of drawn faces. */
    @Test
    void learnsFromATable() throws IOException {
        DrawnFaces.Faces faces = DrawnFaces.generate(12, 6, 5);
        StringBuilder table = new StringBuilder("emotion,pixels,Usage\n");
        for (int i = 0; i < faces.count(); i++) {
            table.append(faces.moods()[i]).append(',');
            for (int k = 0; k < DrawnFaces.PIXELS; k++) {
                table.append(k == 0 ? "" : " ").append(faces.pixels()[i * DrawnFaces.PIXELS + k] & 255);
            }
            table.append(',').append(i % 6 < 4 ? "Training" : i % 6 == 4 ? "PublicTest" : "PrivateTest").append('\n');
        }
        Path file = Files.writeString(folder.resolve("fer2013.csv"), table);
        FaceSet set = FaceSet.table(file);
        assertEquals(48, set.train().size());
        assertEquals((faces.pixels()[5] & 255) / 255.0, set.train().toArrays().x().at(5), 1e-6);
        assertArrayEquals(new int[] {faces.moods()[5], faces.moods()[11]}, set.test().take(2).toArrays().y().ints());
        assertTrue(run(LabOptions.defaults().quick(true).data(file)).finished());
        reported("FER2013's table, 72 faces", "fer2013.csv");

        Path none = Files.writeString(folder.resolve("part.csv"), table.toString().replace("PublicTest", "Training"));
        assertEquals("part.csv has no rows of the Usage publictest. All three parts are needed: Training, PublicTest and PrivateTest.",
                assertThrows(DypException.class, () -> FaceSet.table(none)).getMessage());
    }

    /** A folder of pictures per class, of any size. */
    @Test
    void learnsFromFolders() throws IOException {
        Path data = folder.resolve("pictures");
        DrawnFaces.Faces faces = DrawnFaces.generate(20, 4, 5);
        Map<Integer, Integer> seen = new HashMap<>();
        for (int i = 0; i < faces.count(); i++) {
            Path classes = Files.createDirectories(data.resolve(Mood.names().get(faces.moods()[i])));
            BufferedImage image = new BufferedImage(96, 96, BufferedImage.TYPE_BYTE_GRAY);
            for (int k = 0; k < 96 * 96; k++) {
                image.getRaster().setSample(k % 96, k / 96, 0, faces.pixels()[i * DrawnFaces.PIXELS + k / 192 * 48 + k % 96 / 2] & 255);
            }
            ImageIO.write(image, "png", classes.resolve(i + ".png").toFile());
            seen.merge(faces.moods()[i], 1, Integer::sum);
        }
        assertTrue(run(LabOptions.defaults().quick(true).data(data)).finished());
        reported("80 pictures in folders", "who is on them is not known");
        assertEquals(seen.size(), FaceSet.folders(data, 1).classes().size());
    }

    /** The mean of three seeds. Guessing the commonest mood is right in 25 of 100. */
    @Test
    @Tag("slow")
    void drawnFacesAreToldApart() {
        Map<String, Double> mean = new HashMap<>();
        for (int seed = 1; seed <= 3; seed++) {
            Run.of(new FaceRecipe(), folder.resolve("seed" + seed), LabOptions.defaults().seed(seed)).scores().forEach((name, score) -> mean.merge(name, score / 3, Double::sum));
        }
        assertTrue(mean.get("plain accuracy") >= 0.8 && mean.get("plain macro F1") >= 0.7, mean::toString);
        assertTrue(mean.get("balanced accuracy") >= 0.7 && mean.get("balanced macro F1") >= 0.6, mean::toString);
        assertTrue(mean.get("pointing") >= 2 * mean.get("pointing by chance"), mean::toString);
    }
}
