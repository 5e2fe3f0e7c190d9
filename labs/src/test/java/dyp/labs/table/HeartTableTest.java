package dyp.labs.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dyp.tensor.DypException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table's several forms are told apart by what is in them. */
class HeartTableTest {
    private static final Path DATA = Path.of(System.getProperty("dyp.shared", "../../shared")).resolve("data/heart-disease");
    private static final String HEAD = "age,sex,cp,trestbps,chol,fbs,restecg,thalach,exang,oldpeak,slope,ca,thal,";

    @TempDir
    Path folder;

    private Path file(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }

    private static String findings(HeartTable t) {
        return String.join("\n", t.findings());
    }

    @Test
    void duplicatesAndMissingCells() throws IOException {
        HeartTable t = HeartTable.read(file("processed.cleveland.data", "63.0,1.0,1.0,145.0,233.0,1.0,2.0,150.0,0.0,2.3,3.0,0.0,6.0,0",
                "67.0,1.0,4.0,160.0,286.0,0.0,2.0,108.0,1.0,1.5,2.0,?,3.0,2", "63.0,1.0,1.0,145.0,233.0,1.0,2.0,150.0,0.0,2.3,3.0,0.0,6.0,0",
                "41.0,0.0,2.0,130.0,204.0,0.0,2.0,172.0,0.0,1.4,1.0,0.0,?,1"));
        assertEquals(3, t.features().size());
        assertEquals("[0, 1, 1]", Arrays.toString(t.sick()));
        assertTrue(findings(t).contains("1 row repeats an earlier one in every cell (row 2, from 0)"), findings(t));
        assertTrue(findings(t).contains("`ca` is missing in 1 row.") && findings(t).contains("`thal` is missing in 1 row."), findings(t));
    }

    /** The sick ones have pain and ST depression, and target 0; ca 4 and thal 0 are no values. */
    @Test
    void theRecodedFormIsSeenThrough() throws IOException {
        HeartTable t = HeartTable.read(file("heart.csv", HEAD + "target", "63,1,3,145,233,1,0,150,0,0.3,0,0,1,1", "37,1,2,130,250,0,1,187,0,0.5,0,4,2,1",
                "67,1,0,160,286,0,0,108,1,1.5,1,3,2,0", "62,0,0,140,268,0,0,160,1,3.6,0,2,0,0"));
        assertEquals("[0, 0, 1, 1]", Arrays.toString(t.sick()));
        assertTrue(Double.isNaN(t.features().column("ca").values()[1]) && Double.isNaN(t.features().column("thal").values()[3]));
        assertEquals(1, t.features().column("ca").missing() , "others stay");
        assertTrue(findings(t).contains("1 means **no** disease here"), findings(t));
        assertTrue(findings(t).contains("`ca` = 4 in 1 row stands for a missing cell") && findings(t).contains("`thal` = 0 in 1 row stands"), findings(t));
    }

    @Test
    void aTargetThatMeansDiseaseIsLeftAlone() throws IOException {
        HeartTable t = HeartTable.read(file("heart.csv", HEAD + "target", "63,1,3,145,233,1,0,150,0,0.3,0,0,1,0", "67,1,0,160,286,0,0,108,1,1.5,1,3,2,1"));
        assertEquals("[0, 1]", Arrays.toString(t.sick()));
        assertTrue(!findings(t).contains("recoded"), findings(t));
    }

    @Test
    void anotherTableIsRefused() throws IOException {
        Path file = file("iris.csv", "a,b,c", "1,2,3");
        assertTrue(assertThrows(DypException.class, () -> HeartTable.read(file)).getMessage().contains("is no table of heart disease that this recipe knows"));
    }

    @Test
    void theSharedFilesAgree() {
        assumeTrue(Files.isDirectory(DATA), "The heart disease tables are not at " + DATA + " (-Ddyp.shared=FOLDER says where); skipped.");
        HeartTable cleveland = HeartTable.read(DATA), named = HeartTable.read(DATA.resolve("cleveland_with_header.csv")), kaggle = HeartTable.read(DATA.resolve("heart_kaggle.csv"));
        assertEquals(303, cleveland.features().size());
        assertEquals(139, Arrays.stream(cleveland.sick()).sum());
        assertEquals(6, cleveland.features().column("ca").missing() + cleveland.features().column("thal").missing());
        assertTrue(Arrays.equals(cleveland.sick(), named.sick()));
        // One row is twice in the recoded file, and its sick are as many as UCI's but for such copies.
        assertEquals(302, kaggle.features().size());
        assertTrue(Math.abs(Arrays.stream(kaggle.sick()).sum() - 138) <= 1, Integer.toString(Arrays.stream(kaggle.sick()).sum()));
        assertEquals(4 + 2, kaggle.features().column("ca").missing() + kaggle.features().column("thal").missing(), findings(kaggle));
    }
}
