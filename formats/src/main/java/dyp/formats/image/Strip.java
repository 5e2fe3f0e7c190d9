package dyp.formats.image;

import dyp.store.Fault;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Pictures without what is no picture: texts that unpack to gigabytes, colour profiles and previews never reach the decoder. Also here: the cuts
 * that show that a file is truncated.
 */
final class Strip {
    private static final byte[] JFIF = {(byte) 0xFF, (byte) 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0};
    /** Scans that a progressive JPEG may have; encoders write about 10. Each goes over the whole picture, however short it is. */
    private static final int MOST_SCANS = 200;

    private Strip() {}

    /** Header, palette, transparency, pixels and end. */
    static byte[] png(byte[] file) throws Fault {
        ByteBuffer in = ByteBuffer.wrap(file);
        ByteArrayOutputStream out = new ByteArrayOutputStream(file.length);
        out.write(file, 0, 8);
        in.position(8);
        while (in.remaining() >= 12) {
            int length = in.getInt(in.position());
            if (length < 0 || length > in.remaining() - 12) {
                throw new Fault("is truncated or damaged: a part of it would be " + Integer.toUnsignedString(length) + " bytes long.");
            }
            String type = new String(file, in.position() + 4, 4, java.nio.charset.StandardCharsets.ISO_8859_1);
            if (type.equals("IHDR") || type.equals("PLTE") || type.equals("tRNS") || type.equals("IDAT") || type.equals("IEND")) {
                out.write(file, in.position(), length + 12);
            }
            in.position(in.position() + length + 12);
            if (type.equals("IEND")) {
                return out.toByteArray();
            }
        }
        throw new Fault("is truncated: it has no end.");
    }

    /** @param orientation takes the camera's orientation where the file says it */
    static byte[] jpeg(byte[] file, Orientation[] orientation) throws Fault {
        ByteArrayOutputStream out = new ByteArrayOutputStream(file.length + JFIF.length);
        out.write(file, 0, 2);
        boolean marked = false;
        int at = 2;
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        while (at + 4 <= file.length) {
            if (file[at] != (byte) 0xFF) {
                throw new Fault("is damaged: at byte " + at + " no part of a JPEG begins.");
            }
            int marker = file[at + 1] & 0xFF;
            if (marker == 0xFF) {
                at++;
                continue;
            }
            int length = (file[at + 2] & 0xFF) << 8 | file[at + 3] & 0xFF;
            if (length < 2 || at + 2 + length > file.length) {
                throw new Fault("is truncated or damaged: a part of it would be " + length + " bytes long.");
            }
            if (marker == 0xE1 && length > 8 && file[at + 4] == 'E' && file[at + 5] == 'x' && file[at + 6] == 'i' && file[at + 7] == 'f') {
                orientation[0] = Orientation.of(ByteBuffer.wrap(file, at + 10, length - 8).slice());
            }
            // What is left of the applications' parts says which colours these are: JFIF's (made anew) and Adobe's.
            marked |= marker == 0xEE;
            if (marker < 0xE0 || marker == 0xEE) {
                kept.write(file, at, 2 + length);
            }
            // Without a mark Java would guess from the sampling that some pictures are RGB.
            marked |= marker >= 0xC0 && marker <= 0xC2 && length >= 17 && file[at + 10] == 'R' && file[at + 13] == 'G' && file[at + 16] == 'B';
            if (marker == 0xDA) {
                if (!marked) {
                    out.writeBytes(JFIF);
                }
                out.writeBytes(kept.toByteArray());
                out.write(file, at + 2 + length, file.length - at - 2 - length);
                requireFewScans(file, at);
                return out.toByteArray();
            }
            at += 2 + length;
        }
        throw new Fault("is truncated: its picture is missing.");
    }

    private static void requireFewScans(byte[] file, int from) throws Fault {
        int scans = 0;
        for (int i = from; i + 1 < file.length; i++) {
            if (file[i] == (byte) 0xFF && file[i + 1] == (byte) 0xDA && ++scans > MOST_SCANS) {
                throw new Fault("is damaged or made to waste time: it goes over its picture more than " + MOST_SCANS + " times.");
            }
        }
    }
}
