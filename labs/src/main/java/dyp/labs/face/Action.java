package dyp.labs.face;

import dyp.labs.Dice;
import java.util.EnumMap;
import java.util.Map;

/**
 * What muscles do to a face, by the numbers of Ekman's and Friesen's "Facial Action Coding System" (1978). A face's actions are strengths from 0, at rest, to about 1.
 */
enum Action {
    /** 1: the inner ends of the brows go up. */
    INNER_BROWS_UP,
    /** 2: the outer ends go up. */
    OUTER_BROWS_UP,
    /** 4: the brows go down and together. */
    BROWS_DOWN,
    /** 5: the upper lids go up. */
    LIDS_UP,
    /** 6: the cheeks go up, and push the lower lids. */
    CHEEKS_UP,
    /** 7: the lids narrow. */
    LIDS_TIGHT,
    /** 9: the nose wrinkles. */
    NOSE_WRINKLED,
    /** 10: the upper lip goes up. */
    UPPER_LIP_UP,
    /** 12: the corners of the mouth go up. */
    CORNERS_UP,
    /** 15: the corners go down. */
    CORNERS_DOWN,
    /** 20: the mouth is drawn wide. */
    LIPS_WIDE,
    /** 23: the lips are pressed thin. */
    LIPS_TIGHT,
    /** 26: the jaw drops. */
    JAW_DROPS;

    /** The actions of each mood: Ekman's prototypes, as in the "FACS Investigator's Guide" (Ekman, Friesen, Hager 2002); of angry the one with open teeth left out. */
    private static final Map<Mood, Action[]> PROTOTYPES = new EnumMap<>(Map.of(
            Mood.ANGRY, new Action[] {BROWS_DOWN, LIDS_UP, LIDS_TIGHT, LIPS_TIGHT},
            Mood.DISGUST, new Action[] {NOSE_WRINKLED, UPPER_LIP_UP, CORNERS_DOWN, LIDS_TIGHT},
            Mood.FEAR, new Action[] {INNER_BROWS_UP, OUTER_BROWS_UP, BROWS_DOWN, LIDS_UP, LIPS_WIDE, JAW_DROPS},
            Mood.HAPPY, new Action[] {CHEEKS_UP, CORNERS_UP},
            Mood.SAD, new Action[] {INNER_BROWS_UP, BROWS_DOWN, CORNERS_DOWN},
            Mood.SURPRISE, new Action[] {INNER_BROWS_UP, OUTER_BROWS_UP, LIDS_UP, JAW_DROPS},
            Mood.NEUTRAL, new Action[0]));

    /**
     * One showing of a mood: now weaker, now stronger, no action quite as strong as another, and a little of everything else, as faces are never quite at rest.
     *
     * @return a strength for each action, by its place
     */
    static double[] of(Mood mood, Dice dice) {
        double[] strengths = new double[values().length];
        for (int i = 0; i < strengths.length; i++) {
            strengths[i] = Math.max(0, 0.13 * dice.bell());
        }
        double whole = dice.between(0.4, 1.1);
        for (Action action : PROTOTYPES.get(mood)) {
            strengths[action.ordinal()] += whole * dice.between(0.55, 1.15);
        }
        if (mood == Mood.HAPPY && dice.chance(0.5)) { // a laugh
            strengths[JAW_DROPS.ordinal()] += whole * dice.between(0.2, 0.7);
        }
        return strengths;
    }
}
