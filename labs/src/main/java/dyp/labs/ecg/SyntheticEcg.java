package dyp.labs.ecg;

import dyp.tensor.DypException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Electrocardiograms of invented patients, after McSharry, Clifford, Tarassenko and Smith 2003, "A dynamical model for generating synthetic
 * electrocardiogram signals". A heart runs round a limit cycle; at certain angles of it lie the waves P, Q, R, S and T, each a Gaussian event that
 * pushes the voltage z:
 *
 * <pre>{@code
 * dz/dt = -Σ h ω Δθ/b² exp(-Δθ²/2b²) - (z - z0)
 * }</pre>
 *
 * <p>with the angle Δθ from a wave, its height h and width b, the angular speed ω, and the baseline z0, which moves with the breath. The intervals
 * between beats vary with breath and blood pressure (0.25 and 0.1 Hz), as the paper's spectrum has it. Beyond the paper, beats are of five
 * {@link Kind kinds}: each goes round a cycle of its own, whose waves and whose time are those of its kind.
 *
 * <p>These are no data of people. A record is a function of seed and number.
 *
 * @param patients how many; every fifth has a bundle branch block
 * @param seconds how long each record is
 * @param frequency samples per second
 */
public record SyntheticEcg(int patients, double seconds, double frequency, long seed) {
    private static final double LONGEST = 3600;
    private static final double LOWEST = 100;
    private static final double REACH = 5;
    private static final int BLOCKED = 5;
    private static final double RELAXATION = 1;

    /** What a beat is. */
    public enum Kind {
        /** From the sinus node, by the usual way. */
        NORMAL("N"),
        /** From the atria, too early: P early and of another shape, QRS as ever, then a pause of usual length, since the sinus node begins anew. */
        ATRIAL("S"),
        /** From a ventricle, too early: no P, a wide QRS, T against it; the sinus node keeps its time, so that the pause makes up for it. */
        VENTRICULAR("V"),
        /** From sinus node and ventricle at once: P in its time, QRS and T between the two. */
        FUSION("F"),
        /** From the sinus node in a heart with a blocked bundle branch: P in its time, QRS wide with a second peak or a notch, T against it. */
        BLOCK("B");

        private final String sign;

        Kind(String sign) {
            this.sign = sign;
        }
    }

    /** The kinds' signs, by number. */
    public static final List<String> CLASSES = Arrays.stream(Kind.values()).map(k -> k.sign).toList();

    public SyntheticEcg {
        if (patients < 1 || !(seconds >= 10 && seconds <= LONGEST) || !(frequency >= LOWEST && frequency <= 10 * LOWEST)) {
            throw new DypException("Synthetic electrocardiograms are of one patient or more, 10 to 3600 seconds at 100 to 1000 samples each, but " + patients
                    + " patients, " + seconds + " seconds and " + frequency + " samples came.");
        }
    }

    /** All records. */
    public List<EcgRecord> records() {
        return IntStream.range(0, patients).mapToObj(this::record).toList();
    }

    /** One beat of a record. */
    private record Beat(double time, Kind kind, double interval, List<Wave> waves) {}

