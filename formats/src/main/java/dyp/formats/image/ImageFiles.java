package dyp.formats.image;

import dyp.formats.file.DataFile;
import dyp.formats.resample.Resample;
import dyp.op.Resize;
import dyp.store.Fault;
import dyp.tensor.DypException;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.nio.file.Path;

/**
 * How pictures are read: PNG, JPEG, BMP, GIF (its first picture) and TIFF (its first page) as float32 (height, width, channels).
 *
 * <pre>{@code
 * NDArray cat = ImageFiles.rgb().size(224, 224).read(Path.of("cat.jpg"));
 * }</pre>
 *
 * <p>Numbers run from 0 to 255, as those of Keras's {@code load_img} and {@code image_dataset_from_directory}; pictures of 16 bits give fractions.
 * Photographs are turned upright as their camera was held (Exif). Colour profiles are not applied.
 *
 * @param height of what is given, 0 for the picture's own
 * @param width of what is given, 0 for the picture's own
 * @param aspect what becomes of a picture whose sides have another ratio
 * @param method how values between pixels are found
 * @param antialias where a picture shrinks, whether every pixel counts
 * @param scale what 255 becomes
 * @param mostPixels larger pictures are refused before they are unpacked
 */
public record ImageFiles(Channels channels, int height, int width, Aspect aspect, Resize.Method method, boolean antialias, double scale, long mostPixels) {
    private static final long MOST_PIXELS = 50_000_000;
    private static final long LONGEST_FILE = 1L << 30;
    private static final double WHITE = 255;

    /** What becomes of a picture whose sides have another ratio than is asked for. */
    public enum Aspect {
        /** It is stretched. */
        STRETCH,
        /** The largest window in its middle that has the ratio is taken. */
        CROP,
        /** A black border is put around it. */
        PAD
    }

    public ImageFiles {
        if (height < 0 || width < 0 || (height == 0) != (width == 0)) {
            throw new DypException("A picture's size is a height and a width of 1 or more, but " + height + " x " + width + " came.");
        }
        if (mostPixels < 1) {
            throw new DypException("mostPixels must be 1 or more, but " + mostPixels + " came.");
        }
    }

    /** Red, green, blue. */
    public static ImageFiles rgb() {
        return of(Channels.RGB);
    }

    /** One number per pixel. */
    public static ImageFiles grey() {
        return of(Channels.GREY);
    }

    public static ImageFiles of(Channels channels) {
        return new ImageFiles(channels, 0, 0, Aspect.STRETCH, Resize.Method.BILINEAR, false, WHITE, MOST_PIXELS);
    }

    /** Every picture in this size, stretched where its sides have another ratio; see {@link #aspect(Aspect)}. */
    public ImageFiles size(int height, int width) {
        return new ImageFiles(channels, height, width, aspect, method, antialias, scale, mostPixels);
    }

    public ImageFiles aspect(Aspect kept) {
        return new ImageFiles(channels, height, width, kept, method, antialias, scale, mostPixels);
    }

    public ImageFiles method(Resize.Method interpolation) {
        return new ImageFiles(channels, height, width, aspect, interpolation, antialias, scale, mostPixels);
    }

    public ImageFiles antialias(boolean all) {
        return new ImageFiles(channels, height, width, aspect, method, all, scale, mostPixels);
    }

    /** Numbers from 0 to 1 in place of 0 to 255. */
    public ImageFiles zeroToOne() {
        return new ImageFiles(channels, height, width, aspect, method, antialias, 1, mostPixels);
    }

    public ImageFiles mostPixels(long most) {
        return new ImageFiles(channels, height, width, aspect, method, antialias, scale, most);
    }

    /** The shape of every picture that is read; only with {@link #size}. */
    public Shape shape() {
        if (height == 0) {
            throw new DypException("Pictures of different sizes make no dataset. Say which size they get: ImageFiles.rgb().size(224, 224).");
        }
        return Shape.of(height, width, channels.count());
    }

    /**
     * Reads a picture.
     *
     * @return float32 (height, width, channels)
     * @throws DypException where it is no picture, damaged, truncated or too large
     */
    public NDArray read(Path file) {
        return DataFile.read(file, data -> {
            if (data.size() > LONGEST_FILE) {
                throw new Fault("is no picture of a size that is read: it has " + data.size() + " bytes.");
            }
            return finished(Decoder.decode(data.all().array(), channels, mostPixels));
        });
    }

    private NDArray finished(NDArray picture) throws Fault {
        NDArray sized = height == 0 ? picture : sized(picture);
        if (scale != WHITE) {
            float factor = (float) (scale / WHITE);
            for (int i = 0; i < sized.size(); i++) {
                sized.floats()[i] *= factor;
            }
        }
        return sized;
    }

    private NDArray sized(NDArray picture) throws Fault {
        int h = picture.shape().dim(0), w = picture.shape().dim(1);
        // As long as the other side asks for, rounded down as Keras does.
        int fittingHeight = (int) ((double) w * height / width), fittingWidth = (int) ((double) h * width / height);
        NDArray fitting = switch (aspect) {
            case STRETCH -> picture;
            case CROP -> {
                int ch = Math.clamp(fittingHeight, 1, h), cw = Math.clamp(fittingWidth, 1, w);
                yield window(picture, (h - ch) / 2, (w - cw) / 2, ch, cw);
            }
            case PAD -> {
                int ph = Math.max(h, fittingHeight), pw = ph > h ? w : Math.max(w, fittingWidth);
                if ((long) ph * pw > mostPixels) {
                    throw new Fault("has " + w + " x " + h + " pixels, which a border would make more than " + mostPixels + ". See mostPixels.");
                }
                yield window(picture, -((ph - h) / 2), -((pw - w) / 2), ph, pw);
            }
        };
        // The axis first that leaves less to do.
        boolean rows = (long) height * fitting.shape().dim(1) <= (long) width * fitting.shape().dim(0);
        NDArray half = rows ? Resample.axis(fitting, 0, height, method, antialias) : Resample.axis(fitting, 1, width, method, antialias);
        return rows ? Resample.axis(half, 1, width, method, antialias) : Resample.axis(half, 0, height, method, antialias);
    }

    /** A part of a picture, with zeros where it goes beyond it. */
    private static NDArray window(NDArray picture, int top, int left, int height, int width) {
        int h = picture.shape().dim(0), w = picture.shape().dim(1), channels = picture.shape().dim(2);
        NDArray out = NDArray.zeros(Shape.of(height, width, channels));
        int from = Math.max(0, left), count = Math.min(w, left + width) - from;
        for (int y = Math.max(0, -top); y < Math.min(height, h - top); y++) {
            System.arraycopy(picture.floats(), ((y + top) * w + from) * channels, out.floats(), (y * width + from - left) * channels, count * channels);
        }
        return out;
    }
}
