package dyp.labs.table;

import dyp.explain.Explainers;
import dyp.explain.Explanation;
import dyp.explain.KernelShap;
import dyp.explain.Overlay;
import dyp.labs.recipe.Lab;
import dyp.tensor.NDArray;
import dyp.train.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/** What a network of encoded rows goes by: SHAP values, those of a column's numbers taken together. */
final class HeartReasons {
    private static final int BACKGROUND = 40, PEOPLE = 60, COALITIONS = 512, SICK = 1;

    private HeartReasons() {}

    /** @param strength for each column the mean size of its SHAP value */
    record Strengths(double[] strength) {}

    static void report(Lab lab, HeartTable table, TableEncoder encoder, Model model) {
        float[][] x = encoder.encode(table.features());
        List<Integer> order = new ArrayList<>(IntStream.range(0, x.length).boxed().toList());
        Collections.shuffle(order, new Random(lab.seed()));
        KernelShap shap = Explainers.kernelShap(MlpEnsemble.array(rows(x, order.subList(0, Math.min(BACKGROUND, x.length))))).groups(groups(encoder)).coalitions(COALITIONS).seed(lab.seed());
        List<Integer> people = order.reversed().subList(0, Math.min(lab.quick() ? 3 : PEOPLE, x.length));
        Strengths found = lab.once("reasons", Strengths.class, () -> new Strengths(strengths(shap, model, x, people)));

        List<String> names = List.of(HeartTable.NAMES);
        int[] largest = IntStream.range(0, names.size()).boxed().sorted(Comparator.comparingDouble(i -> -found.strength[i])).mapToInt(i -> i).toArray();
        lab.report().heading("What the network goes by").text(String.format(Locale.ROOT, "SHAP values of the network of all, in units of its score (log odds): how far knowing a column moves the score, on average over the orders in which columns could become known. "
                        + "Mean size over %d people, against a background of %d. They say what this network uses, not what makes hearts ill; of columns that go together it may use either.", people.size(), Math.min(BACKGROUND, x.length)))
                .bars("reasons", "Mean size of each column's SHAP value", Arrays.stream(largest).mapToObj(names::get).toList(), Arrays.stream(largest).mapToDouble(i -> found.strength[i]).toArray());
        int patient = people.stream().filter(i -> table.sick()[i] == SICK).findFirst().orElse(people.getFirst());
        Explanation e = shap.explain(model, MlpEnsemble.array(new float[][] {x[patient]}).reshape(x[0].length), SICK);
        List<String> features = IntStream.range(0, names.size()).mapToObj(i -> names.get(i) + " = " + HeartRecipe.cell(table.features().columns().get(i), patient)).toList();
        lab.report().picture("patient", String.format(Locale.ROOT, "What speaks for and against disease in row %d, who is %s", patient, table.sick()[patient] == SICK ? "sick" : "healthy"),
                new Overlay().title(String.format(Locale.ROOT, "Row %d: disease %.0f%%", patient, 100 * e.probability())).features(features).draw(e));
    }

    private static double[] strengths(KernelShap shap, Model model, float[][] x, List<Integer> people) {
        double[] sum = new double[HeartTable.NAMES.length];
        for (int person : people) {
            NDArray values = shap.explain(model, MlpEnsemble.array(new float[][] {x[person]}).reshape(x[0].length), SICK).map();
            Arrays.setAll(sum, i -> sum[i] + Math.abs(values.at(i)) / people.size());
        }
        return sum;
    }

    /** Which of the encoded numbers belong to each column. */
    private static List<List<Integer>> groups(TableEncoder encoder) {
        int[] origin = encoder.origins();
        return IntStream.range(0, HeartTable.NAMES.length).mapToObj(c -> IntStream.range(0, origin.length).filter(i -> origin[i] == c).boxed().toList()).toList();
    }

    private static float[][] rows(float[][] x, List<Integer> chosen) {
        return chosen.stream().map(i -> x[i]).toArray(float[][]::new);
    }
}