    /** The record of one patient, from 0. */
    public EcgRecord record(int number) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
        Patient patient = Patient.of(random, number % BLOCKED == BLOCKED - 1);
        Rhythm breath = Rhythm.around(0.25, random), pressure = Rhythm.around(0.1, random);
        List<Beat> beats = beats(patient, breath, pressure, random);
        float[] signal = signal(patient, beats, breath, random);
        List<Beat> inside = beats.stream().filter(b -> b.time >= 0 && b.time < seconds - 1 / frequency).toList();
        return new EcgRecord(String.format(Locale.ROOT, "p%03d", number), frequency, signal,
                inside.stream().mapToInt(b -> (int) Math.round(b.time * frequency)).toArray(), inside.stream().mapToInt(b -> b.kind.ordinal()).toArray());
    }

    /** Beats from before the record's beginning to behind its end, so that it begins and ends as it goes on. */
    private List<Beat> beats(Patient patient, Rhythm breath, Rhythm pressure, SplittableRandom random) {
        List<Beat> beats = new ArrayList<>();
        Kind usual = patient.blocked() ? Kind.BLOCK : Kind.NORMAL;
        double time = -2, pause = 0;
        int since = 0;
        while (time < seconds + 2) {
            double interval = patient.interval() * (1 + patient.breathing() * breath.at(time) + patient.waves() * pressure.at(time));
            double chance = random.nextDouble();
            Kind kind = since++ < 2 ? usual : chance < patient.atrial() ? Kind.ATRIAL : chance < patient.atrial() + patient.ventricles() ? Kind.VENTRICULAR
                    : chance < patient.atrial() + patient.ventricles() + patient.fusion() ? Kind.FUSION : usual;
            double early = switch (kind) {
                case NORMAL, BLOCK -> 1;
                case ATRIAL -> 0.58 + 0.24 * random.nextDouble();
                case VENTRICULAR -> 0.52 + 0.28 * random.nextDouble();
                case FUSION -> 0.92 + 0.08 * random.nextDouble();
            };
            double step = pause > 0 ? pause : interval * early;
            pause = switch (kind) {
                case NORMAL, BLOCK -> 0;
                case ATRIAL -> interval * (1 + 0.12 * random.nextDouble());
                case VENTRICULAR, FUSION -> 2 * interval - step;
            };
            since = kind == usual ? since : 0;
            time += step;
            double size = 1 + 1.5 * patient.breathing() * breath.at(time);
            beats.add(new Beat(time, kind, interval, patient.waves(kind, 0.35 + 0.3 * random.nextDouble()).stream().map(w -> w.at(interval).times(size)).toList()));
        }
        return beats;
    }

    /** The equation, by Runge and Kutta's method of fourth order; then what electrodes add. */
    private float[] signal(Patient patient, List<Beat> beats, Rhythm breath, SplittableRandom random) {
        int samples = (int) (seconds * frequency);
        // The slope that all waves give z, at the samples and halfway between them.
        double[] slope = new double[2 * samples + 1];
        for (Beat b : beats) {
            for (Wave w : b.waves) {
                double centre = b.time + w.at();
                int from = Math.max(0, (int) Math.floor((centre - REACH * w.width()) * 2 * frequency));
                int to = Math.min(slope.length - 1, (int) Math.ceil((centre + REACH * w.width()) * 2 * frequency));
                for (int i = from; i <= to; i++) {
                    double off = (i / (2 * frequency) - centre) / w.width();
                    slope[i] -= w.height() * off / w.width() * StrictMath.exp(-off * off / 2);
                }
            }
        }
        float[] signal = new float[samples];
        double z = 0, h = 1 / frequency, phase = 2 * Math.PI * random.nextDouble();
        for (int i = 0; i < samples; i++) {
            double t = i * h, z0 = patient.wander() * breath.at(t), later = patient.wander() * breath.at(t + h), half = (z0 + later) / 2;
            signal[i] = (float) (z + patient.muscle() * normal(random) + patient.hum() * StrictMath.sin(2 * Math.PI * 50 * t + phase));
            double k1 = slope[2 * i] - RELAXATION * (z - z0);
            double k2 = slope[2 * i + 1] - RELAXATION * (z + h / 2 * k1 - half);
            double k3 = slope[2 * i + 1] - RELAXATION * (z + h / 2 * k2 - half);
            double k4 = slope[Math.min(2 * i + 2, slope.length - 1)] - RELAXATION * (z + h * k3 - later);
            z += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
        }
        return signal;
    }

    private static double normal(SplittableRandom random) {
        return Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble())) * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }

    /** Something that comes and goes around a frequency, of deviation 1: waves of a narrow spectrum, with phases at random. */
    private record Rhythm(double[] frequencies, double[] phases) {
        private static final int WAVES = 8;
        private static final double WIDTH = 0.02;

        static Rhythm around(double frequency, SplittableRandom random) {
            double[] frequencies = new double[WAVES], phases = new double[WAVES];
            for (int i = 0; i < WAVES; i++) {
                frequencies[i] = Math.max(frequency / 4, frequency + WIDTH * normal(random));
                phases[i] = 2 * Math.PI * random.nextDouble();
            }
            return new Rhythm(frequencies, phases);
        }

        double at(double time) {
            double sum = 0;
            for (int i = 0; i < WAVES; i++) {
                sum += StrictMath.cos(2 * Math.PI * frequencies[i] * time + phases[i]);
            }
            return sum * Math.sqrt(2.0 / WAVES);
        }
    }
}
