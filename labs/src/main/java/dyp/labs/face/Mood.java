package dyp.labs.face;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The seven classes of FER2013, in its order: their places are the class numbers. */
public enum Mood {
    ANGRY(3995),
    DISGUST(436),
    FEAR(4097),
    HAPPY(7215),
    SAD(4830),
    SURPRISE(3171),
    NEUTRAL(4965);

    /** How many of FER2013's pictures to train on show it: Goodfellow et al. 2013, "Challenges in representation learning", 28,709 in all. */
    private final int pictures;

    Mood(int pictures) {
        this.pictures = pictures;
    }

    static final int ALL = Arrays.stream(values()).mapToInt(m -> m.pictures).sum();

    /** The mood at this place, from 0 to below 1, where all lie side by side, each as wide as FER2013 has pictures of it. */
    static Mood at(double place) {
        double left = place * ALL;
        for (Mood mood : values()) {
            left -= mood.pictures;
            if (left < 0) {
                return mood;
            }
        }
        return NEUTRAL;
    }

    /** In small letters, by class number. */
    public static List<String> names() {
        return Arrays.stream(values()).map(m -> m.name().toLowerCase(Locale.ROOT)).toList();
    }
}
