package dyp.formats.image;

import dyp.store.Fault;
import dyp.store.SafeFile;
import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.color.ColorSpace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** From a file's bytes to numbers, by the JDK's decoders, with sizes held against bounds before any pixel has memory. */
final class Decoder {
    private static final float WHITE = 255;

    private Decoder() {}

    /** float32 (height, width, channels) from 0 to 255, upright. */
    static NDArray decode(byte[] file, Channels channels, long mostPixels) throws IOException {
        Format format = Format.of(file);
        Orientation[] orientation = {Orientation.UPRIGHT};
        byte[] plain = switch (format) {
            case PNG -> Strip.png(file);
            case JPEG -> Strip.jpeg(file, orientation);
            default -> file;
        };
        if (format == Format.TIFF) {
            orientation[0] = Orientation.of(ByteBuffer.wrap(file));
        }
        ImageReader reader = format.reader();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(plain))) {
            List<String> warnings = new ArrayList<>();
            IIOReadWarningListener listener = (_, warning) -> warnings.add(warning);
            reader.addIIOReadWarningListener(listener);
            reader.setInput(in, false, format != Format.PNG);
            long width = reader.getWidth(0), height = reader.getHeight(0);
            if (width < 1 || height < 1 || width * height > mostPixels || !format.believes(width * height, file.length)) {
                throw new Fault(String.format(Locale.ROOT, "has %,d x %,d pixels by its header, %s", width, height,
                        width * height > mostPixels ? String.format(Locale.ROOT, "and %,d are read at most. See mostPixels.", mostPixels)
                                : String.format(Locale.ROOT, "but %,d bytes cannot hold as many.", file.length)));
            }
            SafeFile.requireMemory(width * height * (channels.count() * Float.BYTES + 4L));
            BufferedImage image = reader.read(0);
            for (String warning : warnings) {
                // Bytes between the parts are the one thing that many cameras write and no decoder minds.
                if (format == Format.JPEG && !warning.contains("extraneous")) {
                    throw new Fault("is truncated or damaged: " + warning + ".");
                }
            }
            return orientation[0].upright(numbers(image, channels));
        } catch (RuntimeException | StackOverflowError e) {
            throw new Fault("is damaged: its " + format + " cannot be decoded (" + e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage()) + ").");
        } catch (Fault e) {
            throw e;
        } catch (IOException e) {
            throw new Fault("is truncated, damaged, or a kind of " + format + " that is not read, as CMYK is (" + e.getMessage() + ").");
        } finally {
            reader.dispose();
        }
    }

    private static NDArray numbers(BufferedImage image, Channels channels) throws Fault {
        int width = image.getWidth(), height = image.getHeight();
        NDArray out = NDArray.zeros(Shape.of(height, width, channels.count()));
        ColorModel model = image.getColorModel();
        Raster raster = image.getRaster();
        boolean samples = model instanceof ComponentColorModel;
        int bands = raster.getNumBands(), white = samples ? (1 << model.getComponentSize(0)) - 1 : 255;
        if (samples) {
            int type = model.getColorSpace().getType();
            boolean known = bands <= 4 && (type == ColorSpace.TYPE_GRAY && bands <= 2 || type == ColorSpace.TYPE_RGB && bands >= 3);
            if (!known || raster.getTransferType() != DataBuffer.TYPE_BYTE && raster.getTransferType() != DataBuffer.TYPE_USHORT) {
                throw new Fault("has " + bands + " numbers per pixel of a kind that is not read (CMYK, floats, more than 16 bits). Save it as PNG in grey or RGB.");
            }
        }
        int[] row = new int[width * (samples ? bands : 1)];
        int[] pixel = new int[4];
        for (int y = 0; y < height; y++) {
            if (samples) {
                raster.getPixels(0, y, width, 1, row);
            } else {
                // Palettes and packed colours: as they are, without a change of colour space.
                image.getRGB(0, y, width, 1, row, 0, width);
            }
            for (int x = 0; x < width; x++) {
                if (samples) {
                    unpack(row, x * bands, bands, white, pixel);
                    if (model.isAlphaPremultiplied() && pixel[3] > 0) {
                        for (int c = 0; c < 3; c++) {
                            pixel[c] = (int) Math.min(white, (pixel[c] * (long) white + pixel[3] / 2) / pixel[3]);
                        }
                    }
                } else {
                    pixel[0] = row[x] >> 16 & 0xFF;
                    pixel[1] = row[x] >> 8 & 0xFF;
                    pixel[2] = row[x] & 0xFF;
                    pixel[3] = row[x] >>> 24;
                }
                put(pixel, channels, WHITE / white, out.floats(), (y * width + x) * channels.count());
            }
        }
        return out;
    }

    private static void unpack(int[] row, int at, int bands, int white, int[] pixel) {
        boolean grey = bands <= 2;
        pixel[0] = row[at];
        pixel[1] = grey ? row[at] : row[at + 1];
        pixel[2] = grey ? row[at] : row[at + 2];
        pixel[3] = bands % 2 == 0 ? row[at + bands - 1] : white;
    }

    private static void put(int[] pixel, Channels channels, float scale, float[] into, int at) {
        if (channels == Channels.GREY) {
            // In 16 bits behind the point and rounded, as Pillow does: grey pictures stay whole numbers.
            into[at] = (int) (19595L * pixel[0] + 38470L * pixel[1] + 7471L * pixel[2] + 32768 >> 16) * scale;
            return;
        }
        for (int c = 0; c < channels.count(); c++) {
            into[at + c] = pixel[c] * scale;
        }
    }
}
