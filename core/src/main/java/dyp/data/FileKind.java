package dyp.data;

import java.util.HexFormat;
import java.util.Map;

/** What a file that is no IDX file probably is, by its first bytes. */
final class FileKind {
    private static final Map<String, String> BY_START = Map.ofEntries(
            Map.entry("ffd8", "a JPEG?"),
            Map.entry("89504e47", "a PNG?"),
            Map.entry("47494638", "a GIF?"),
            Map.entry("25504446", "a PDF?"),
            Map.entry("504b0304", "a ZIP archive? Unpack it first"),
            Map.entry("1f8b", "packed by gzip twice? Unpack it once"),
            Map.entry("425a68", "packed by bzip2? Unpack it first"),
            Map.entry("fd377a58", "packed by xz? Unpack it first"),
            Map.entry("28b52ffd", "packed by zstd? Unpack it first"),
            Map.entry("89484446", "an HDF5 file?"),
            Map.entry("934e554d", "a NumPy array?"),
            Map.entry("3c21444f", "a web page? The download may have failed"),
            Map.entry("3c68746d", "a web page? The download may have failed"),
            Map.entry("76657273", "a Git LFS pointer? Fetch the file itself with git lfs pull"));

    private FileKind() {}

    /** Something like {@code " (a JPEG?)"}, or nothing. */
    static String guess(byte[] start) {
        String hex = HexFormat.of().formatHex(start);
        for (int length = hex.length(); length >= 4; length -= 2) {
            String kind = BY_START.get(hex.substring(0, length));
            if (kind != null) {
                return " (" + kind + ")";
            }
        }
        return "";
    }
}
