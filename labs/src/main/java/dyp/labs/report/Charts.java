package dyp.labs.report;

import dyp.train.History;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Charts of lines, by XChart. */
public final class Charts {
    static final int WIDTH = 760;
    static final int HEIGHT = 460;
    private static final float[] DASHES = {7, 5};

    private Charts() {}

    /**
     * A line of a chart.
     *
     * @param dashed as what is compared with
     * @param color which of the chart's colours, from 0; -1 for a faint grey
     */
    public record Line(String name, double[] x, double[] y, boolean dashed, int color) {
        /** One value per whole number from 1 on: epochs. */
        public static Line counted(String name, double[] y, boolean dashed, int color) {
            return new Line(name, IntStream.rangeClosed(1, y.length).asDoubleStream().toArray(), y, dashed, color);
        }
    }

    /** How an axis goes. @param least where it begins; NaN for where the values do, and so {@code most} */
    public record Axis(String name, double least, double most, boolean logarithmic) {
        public static Axis of(String name) {
            return new Axis(name, Double.NaN, Double.NaN, false);
        }

        /** From 0 to 1. */
        public static Axis share(String name) {
            return new Axis(name, 0, 1, false);
        }

        public static Axis logarithmic(String name) {
            return new Axis(name, Double.NaN, Double.NaN, true);
        }
    }

    /** Lines over an axis; a line of one point is a dot. */
    public static BufferedImage lines(Axis x, Axis y, List<Line> lines) {
        return lines(x, y, lines, Styler.LegendPosition.OutsideS);
    }

    static BufferedImage lines(Axis x, Axis y, List<Line> lines, Styler.LegendPosition legend) {
        Canvas.metrics(Canvas.font(12)); // headless before XChart asks
        XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).xAxisTitle(x.name()).yAxisTitle(y.name()).build();
        XYStyler s = chart.getStyler();
        style(s);
        s.setLegendPosition(legend);
        axes(s, x, y);
        for (Line line : lines) {
            XYSeries series = chart.addSeries(line.name(), line.x(), line.y());
            Color color = line.color() < 0 ? new Color(0x999999) : Palette.series(line.color());
            series.setMarkerColor(color).setLineColor(color);
            series.setMarker(line.x().length < 15 && line.color() >= 0 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
            series.setLineStyle(new BasicStroke(line.color() < 0 ? 1.2f : 2.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, line.dashed() ? DASHES : null, 0));
            series.setShowInLegend(line.color() >= 0);
        }
        return BitmapEncoder.getBufferedImage(chart);
    }

    static void style(Styler s) {
        s.setChartBackgroundColor(Palette.PAPER).setPlotBackgroundColor(Palette.PAPER).setPlotBorderColor(Palette.FAINT).setChartFontColor(Palette.INK);
        s.setChartTitleVisible(false).setLegendBorderColor(Palette.PAPER).setLegendFont(Canvas.font(13)).setLegendPadding(6);
        s.setLegendLayout(Styler.LegendLayout.Horizontal).setChartPadding(12).setAntiAlias(true);
    }

    private static void axes(XYStyler s, Axis x, Axis y) {
        s.setAxisTickLabelsFont(Canvas.font(13)).setAxisTitleFont(Canvas.bold(13)).setPlotGridLinesColor(new Color(0xE4E4E4));
        s.setAxisTickMarksColor(Palette.FAINT).setXAxisLogarithmic(x.logarithmic()).setYAxisLogarithmic(y.logarithmic()).setMarkerSize(6);
        s.setLocale(Locale.ROOT);
        // Where there are few values XChart labels them with all their digits.
        if (!x.logarithmic()) {
            s.setXAxisDecimalPattern("#,##0.##");
        }
        if (!y.logarithmic()) {
            s.setYAxisDecimalPattern("#,##0.####");
        }
        if (!Double.isNaN(x.least())) {
            s.setXAxisMin(x.least()).setXAxisMax(x.most());
        }
        if (!Double.isNaN(y.least())) {
            s.setYAxisMin(y.least()).setYAxisMax(y.most());
        }
    }

    /** One figure of a history over the epochs, beside the validation's where there was one. Values that are not finite are left out. */
    static BufferedImage curve(History history, String figure) {
        List<Line> lines = new ArrayList<>();
        add(lines, history, figure, "training", false, 0);
        add(lines, history, "val_" + figure, "validation", true, 1);
        return lines(new Axis("epoch", 1, Math.max(2, history.epochs().size()), false), Axis.of(figure.replace('_', ' ')), lines);
    }

    private static void add(List<Line> lines, History history, String figure, String name, boolean dashed, int color) {
        List<Map<String, Double>> epochs = history.epochs();
        int[] there = IntStream.range(0, epochs.size()).filter(e -> Double.isFinite(epochs.get(e).getOrDefault(figure, Double.NaN))).toArray();
        if (there.length > 0) {
            lines.add(new Line(name, IntStream.of(there).mapToDouble(e -> e + 1.0).toArray(), IntStream.of(there).mapToDouble(e -> epochs.get(e).get(figure)).toArray(),
                    dashed, color));
        }
    }

    /** What a history has curves of: its figures, the validation's beside the training's. */
    static List<String> figures(History history) {
        return history.epochs().stream().flatMap(e -> e.keySet().stream()).map(n -> n.startsWith("val_") ? n.substring(4) : n).distinct()
                .filter(n -> history.epochs().stream().anyMatch(e -> Double.isFinite(e.getOrDefault(n, Double.NaN)) || Double.isFinite(e.getOrDefault("val_" + n, Double.NaN))))
                .toList();
    }

    /** Two pictures side by side. */
    static BufferedImage beside(BufferedImage a, BufferedImage b) {
        Canvas c = new Canvas(a.getWidth() + b.getWidth(), Math.max(a.getHeight(), b.getHeight()));
        c.g.drawImage(a, 0, 0, null);
        c.g.drawImage(b, a.getWidth(), 0, null);
        return c.image;
    }
}
