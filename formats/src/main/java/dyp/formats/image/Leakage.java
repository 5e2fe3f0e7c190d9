package dyp.formats.image;

import dyp.tensor.DypException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What is in two parts of a split: a network that has seen a picture, or its patient, while it learned is not judged by what it has understood.
 *
 * @param group the group that is in both, or the first file's name where it is the content
 * @param first a file of it, and the number of its part from 0
 * @param second another one in another part
 */
public record Leakage(String group, boolean content, Path first, int firstPart, Path second, int secondPart) {
    private static final int NAMED = 5;

    /**
     * Files of the same content in several parts, and groups that are in several parts; each once for every further part.
     *
     * @param group from a file to its group; null where only contents are to be compared
     */
    public static List<Leakage> find(List<ImageFolder> parts, Function<Path, String> group) {
        List<Leakage> all = new ArrayList<>(find(parts, Groups.contents(), true));
        if (group != null) {
            all.addAll(find(parts, group, false));
        }
        return List.copyOf(all);
    }

    private static List<Leakage> find(List<ImageFolder> parts, Function<Path, String> group, boolean content) {
        List<Leakage> found = new ArrayList<>();
        Map<String, Path> first = new HashMap<>();
        Map<String, Integer> last = new HashMap<>();
        Map<String, Integer> origin = new HashMap<>();
        for (int part = 0; part < parts.size(); part++) {
            for (ImageFolder.Picture p : parts.get(part).pictures()) {
                String key = group.apply(p.file());
                if (first.putIfAbsent(key, p.file()) == null) {
                    origin.put(key, part);
                } else if (last.get(key) != part) {
                    found.add(new Leakage(content ? p.file().getFileName().toString() : key, content, first.get(key), origin.get(key), p.file(), part));
                }
                last.put(key, part);
            }
        }
        return found;
    }

    /**
     * Makes sure that no content and no group is in two parts.
     *
     * @throws DypException which says in a sentence what is
     */
    public static void require(List<ImageFolder> parts, Function<Path, String> group) {
        List<Leakage> all = find(parts, group);
        if (!all.isEmpty()) {
            throw new DypException("The parts of this split are not independent: " + String.join("; ", all.stream().limit(NAMED).map(Leakage::toString).toList())
                    + (all.size() > NAMED ? "; and " + (all.size() - NAMED) + " more" : "") + ". Split by group (splitByGroup), and by Groups.contents() where files occur twice.");
        }
    }

    @Override
    public String toString() {
        return (content ? "the same picture is" : "group '" + group + "' is") + " in part " + firstPart + " (" + first + ") and in part " + secondPart + " (" + second + ")";
    }
}
