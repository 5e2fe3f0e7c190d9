package dyp.labs.ecg;

import dyp.labs.recipe.Lab;
import dyp.labs.report.Report;
import dyp.tensor.NDArray;
import dyp.train.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The test beats that went wrong although the model was sure. */
final class BeatMistakes {
    private BeatMistakes() {}

    /**
     * A section on the worst mistakes.
     *
     * @param probabilities what was said of each test beat
     * @param most how many are shown
     */
    static void explain(Lab lab, Model network, Beats test, double[][] probabilities, int most) {
        int[] rows = BeatReport.mistakes(probabilities, test.y(), most);
        Report report = lab.report().heading("The worst mistakes");
        if (rows.length == 0) {
            report.text("There are none: every test beat was told right.");
            return;
        }
        float[] range = BeatPicture.range(test);
        List<Report.Tile> tiles = new ArrayList<>();
        for (int row : rows) {
            int said = BeatScores.largest(probabilities[row]);
            tiles.add(new Report.Tile(BeatPicture.of(test.rows(row), range), String.format(Locale.ROOT, "%s, taken for %s (%.1f %%)", test.classes().get((int) test.y().at(row)),
                    test.classes().get(said), 100 * probabilities[row][said])));
        }
        report.gallery("mistakes", "Test beats that were taken for another kind, those first of which the model was surest", tiles);
    }
}
