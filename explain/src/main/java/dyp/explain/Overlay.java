package dyp.explain;

import dyp.store.SafeFile;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * Explanations as pictures, with a colour bar: a picture beside itself under the map; of a volume the three planes through the map's largest
 * number, plain and under the map; a signal's curves before the map's colours; a table's row as bars. Unsigned maps go from dark violet to
 * yellow, signed ones from blue (against the class) over white to orange (for it).
 *
 * @param title above; null for method, class and answer
 * @param caption below; null for none
 * @param opacity of the map over the picture, 0 to 1
 * @param names what the classes are called; empty for their numbers
 * @param features what a table's features or a signal's channels are called; empty for their numbers
 */
public record Overlay(String title, String caption, double opacity, List<String> names, List<String> features) {
    public Overlay {
        if (!(opacity >= 0 && opacity <= 1)) {
            throw new DypException("opacity goes from 0 (the picture alone) to 1 (the map alone), but " + opacity + " came.");
        }
        names = List.copyOf(names);
        features = List.copyOf(features);
    }

    public Overlay() {
        this(null, null, 0.6, List.of(), List.of());
    }

    /** The explanation over its sample; of a picture or volume the smallest number is drawn black and the largest white. */
    public BufferedImage draw(Explanation explanation) {
        NDArray sample = explanation.sample();
        return draw(explanation, sample.shape().rank() < 3 ? sample : Maps.scaled(sample));
    }

    /**
     * The explanation over the sample as people see it, as before preprocessing.
     *
     * @param shown 0 (black) to 1 (white), with the sample's places: (height, width, 1 or 3 or 4) and so on; of a signal, any numbers; a
     *     table's row is drawn as it was explained
     * @throws DypException where it has other places than the explanation's map
     */
    public BufferedImage draw(Explanation explanation, NDArray shown) {
        String heading = title != null ? title : heading(explanation);
        if (explanation.sample().shape().rank() == 1) {
            return Plate.framed(new Bars(explanation, features), null, heading, caption);
        }
        Scale scale = Scale.of(explanation.map());
        return Plate.framed(over(explanation, scale, shown), scale, heading, caption);
    }

    private Plate over(Explanation explanation, Scale scale, NDArray shown) {
        Shape map = explanation.map().shape();
        NDArray sample = shown.shape().equals(map) ? shown.reshape(withChannel(map)) : shown;
        if (!sample.shape().slice(0, sample.shape().rank() - 1).equals(map)) {
            throw new DypException("The map has places " + map + ", but what it is to be drawn over is " + shown.shape() + ". Give it the same places.");
        }
        return switch (map.rank()) {
            case 1 -> new Curves(explanation.map(), scale, sample, features);
            case 2 -> Pictures.beside(explanation.map(), scale, sample, opacity);
            case 3 -> Pictures.planes(explanation, scale, sample, opacity);
            default -> throw new DypException("Maps of one, two or three axes are drawn, but this one is " + map + ". Draw a part of it.");
        };
    }

    /**
     * Many explanations of one picture in rows, as the heads of an attention's layers, all in the same colours.
     *
     * @param shown the picture, as in {@link #draw(Explanation, NDArray)}
     * @throws DypException where they are not of pictures
     */
    public BufferedImage draw(List<List<Explanation>> rows, NDArray shown) {
        List<Explanation> all = rows.stream().flatMap(List::stream).toList();
        if (all.isEmpty() || all.stream().anyMatch(e -> e.map().shape().rank() != 2 || !e.map().shape().equals(shown.shape().slice(0, 2)))) {
            throw new DypException("Rows of maps are drawn over a picture of their size, but got maps of " + all.stream().map(e -> e.map().shape()).distinct().toList()
                    + " and " + shown.shape() + ".");
        }
        Scale scale = Scale.of(all.stream().map(Explanation::map).toList());
        return Plate.framed(Pictures.grid(rows, scale, shown, opacity), scale, title != null ? title : all.getFirst().method(), caption);
    }

    private static int[] withChannel(Shape map) {
        int[] dims = Arrays.copyOf(map.dims(), map.rank() + 1);
        dims[map.rank()] = 1;
        return dims;
    }

    private String heading(Explanation e) {
        String name = e.target() < names.size() ? names.get(e.target()) : "class " + e.target();
        return e.method() + ": " + name + String.format(Locale.ROOT, " (%.1f%%)", 100 * e.probability()) + e.layer().map(l -> ", layer " + l).orElse("");
    }

    /** Writes a picture as PNG. */
    public static void save(BufferedImage image, Path file) {
        SafeFile.replace(file, out -> {
            if (!ImageIO.write(image, "png", out)) {
                throw new IOException("this JDK writes no PNG");
            }
        });
    }

    public Overlay title(String text) {
        return new Overlay(text, caption, opacity, names, features);
    }

    public Overlay caption(String text) {
        return new Overlay(title, text, opacity, names, features);
    }

    public Overlay opacity(double share) {
        return new Overlay(title, caption, share, names, features);
    }

    /** What the classes are called, in their order. */
    public Overlay names(List<String> classes) {
        return new Overlay(title, caption, opacity, classes, features);
    }

    /** What a table's features or a signal's channels are called, in their order. */
    public Overlay features(List<String> called) {
        return new Overlay(title, caption, opacity, names, called);
    }
}
