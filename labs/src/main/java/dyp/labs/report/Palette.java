package dyp.labs.report;

import java.awt.Color;
import java.util.List;

/** Colours that the colour-blind tell apart. */
final class Palette {
    /** Okabe and Ito 2008, "Color universal design", without black and the yellow, which is too light on white. */
    static final List<Color> SERIES = List.of(new Color(0x0072B2), new Color(0xD55E00), new Color(0x009E73), new Color(0xCC79A7), new Color(0x56B4E9),
            new Color(0xE69F00), new Color(0x6B6B6B));
    static final Color INK = new Color(0x222222);
    static final Color FAINT = new Color(0xD0D0D0);
    static final Color PAPER = Color.WHITE;

    private Palette() {}

    static Color series(int i) {
        return SERIES.get(i % SERIES.size());
    }

    /** White to the dark end of the first colour. @param share from 0 to 1 */
    static Color shade(double share) {
        double s = Math.clamp(share, 0, 1);
        return new Color(mix(255, 0x00, s), mix(255, 0x45, s), mix(255, 0x7A, s));
    }

    private static int mix(int from, int to, double share) {
        return (int) Math.round(from + (to - from) * share);
    }

    /** What can be read on such a shade. */
    static Color on(double share) {
        return share > 0.5 ? Color.WHITE : INK;
    }
}
