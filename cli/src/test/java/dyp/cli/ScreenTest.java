package dyp.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What goes to a terminal of which abilities. */
class ScreenTest {
    @Test
    void theLocaleDecides() {
        assertTrue(Screen.namesUtf8(Map.of("LANG", "de_DE.UTF-8")));
        assertTrue(Screen.namesUtf8(Map.of("LC_ALL", "", "LC_CTYPE", "C.utf8", "LANG", "C")));
        assertFalse(Screen.namesUtf8(Map.of("LC_ALL", "C", "LANG", "de_DE.UTF-8")));
        assertFalse(Screen.namesUtf8(Map.of()));
    }

    @Test
    void noColorIsRespected() {
        assertTrue(Screen.wantsColors(Map.of("TERM", "xterm")));
        assertTrue(Screen.wantsColors(Map.of("NO_COLOR", "")));
        assertFalse(Screen.wantsColors(Map.of("NO_COLOR", "1")));
        assertFalse(Screen.wantsColors(Map.of("TERM", "dumb")));
    }

    @Test
    void signsBecomeAsciiWhereTheyAreNotShown() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Screen screen = Screen.of(bytes, false, false, false);
        screen.out().println("━━╌╌ │ ┌─┐ █▓▒░ · ü");
        screen.out().printf("%s%n", "▀▄");
        assertEquals("==.. | +-+ ##:: . ?\n##\n", bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n"));
    }

    @Test
    void aConfusionMatrixCountsByTruthAndPrediction() {
        ConfusionMatrix matrix = ConfusionMatrix.of(new int[] {0, 0, 1, 1, 1}, new int[] {0, 1, 1, 1, 1}, 3);
        assertEquals(0.5, matrix.recall(0));
        Screen plain = Screen.of(new ByteArrayOutputStream(), true, false, false);
        assertEquals("""
                           0    1    2   recall
                0 Cat      1    1    ·    50.0%
                1 Horse    ·    3    ·   100.0%
                2 Dog      ·    ·    ·        -
                """, matrix.render(List.of("Cat", "Horse", "Dog"), plain));
        Screen colored = Screen.of(new ByteArrayOutputStream(), true, true, true);
        assertTrue(matrix.render(List.of("0", "1", "2"), colored).contains("0\033[32m    1\033[0m\033[31m    1\033[0m    ·"));
    }

    @Test
    void aPictureIsDrawnByTwoPixelsToACharacter() {
        float[] pixels = {
            1, 1, 0, 0,
            1, 0, 1, 0,
            0.25f, 0.5f, 0.75f, 1,
            0.25f, 0.5f, 0.75f, 1,
        };
        assertEquals(List.of("█▀▄ ", "░▒▓█"), draw(pixels, 4, true, false));
        assertEquals(List.of("@++ ", ":+#@"), draw(pixels, 4, false, false));
        List<String> colored = draw(pixels, 4, true, true);
        assertTrue(colored.getFirst().startsWith("\033[38;5;231;48;5;231m▀\033[38;5;231;48;5;16m▀"), colored.getFirst());
        assertTrue(colored.getFirst().endsWith("\033[0m"));
    }

    @Test
    void aLargerPictureIsShrunkToItsMeans() {
        float[] pixels = new float[36];
        for (int i = 0; i < 36; i++) {
            pixels[i] = i / 6 % 3 == 1 ? 0.75f : 0; // rows 1 and 4
        }
        // 6 rows to 4: the means are 0.25, 0.25, 0.25, 0.25 of 1.5 rows each
        assertEquals(List.of("░░░░", "░░░░"), draw(pixels, 6, true, false));
    }

    private static List<String> draw(float[] pixels, int side, boolean signs, boolean colors) {
        return DigitArt.draw(pixels, 0, side, 4, Screen.of(new ByteArrayOutputStream(), signs, colors, colors));
    }
}
