package dyp.labs.ecg;

import dyp.explain.Explainer;
import dyp.explain.Explainers;
import dyp.explain.Overlay;
import dyp.labs.recipe.Lab;
import dyp.labs.report.Report;
import dyp.tensor.NDArray;
import dyp.train.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The test beats that went wrong although the model was sure. */
final class BeatMistakes {
    private static final int MAPS = 3;
    private static final String EXPLAINED = "A mistake that the model was sure of says more than one it wavered at: it may be a beat that experts would "
            + "argue about, or something that the network "
            + "takes for the mark of a kind and that is none. Below, the first of them with two maps for the kind that they were taken for: where the "
            + "network's last convolutions found that kind "
            + "(Grad-CAM, coarse), and which points move its score most (the gradient, fine). A map shows what the answer hangs on, not whether that is a good reason.";

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
        report.text(EXPLAINED).gallery("mistakes", "Test beats that were taken for another kind, those first of which the model was surest", tiles);
        for (int i = 0; i < Math.min(MAPS, rows.length); i++) {
            lab.checkStop();
            NDArray beat = test.x().rows(rows[i], rows[i] + 1).reshape(test.length(), test.channels());
            int said = BeatScores.largest(probabilities[rows[i]]);
            String title = tiles.get(i).title();
            for (Explainer way : List.of(Explainers.gradCam().layer(BeatNetworks.MAP), Explainers.saliency())) {
                Overlay overlay = new Overlay().names(test.classes()).features(List.of("ECG", "cycle").subList(0, test.channels()));
                report.picture("mistake-" + (i + 1) + "-" + way.name(), title + ": " + way.about(), overlay.draw(way.explain(network, beat, said)));
            }
        }
    }
}
