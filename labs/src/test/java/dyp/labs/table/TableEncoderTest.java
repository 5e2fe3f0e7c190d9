package dyp.labs.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.formats.csv.Table;
import dyp.formats.csv.Table.Column;
import dyp.tensor.DypException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables become numbers by what the rows to learn from say, and by nothing else. */
class TableEncoderTest {
    private static final double NO = Double.NaN;
    private static final List<String> KINDS = List.of("a", "b", "c", "d");

    private static Table table(double[] age, double[] kind, double[] sex) {
        return Table.of(List.of(new Column("age", List.of(), age), new Column("kind", KINDS, kind), new Column("sex", List.of("f", "m"), sex)));
    }

    private static final Table TRAIN = table(new double[] {10, NO, 30, 20}, new double[] {0, 2, 0, 1}, new double[] {0, 1, 1, 0});

    @Test
    void numbersCategoriesAndMarksByHand() {
        TableEncoder encoder = TableEncoder.fit(TRAIN);
        assertEquals(List.of("age", "age missing", "kind=a", "kind=b", "kind=c", "sex=m"), encoder.names());
        assertEquals(6, encoder.width());
        assertArrayEquals(new int[] {0, 0, 1, 1, 1, 2}, encoder.origins());
        float[][] rows = encoder.encode(TRAIN);
        // Median 20 fills the gap; mean 20, deviation sqrt(50).
        assertArrayEquals(new float[] {-1.41421f, 0, 1, 0, 0, 0}, rows[0], 1e-5f);
        assertArrayEquals(new float[] {0, 1, 0, 0, 1, 1}, rows[1], 1e-5f);
        assertArrayEquals(new float[] {1.41421f, 0, 1, 0, 0, 1}, rows[2], 1e-5f);
    }

    @Test
    void rowsMetLaterTeachItNothing() {
        float[][] rows = TableEncoder.fit(TRAIN).encode(table(new double[] {NO, 1e9, 20}, new double[] {3, NO, 1}, new double[] {NO, 1, 0}));
        assertArrayEquals(new float[] {0, 1, 0, 0, 0, 0}, rows[0], "a category not met is all 0, a missing number is the median learned");
        assertArrayEquals(new float[] {4, 0, 0, 0, 0, 1}, rows[1], "what lies far out is brought to 4");
        assertArrayEquals(new float[] {0, 0, 0, 1, 0, 0}, rows[2]);
    }

    @Test
    void aColumnOfOneValueSaysNothing() {
        TableEncoder encoder = TableEncoder.fit(table(new double[] {0.1, 0.1, 0.1}, new double[] {1, 1, 1}, new double[] {0, 1, 0}));
        assertArrayEquals(new float[] {0, 1, 0}, encoder.encode(table(new double[] {7}, new double[] {1}, new double[] {0}))[0]);
    }

    @Test
    void whatCannotBeEncodedIsSaid() {
        Table lost = table(new double[] {NO, NO}, new double[] {0, 1}, new double[] {0, 1});
        assertTrue(assertThrows(DypException.class, () -> TableEncoder.fit(lost)).getMessage().startsWith("The column 'age' has no value in any of the 2 rows"));
        assertTrue(assertThrows(DypException.class, () -> TableEncoder.fit(TRAIN.rows())).getMessage().contains("0 rows of 3 columns"));
        Table other = Table.of(List.of(new Column("age", KINDS, new double[] {0}), new Column("kind", KINDS, new double[] {0}), new Column("sex", KINDS, new double[] {0})));
        assertTrue(assertThrows(DypException.class, () -> TableEncoder.fit(TRAIN).encode(other)).getMessage().contains("'age' was one of numbers"));
        assertTrue(assertThrows(DypException.class, () -> TableEncoder.fit(TRAIN).encode(TRAIN.without("sex"))).getMessage().contains("no column 'sex'"));
    }

    @Test
    void tablesMadeElsewhereAreChecked() {
        assertTrue(assertThrows(DypException.class, () -> table(new double[2], new double[3], new double[2])).getMessage().contains("'age' has 2 cells and 'kind' 3"));
        assertTrue(assertThrows(DypException.class, () -> table(new double[1], new double[] {4}, new double[1])).getMessage().contains("the numbers 0 to 3"));
        assertTrue(assertThrows(DypException.class, () -> Table.of(List.of(new Column("a", List.of(), new double[1]), new Column("a", List.of(), new double[1])))).getMessage().contains("Two columns are called 'a'"));
        assertThrows(DypException.class, () -> Table.of(List.of()));
    }
}
