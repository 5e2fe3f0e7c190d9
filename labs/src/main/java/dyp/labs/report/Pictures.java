package dyp.labs.report;

import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Samples as pictures. */
public final class Pictures {
    private Pictures() {}

    /**
     * One of a batch of pictures.
     *
     * @param batch (n, height, width), (n, height, width, 1) for grey or (n, height, width, 3) for colours, from 0 to 1; what lies outside is clipped
     */
    public static BufferedImage of(NDArray batch, int row) {
        Shape s = batch.shape();
        int channels = s.rank() == 4 ? s.dim(3) : 1;
        if (s.rank() < 3 || s.rank() > 4 || channels != 1 && channels != 3) {
            throw new DypException("Pictures are (n, height, width), (n, height, width, 1) or (n, height, width, 3), but " + s + " came.");
        }
        int height = s.dim(1);
        int width = s.dim(2);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int at = row * batch.rowSize();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int rgb = 0;
                for (int c = 0; c < 3; c++) {
                    double value = batch.at(at + (y * width + x) * channels + Math.min(c, channels - 1));
                    rgb = rgb << 8 | (int) Math.round(255 * Math.clamp(value, 0, 1));
                }
                image.setRGB(x, y, rgb);
            }
        }
        return image;
    }

    /** The picture no wider than so many pixels. */
    public static BufferedImage narrowed(BufferedImage image, int width) {
        if (image.getWidth() <= width) {
            return image;
        }
        Canvas c = new Canvas(width, Math.max(1, image.getHeight() * width / image.getWidth()));
        c.g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        c.g.drawImage(image, 0, 0, c.image.getWidth(), c.image.getHeight(), null);
        return c.image;
    }
}
