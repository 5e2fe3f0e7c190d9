package dyp.labs.face;

import dyp.explain.Explanation;
import dyp.explain.Explainers;
import dyp.tensor.NDArray;
import dyp.train.Model;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The pointing game (Zhang et al. 2016, "Top-down neural attention by excitation backprop"): whether the largest number of a picture's Grad-CAM lies on a part of the face
 * that shows the mood, and what share of the map lies there; both beside the share of the picture that these parts cover, which is what pointing anywhere gives.
 *
 * @param pictures how many were looked at
 * @param peaks the share of them whose peak is on a part
 * @param mass the mean share of the map that is on a part
 * @param area the mean share of the picture that is
 * @param where for each class, the share of its peaks on brows, eyes, nose and mouth, and elsewhere ("")
 */
record Pointing(int pictures, double peaks, double mass, double area, Map<String, Map<String, Double>> where) {
    static final List<String> PLACES = List.of("brows", "eyes", "nose", "mouth", "");

    /** @param rows of the test pictures to look at */
    static Pointing of(Model model, NDArray pictures, List<Parts> parts, Judgement judged, List<String> classes, int[] rows) {
        double peaks = 0;
        double mass = 0;
        double area = 0;
        Map<String, List<String>> found = new LinkedHashMap<>();
        for (int row : rows) {
            Explanation e = explain(model, pictures, row, judged.said(row));
            Parts face = parts.get(row);
            int[] peak = e.peak();
            String place = face.at(peak[1], peak[0]);
            peaks += place.isEmpty() ? 0 : 1;
            mass += mass(e.map(), face);
            area += face.area();
            found.computeIfAbsent(classes.get(judged.said(row)), _ -> new ArrayList<>()).add(place);
        }
        Map<String, Map<String, Double>> where = new LinkedHashMap<>();
        found.forEach((name, places) -> {
            Map<String, Double> shares = new LinkedHashMap<>();
            PLACES.forEach(p -> shares.put(p, (double) places.stream().filter(p::equals).count() / places.size()));
            where.put(name, shares);
        });
        int n = Math.max(1, rows.length);
        return new Pointing(rows.length, peaks / n, mass / n, area / n, where);
    }

    private static double mass(NDArray map, Parts face) {
        double on = 0;
        double all = 0;
        for (int i = 0; i < map.size(); i++) {
            double value = Math.max(0, map.at(i));
            all += value;
            on += face.at(i % DrawnFaces.SIDE, i / DrawnFaces.SIDE).isEmpty() ? 0 : value;
        }
        return all == 0 ? 0 : on / all;
    }

    /** Grad-CAM for a class, at the layer of 12 x 12 places. */
    static Explanation explain(Model model, NDArray pictures, int row, int target) {
        return Explainers.gradCam().layer(FaceNetworks.FEATURES).explain(model, pictures.rows(row, row + 1).reshape(DrawnFaces.SIDE, DrawnFaces.SIDE, 1), target);
    }
}
