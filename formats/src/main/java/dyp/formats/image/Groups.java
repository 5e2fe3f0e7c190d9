package dyp.formats.image;

import dyp.formats.file.DataFile;
import dyp.tensor.DypException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which pictures belong together: by a part of their path, by their folder, by their content. */
public final class Groups {
    private static final int PIECE = 1 << 20;

    private Groups() {}

    /**
     * What a regular expression finds in a file's path (with {@code /} between folders): its first group, or all of it where it has none.
     *
     * @throws DypException from the function, where a path does not match
     */
    public static Function<Path, String> matching(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return file -> {
            Matcher m = pattern.matcher(file.toString().replace('\\', '/'));
            if (!m.find()) {
                throw new DypException(file + " belongs to no group: '" + regex + "' finds nothing in it.");
            }
            return m.groupCount() > 0 && m.group(1) != null ? m.group(1) : m.group();
        };
    }

    /** The folder that a file lies in. */
    public static Function<Path, String> folders() {
        return file -> file.toAbsolutePath().getParent().toString();
    }

    /** Files of the same bytes belong together: SHA-256 (FIPS 180-4). */
    public static Function<Path, String> contents() {
        return file -> DataFile.read(file, data -> {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                for (long at = 0; at < data.size(); at += PIECE) {
                    digest.update(data.bytes(at, Math.min(PIECE, data.size() - at), "its content"));
                }
                return HexFormat.of().formatHex(digest.digest());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** The largest group first, each to the part that lacks the most of its classes. */
    static List<ImageFolder> split(ImageFolder shuffled, Function<Path, String> group, double[] fractions) {
        if (!Arrays.stream(fractions).allMatch(f -> f > 0) || Math.abs(Arrays.stream(fractions).sum() - 1) > 1e-6) {
            throw new DypException("The fractions of a split must each be above 0 and add up to 1, but " + Arrays.toString(fractions) + " came.");
        }
        Map<String, List<ImageFolder.Picture>> groups = new LinkedHashMap<>();
        shuffled.pictures().forEach(p -> groups.computeIfAbsent(group.apply(p.file()), _ -> new ArrayList<>()).add(p));
        if (groups.size() < fractions.length) {
            throw new DypException("There are " + groups.size() + " groups, too few for " + fractions.length + " parts. Check what makes a group.");
        }
        int[] totals = shuffled.classCounts();
        double[][] lacking = new double[fractions.length][totals.length];
        for (int part = 0; part < fractions.length; part++) {
            for (int c = 0; c < totals.length; c++) {
                lacking[part][c] = fractions[part] * totals[c];
            }
        }
        List<List<ImageFolder.Picture>> parts = new ArrayList<>();
        Arrays.stream(fractions).forEach(_ -> parts.add(new ArrayList<>()));
        List<List<ImageFolder.Picture>> largest = new ArrayList<>(groups.values());
        largest.sort(Comparator.comparing((List<ImageFolder.Picture> g) -> -g.size()));
        for (int i = 0; i < largest.size(); i++) {
            int left = largest.size() - i;
            long empty = parts.stream().filter(List::isEmpty).count();
            int best = -1;
            double most = 0;
            for (int part = 0; part < fractions.length; part++) {
                double want = 0;
                for (ImageFolder.Picture p : largest.get(i)) {
                    want += lacking[part][p.label()] / totals[p.label()];
                }
                // The last groups are for the parts that have none yet.
                if ((left > empty || parts.get(part).isEmpty()) && (best < 0 || want > most)) {
                    best = part;
                    most = want;
                }
            }
            for (ImageFolder.Picture p : largest.get(i)) {
                parts.get(best).add(p);
                lacking[best][p.label()]--;
            }
        }
        return parts.stream().map(p -> new ImageFolder(shuffled.classes(), p)).toList();
    }
}
