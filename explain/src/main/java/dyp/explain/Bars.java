package dyp.explain;

import java.awt.Color;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The parts of a table's row as bars, the largest first: to the right what speaks for the class, to the left what speaks against it.
 *
 * @param names of the features; empty for their numbers
 */
record Bars(Explanation explanation, List<String> names) implements Plate {
    private static final int SHOWN = 20;
    private static final int HALF = 200;
    private static final Color FOR = new Color(ColorMap.DIVERGING.rgb(0.85));
    private static final Color AGAINST = new Color(ColorMap.DIVERGING.rgb(0.15));

    private List<Integer> order() {
        return IntStream.range(0, explanation.map().size()).boxed().sorted(Comparator.comparingDouble(i -> -Math.abs(explanation.map().at(i)))).limit(SHOWN).toList();
    }

    private String name(int feature) {
        String name = feature < names.size() ? names.get(feature) : "feature " + feature;
        boolean single = explanation.map().size() == explanation.sample().size();
        return single ? name + " = " + Scale.text(explanation.sample().at(feature)) : name;
    }

    private int left() {
        return order().stream().mapToInt(i -> Canvas.metrics(false).stringWidth(name(i))).max().orElse(0) + Canvas.GAP;
    }

    private int row() {
        return Canvas.lineHeight() + 4;
    }

    /** Room for a bar's number at its end. */
    private int room() {
        return order().stream().mapToInt(i -> Canvas.metrics(false).stringWidth(Scale.text(explanation.map().at(i)))).max().orElse(0) + 8;
    }

    @Override
    public int width() {
        return left() + 2 * (HALF + room());
    }

    @Override
    public int height() {
        return order().size() * row() + (order().size() < explanation.map().size() ? row() : 0);
    }

    @Override
    public void draw(Canvas canvas, int x, int y) {
        int middle = x + left() + room() + HALF;
        List<Integer> order = order();
        double largest = Math.max(Math.abs(explanation.map().at(order.getFirst())), Double.MIN_NORMAL);
        for (int i = 0; i < order.size(); i++) {
            double value = explanation.map().at(order.get(i));
            int top = y + i * row();
            int length = (int) Math.round(Math.abs(value) / largest * HALF);
            canvas.text(name(order.get(i)), x, top + 2, false);
            canvas.graphics().setColor(value < 0 ? AGAINST : FOR);
            canvas.graphics().fillRect(value < 0 ? middle - length : middle, top + 2, length, row() - 4);
            String text = Scale.text(value);
            int wide = Canvas.metrics(false).stringWidth(text);
            canvas.text(text, value < 0 ? middle - length - wide - 4 : middle + length + 4, top + 2, false);
        }
        canvas.graphics().setColor(Canvas.INK);
        canvas.graphics().drawLine(middle, y, middle, y + order.size() * row());
        if (order.size() < explanation.map().size()) {
            canvas.text("and " + (explanation.map().size() - order.size()) + " more", x, y + order.size() * row() + 2, false);
        }
    }
}
