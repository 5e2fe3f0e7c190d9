package dyp.explain;

import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntBinaryOperator;

/**
 * Pictures in rows, each enlarged alike.
 *
 * @param rows pictures of the same height in each row
 * @param names under each column; empty for none
 */
record Pictures(List<List<BufferedImage>> rows, List<String> names, int scale) implements Plate {
    private static final int WANTED = 256;

    /** The picture, and beside it the same under the map. */
    static Plate beside(NDArray map, Scale scale, NDArray sample, double opacity) {
        int h = map.shape().dim(0);
        int w = map.shape().dim(1);
        BufferedImage plain = image(h, w, (y, x) -> color(sample, y * w + x));
        BufferedImage under = image(h, w, (y, x) -> mixed(sample, map, scale, y * w + x, opacity));
        return new Pictures(List.of(List.of(plain, under)), List.of(), enlarged(Math.max(h, w)));
    }

    /** The planes through the map's peak, plain and under the map. */
    static Plate planes(Explanation explanation, Scale scale, NDArray sample, double opacity) {
        NDArray map = explanation.map();
        Shape s = map.shape();
        int[] peak = explanation.peak();
        List<BufferedImage> plain = new ArrayList<>();
        List<BufferedImage> under = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int axis = 0; axis < 3; axis++) {
            int down = axis == 0 ? 1 : 0;
            int across = axis == 2 ? 1 : 2;
            int[] strides = s.strides();
            int at = peak[axis] * strides[axis];
            plain.add(image(s.dim(down), s.dim(across), (y, x) -> color(sample, at + y * strides[down] + x * strides[across])));
            under.add(image(s.dim(down), s.dim(across), (y, x) -> mixed(sample, map, scale, at + y * strides[down] + x * strides[across], opacity)));
            names.add("axis " + axis + " at " + peak[axis]);
        }
        int longest = Math.max(s.dim(0), Math.max(s.dim(1), s.dim(2)));
        return new Pictures(List.of(plain, under), names, Math.max(1, enlarged(longest) * 3 / 4));
    }

    /** The picture under each of many maps. */
    static Plate grid(List<List<Explanation>> rows, Scale scale, NDArray sample, double opacity) {
        List<List<BufferedImage>> images = rows.stream().map(row -> row.stream().map(e -> image(sample.shape().dim(0), sample.shape().dim(1),
                (y, x) -> mixed(sample, e.map(), scale, y * sample.shape().dim(1) + x, opacity))).toList()).toList();
        return new Pictures(images, List.of(), Math.max(1, enlarged(Math.max(sample.shape().dim(0), sample.shape().dim(1))) / 2));
    }

    private static int enlarged(int longest) {
        return Math.max(1, (WANTED + longest - 1) / longest);
    }

    private static BufferedImage image(int height, int width, IntBinaryOperator rgb) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, rgb.applyAsInt(y, x));
            }
        }
        return image;
    }

    /** A place of the sample in its own colours, or in grey. */
    private static int color(NDArray sample, int place) {
        int channels = sample.shape().last();
        if (channels == 3 || channels == 4) {
            return level(sample.at(place * channels)) << 16 | level(sample.at(place * channels + 1)) << 8 | level(sample.at(place * channels + 2));
        }
        return level(grey(sample, place)) * 0x010101;
    }

    private static double grey(NDArray sample, int place) {
        int channels = sample.shape().last();
        int at = place * channels;
        if (channels == 3 || channels == 4) {
            return 0.299 * sample.at(at) + 0.587 * sample.at(at + 1) + 0.114 * sample.at(at + 2);
        }
        double sum = 0;
        for (int c = 0; c < channels; c++) {
            sum += sample.at(at + c);
        }
        return sum / channels;
    }

    private static int level(double value) {
        return (int) Math.round(255 * Math.clamp(value, 0, 1));
    }

    /** The picture stays between some greys, so that its black and white do not pass for colours of the map; light ones where 0 is white. */
    private static int mixed(NDArray sample, NDArray map, Scale scale, int place, double opacity) {
        double grey = Math.clamp(grey(sample, place), 0, 1);
        double under = 255 * (scale.colors() == ColorMap.DIVERGING ? 0.5 + 0.5 * grey : 0.1 + 0.7 * grey);
        Color over = new Color(scale.rgb(map.at(place)));
        return mix(under, over.getRed(), opacity) << 16 | mix(under, over.getGreen(), opacity) << 8 | mix(under, over.getBlue(), opacity);
    }

    private static int mix(double under, double over, double opacity) {
        return (int) Math.round(under * (1 - opacity) + over * opacity);
    }

    private int width(int column) {
        int widest = rows.stream().mapToInt(row -> row.get(column).getWidth() * scale).max().orElse(0);
        return names.isEmpty() ? widest : Math.max(widest, Canvas.metrics(false).stringWidth(names.get(column)));
    }

    private static int height(List<BufferedImage> row) {
        return row.stream().mapToInt(BufferedImage::getHeight).max().orElse(0);
    }

    @Override
    public int width() {
        int sum = 0;
        for (int i = 0; i < rows.getFirst().size(); i++) {
            sum += width(i) + (i > 0 ? Canvas.GAP : 0);
        }
        return sum;
    }

    @Override
    public int height() {
        int sum = names.isEmpty() ? 0 : Canvas.lineHeight() + 2;
        for (int i = 0; i < rows.size(); i++) {
            sum += height(rows.get(i)) * scale + (i > 0 ? Canvas.GAP : 0);
        }
        return sum;
    }

    @Override
    public void draw(Canvas canvas, int x, int y) {
        int top = y;
        for (List<BufferedImage> row : rows) {
            int left = x;
            for (int i = 0; i < row.size(); i++) {
                BufferedImage image = row.get(i);
                canvas.graphics().drawImage(image, left, top, image.getWidth() * scale, image.getHeight() * scale, null);
                canvas.frame(left, top, image.getWidth() * scale, image.getHeight() * scale);
                left += width(i) + Canvas.GAP;
            }
            top += height(row) * scale + Canvas.GAP;
        }
        int left = x;
        for (int i = 0; i < names.size(); i++) {
            canvas.text(names.get(i), left, top - Canvas.GAP + 2, false);
            left += width(i) + Canvas.GAP;
        }
    }
}
