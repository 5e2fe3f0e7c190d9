package dyp.formats.image;

import dyp.store.Fault;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** The kinds of pictures that are read; a file's first bytes say which it is, whatever its name. */
enum Format {
    PNG("89504E470D0A1A0A"), JPEG("FFD8FF"), BMP("424D"), GIF("47494638"), TIFF("49492A00", "4D4D002A");

    /**
     * Pixels that a byte can stand for: deflate makes 1,032 bytes of one, each of 8 pixels. The others pack no better; only TIFF's codes for fax
     * have no such bound.
     */
    private static final long PIXELS_OF_A_BYTE = 1032 * 8;

    private final String[] marks;

    Format(String... marks) {
        this.marks = marks;
    }

    static Format of(byte[] file) throws Fault {
        StringBuilder start = new StringBuilder();
        for (int i = 0; i < Math.min(12, file.length); i++) {
            start.append(String.format("%02X", file[i]));
        }
        for (Format f : values()) {
            for (String mark : f.marks) {
                if (start.toString().startsWith(mark)) {
                    return f;
                }
            }
        }
        String text = start.toString();
        String guess = text.isEmpty() ? "it is empty" : text.startsWith("52494646") && text.endsWith("57454250") ? "it is WebP" : text.startsWith("6674797061766966", 8) ? "it is AVIF"
                : text.startsWith("667479706865", 8) ? "it is HEIC" : text.startsWith("3C3F786D6C") || text.startsWith("3C737667") ? "it is SVG" : "it begins with the bytes " + text;
        throw new Fault("is no picture of a kind that is read (PNG, JPEG, BMP, GIF, TIFF): " + guess + ". Save it as PNG.");
    }

    boolean believes(long pixels, long bytes) {
        return this == TIFF || pixels <= PIXELS_OF_A_BYTE * bytes;
    }

    /** The JDK's own reader: what else is on the class path may follow links or be less careful. */
    ImageReader reader() throws Fault {
        Iterator<ImageReader> all = ImageIO.getImageReadersByFormatName(name().toLowerCase(Locale.ROOT));
        while (all.hasNext()) {
            ImageReader reader = all.next();
            if (reader.getClass().getModule() == ImageIO.class.getModule()) {
                return reader;
            }
        }
        throw new Fault("is a " + name() + ", but this Java has no reader for it: it lacks the module java.desktop.");
    }
}
