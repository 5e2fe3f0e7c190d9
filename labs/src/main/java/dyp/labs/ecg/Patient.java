package dyp.labs.ecg;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * An invented patient: how the beats look, how regular they are, and how well the electrodes stick. Normal values are those of McSharry et al. 2003,
 * table 1, at 60 beats a minute; what a kind of beat looks like is what textbooks say of it.
 *
 * @param normal the waves of a beat that comes from the sinus node, P first
 * @param premature the same from elsewhere in the atria: another P wave, the rest as ever
 * @param ventricular of a beat that begins in a ventricle: no P, a wide QRS complex, T against it
 * @param blocked whether one of the bundle branches does not conduct: then all conducted beats are wide
 * @param interval seconds from beat to beat, on average
 * @param breathing by which share intervals and heights come and go with the breath
 * @param waves the same for the slower waves of the blood pressure
 * @param atrial the probability of a premature beat of the atria
 * @param ventricles the same of the ventricles
 * @param fusion the same of a fusion
 * @param wander millivolts that the baseline wanders
 * @param muscle millivolts of noise from muscles
 * @param hum millivolts of hum from the mains
 */
record Patient(List<Wave> normal, List<Wave> premature, List<Wave> ventricular, boolean blocked, double interval, double breathing, double waves,
        double atrial, double ventricles, double fusion, double wander, double muscle, double hum) {
    private static final int P = 0;

    static Patient of(SplittableRandom random, boolean blocked) {
        Shaker by = new Shaker(random);
        Wave p = by.shaken(Wave.slow(-0.17, 0.14, 0.028)), t = by.shaken(Wave.slow(0.27, 0.3, 0.05));
        List<Wave> qrs = new ArrayList<>(List.of(by.shaken(Wave.fast(-0.032, -0.11, 0.011)), by.shaken(Wave.fast(0, 1.1, 0.013)), by.shaken(Wave.fast(0.032, -0.22, 0.012))));
        if (blocked) {
            // The half of the heart whose branch is blocked comes late: a second R wave (right), or a broad one with a notch (left); T goes against it.
            boolean right = random.nextBoolean();
            qrs = right ? List.of(qrs.get(0), by.shaken(Wave.fast(0, 0.75, 0.013)), by.shaken(Wave.fast(0.032, -0.3, 0.014)), by.shaken(Wave.fast(0.072, 0.55, 0.018)))
                    : List.of(by.shaken(Wave.fast(-0.012, 0.7, 0.018)), by.shaken(Wave.fast(0.04, 0.75, 0.024)));
            t = t.times(-by.between(0.6, 1.1));
        }
        List<Wave> normal = joined(p, qrs, t);
        Wave other = new Wave(p.at() * by.between(0.7, 0.95), p.height() * by.between(-0.8, 0.5), p.width() * by.between(0.7, 1), true);
        double up = random.nextInt(3) > 0 ? 1 : -1;
        double wide = by.between(1, 1.35);
        List<Wave> ventricular = List.of(by.shaken(Wave.fast(-0.01 * wide, up * 1.3, 0.032 * wide)), by.shaken(Wave.fast(0.07 * wide, up * -0.45, 0.032 * wide)),
                by.shaken(Wave.slow(0.3, up * -0.45, 0.06)));
        return new Patient(normal, joined(other, qrs, t), ventricular, blocked, by.between(0.65, 1.05), by.between(0.01, 0.05), by.between(0.005, 0.03),
                random.nextInt(3) > 0 ? by.between(0.04, 0.18) : 0, random.nextInt(3) > 0 ? by.between(0.04, 0.18) : 0, random.nextInt(3) > 0 ? by.between(0.02, 0.08) : 0,
                by.between(0.05, 0.3), by.between(0.005, 0.04), by.between(0, 0.02));
    }

    private static List<Wave> joined(Wave p, List<Wave> qrs, Wave t) {
        List<Wave> all = new ArrayList<>(List.of(p));
        all.addAll(qrs);
        all.add(t);
        return List.copyOf(all);
    }

    /**
     * The waves of a beat.
     *
     * @param share of the ventricular beat in a fusion: the two excitations meet, and each has a part of the heart
     */
    List<Wave> waves(SyntheticEcg.Kind kind, double share) {
        return switch (kind) {
            case NORMAL, BLOCK -> normal;
            case ATRIAL -> premature;
            case VENTRICULAR -> ventricular;
            case FUSION -> {
                List<Wave> both = new ArrayList<>(List.of(normal.get(P)));
                normal.subList(P + 1, normal.size()).forEach(w -> both.add(w.times(1 - share)));
                ventricular.forEach(w -> both.add(w.times(share)));
                yield both;
            }
        };
    }

    /** How people differ. */
    private record Shaker(SplittableRandom random) {
        double between(double low, double high) {
            return low + (high - low) * random.nextDouble();
        }

        Wave shaken(Wave w) {
            return new Wave(w.at() * between(0.9, 1.1), w.height() * between(0.7, 1.3), w.width() * between(0.85, 1.15), w.stretches());
        }
    }
}
