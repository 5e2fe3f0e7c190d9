package dyp.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * A small grey picture as lines of text. A character is about twice as high as wide, so each shows two pixels, one above
 * the other: in colour both as they are, with signs by half blocks and shades, else their mean by an ASCII character.
 */
final class DigitArt {
    private static final String RAMP = " .:-=+*#%@";
    private static final String SHADES = " ░▒▓█";
    private static final double APART = 0.4;

    private DigitArt() {}

    /**
     * @param pixels rows of a square picture from offset on, from 0 (paper) to 1 (ink)
     * @param side of the picture, in pixels
     * @param width of the drawing, in characters; an even number
     * @return {@code width / 2} lines, each as wide as {@code width} characters
     */
    static List<String> draw(float[] pixels, int offset, int side, int width, Screen screen) {
        double[][] small = shrink(pixels, offset, side, width);
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < width; row += 2) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < width; column++) {
                double top = small[row][column];
                double bottom = small[row + 1][column];
                if (screen.colors() && screen.signs()) {
                    line.append("\033[38;5;").append(grey(top)).append(";48;5;").append(grey(bottom)).append("m▀");
                } else {
                    line.append(screen.signs() ? block(top, bottom) : pick(RAMP, (top + bottom) / 2));
                }
            }
            lines.add(screen.colors() && screen.signs() ? line + "\033[0m" : line.toString());
        }
        return lines;
    }

    /** Each new pixel is the mean of what lies under it. */
    private static double[][] shrink(float[] pixels, int offset, int side, int size) {
        double[][] small = new double[size][size];
        double scale = (double) side / size;
        for (int r = 0; r < size; r++) {
            for (int c = 0; c < size; c++) {
                double sum = 0;
                for (int y = (int) (r * scale); y < Math.min(side, Math.ceil((r + 1) * scale)); y++) {
                    for (int x = (int) (c * scale); x < Math.min(side, Math.ceil((c + 1) * scale)); x++) {
                        sum += pixels[offset + y * side + x] * overlap(y, r * scale, scale) * overlap(x, c * scale, scale);
                    }
                }
                small[r][c] = sum / (scale * scale);
            }
        }
        return small;
    }

    /** How much of pixel {@code at} lies in the stretch from {@code from} on. */
    private static double overlap(int at, double from, double length) {
        return Math.max(0, Math.min(at + 1, from + length) - Math.max(at, from));
    }

    /** Of the 24 greys of a terminal with 256 colours, between its black and white. */
    private static int grey(double ink) {
        int level = (int) Math.round(ink * 25);
        return level <= 0 ? 16 : level >= 25 ? 231 : 231 + level;
    }

    private static char block(double top, double bottom) {
        if (Math.abs(top - bottom) < APART) {
            return pick(SHADES, (top + bottom) / 2);
        }
        return top > bottom ? '▀' : '▄';
    }

    private static char pick(String ramp, double ink) {
        return ramp.charAt((int) Math.min(ramp.length() - 1, Math.max(0, Math.round(ink * (ramp.length() - 1)))));
    }
}
