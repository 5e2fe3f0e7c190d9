package dyp.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Pictures side by side, each with its truth and what the network says beneath. */
final class Gallery {
    private static final int PER_ROW = 4;
    private static final int WIDTH = 18;
    private static final String GAP = "  ";

    private Gallery() {}

    static String render(Verdict verdict, int[] shown, List<String> names, Screen screen) {
        StringBuilder text = new StringBuilder();
        for (int from = 0; from < shown.length; from += PER_ROW) {
            List<List<String>> cards = Arrays.stream(shown, from, Math.min(shown.length, from + PER_ROW))
                    .mapToObj(i -> card(verdict, i, names, screen)).toList();
            for (int line = 0; line < cards.getFirst().size(); line++) {
                int at = line;
                text.append(String.join(GAP, cards.stream().map(c -> c.get(at)).toList()).stripTrailing()).append('\n');
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static List<String> card(Verdict verdict, int i, List<String> names, Screen screen) {
        int side = verdict.samples().x().shape().dim(1);
        List<String> lines = new ArrayList<>(DigitArt.draw(verdict.samples().x().floats(), i * side * side, side, WIDTH, screen));
        boolean wrong = verdict.wrong(i);
        lines.add(padded("truth " + names.get(verdict.truth(i))));
        lines.add(padded("said  " + names.get(verdict.predicted()[i])));
        String sure = padded(String.format(Locale.ROOT, "sure  %.0f%%%s", Math.floor(100 * verdict.sure()[i]), wrong ? "  WRONG" : ""));
        lines.add(wrong ? screen.style(Screen.RED, sure) : sure);
        return lines;
    }

    private static String padded(String text) {
        return text + " ".repeat(Math.max(0, WIDTH - text.length()));
    }
}
