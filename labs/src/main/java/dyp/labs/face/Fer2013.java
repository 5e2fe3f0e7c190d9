package dyp.labs.face;

import dyp.tensor.DypException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * FER2013 as it was published (Goodfellow et al. 2013, "Challenges in representation learning"): a table with the columns emotion, 0 to 6; pixels, 48x48 greys from 0 to 255 with blanks
 * between them; Usage, the part of the split. The columns may stand in any order, and cells in quotes. It is read line by line, and every cell is checked.
 *
 * @param pixels 2304 unsigned bytes for each picture
 * @param moods class numbers, by {@link Mood}
 */
public record Fer2013(byte[] pixels, int[] moods, List<Usage> usages) {
    private static final List<String> COLUMNS = List.of("emotion", "pixels", "usage");
    private static final int LONGEST = 20_000;
    private static final int MOST = Integer.MAX_VALUE / DrawnFaces.PIXELS;

    /** The parts of the split, by their names in the file in small letters. */
    public enum Usage {
        TRAINING,
        PUBLICTEST,
        PRIVATETEST
    }

    /** Where the pictures of a part are. */
    public int[] rows(Usage usage) {
        return IntStream.range(0, usages.size()).filter(i -> usages.get(i) == usage).toArray();
    }

    /**
     * @param file a table, packed with gzip where its name ends in .gz
     * @throws DypException where the file cannot be read or is no such table; it names the line
     */
    public static Fer2013 read(Path file) {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
                InputStream in = file.toString().endsWith(".gz") ? new BufferedInputStream(new GZIPInputStream(raw)) : raw) {
            return new Lines(file.getFileName().toString(), in).read();
        } catch (IOException e) {
            throw new DypException(file + " could not be read: " + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())
                    + ". Give FER2013's table, with the columns emotion, pixels and Usage.", e);
        }
    }

    /** A table under way. */
    private static final class Lines {
        private final String name;
        private final InputStream in;
        private final byte[] line = new byte[LONGEST];
        private int number;

        Lines(String name, InputStream in) {
            this.name = name;
            this.in = in;
        }

        Fer2013 read() throws IOException {
            String head = next();
            if (head == null) {
                throw wrong("has nothing in it", "");
            }
            List<String> columns = Arrays.stream(head.replace("\uFEFF", "").split(",", -1)).map(c -> bare(c).toLowerCase(Locale.ROOT)).toList();
            if (columns.size() != COLUMNS.size() || !columns.containsAll(COLUMNS)) {
                throw wrong("should be emotion,pixels,Usage", head);
            }
            ByteArrayOutputStream pixels = new ByteArrayOutputStream();
            List<Integer> moods = new ArrayList<>();
            List<Usage> usages = new ArrayList<>();
            byte[] picture = new byte[DrawnFaces.PIXELS];
            for (String row = next(); row != null; row = next()) {
                if (row.isBlank()) {
                    continue;
                }
                if (moods.size() == MOST) {
                    throw wrong("is one too many: there may be " + MOST + " pictures", "");
                }
                String[] cells = row.split(",", -1);
                if (cells.length != columns.size()) {
                    throw wrong("should have 3 cells, but has " + cells.length, row);
                }
                moods.add(mood(bare(cells[columns.indexOf("emotion")])));
                picture(bare(cells[columns.indexOf("pixels")]), picture);
                pixels.write(picture);
                usages.add(usage(bare(cells[columns.indexOf("usage")])));
            }
            if (moods.isEmpty()) {
                throw wrong("is the head of a table without rows", head);
            }
            return new Fer2013(pixels.toByteArray(), moods.stream().mapToInt(m -> m).toArray(), List.copyOf(usages));
        }

        /** The next line, null at the end. Longer ones than a row of the table can be are refused before they fill the memory. */
        private String next() throws IOException {
            int length = 0;
            int c = in.read();
            if (c < 0) {
                return null;
            }
            number++;
            for (; c >= 0 && c != '\n'; c = in.read()) {
                if (length == LONGEST) {
                    throw wrong("is longer than " + LONGEST + " characters", new String(line, 0, 40, StandardCharsets.ISO_8859_1));
                }
                line[length++] = (byte) c;
            }
            return new String(line, 0, length > 0 && line[length - 1] == '\r' ? length - 1 : length, StandardCharsets.UTF_8);
        }

        private int mood(String cell) {
            if (cell.length() != 1 || cell.charAt(0) < '0' || cell.charAt(0) > '6') {
                throw wrong("should have an emotion from 0 (angry) to 6 (neutral)", cell);
            }
            return cell.charAt(0) - '0';
        }

        private Usage usage(String cell) {
            return Arrays.stream(Usage.values()).filter(u -> u.name().equalsIgnoreCase(cell)).findFirst()
                    .orElseThrow(() -> wrong("should have the Usage Training, PublicTest or PrivateTest", cell));
        }

        private void picture(String cell, byte[] into) {
            int count = 0;
            for (int i = 0; i < cell.length(); ) {
                if (cell.charAt(i) == ' ') {
                    i++;
                    continue;
                }
                int end = cell.indexOf(' ', i);
                String pixel = cell.substring(i, end < 0 ? cell.length() : end);
                i += pixel.length();
                if (count < into.length) {
                    into[count] = (byte) grey(pixel, count);
                }
                count++;
            }
            if (count != into.length) {
                throw wrong("should have " + into.length + " pixels (48x48), but has " + count, cell);
            }
        }

        private int grey(String pixel, int place) {
            boolean digits = pixel.length() <= 3 && pixel.chars().allMatch(c -> c >= '0' && c <= '9');
            int grey = digits ? Integer.parseInt(pixel) : -1;
            if (grey < 0 || grey > 255) {
                throw wrong("should have pixels from 0 to 255, but number " + (place + 1) + " is not", pixel);
            }
            return grey;
        }

        private DypException wrong(String what, String came) {
            String shown = came.codePoints().limit(40).filter(c -> !Character.isISOControl(c)).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
            return new DypException(name + (number == 0 ? " " : ", line " + number + ": it ") + what + "."
                    + (came.isEmpty() ? "" : " It reads '" + shown + (shown.length() < came.length() ? "..." : "") + "'.") + " Get FER2013's table anew, or mend the line.");
        }

        private static String bare(String cell) {
            String text = cell.strip();
            return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"") ? text.substring(1, text.length() - 1).strip() : text;
        }
    }
}
