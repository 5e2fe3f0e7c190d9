package dyp.bench;

import dyp.runtime.Step;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** What the machine can do at best: multiply-adds in registers, and reading memory. */
final class Peak {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LOOPS = 100_000;
    private static final int CHAINS = 12;

    private final float[] sink = new float[64 * 64];

    /** One task for each thread, of {@link #flops} floating-point operations in all. */
    Step[] step(int threads) {
        return new Step[] {new Step() {
            @Override
            public int tasks() {
                return threads;
            }

            @Override
            public void run(int task, int lane) {
                sink[task * 64] = fma();
            }
        }};
    }

    static double flops(int threads) {
        return 2.0 * LOOPS * CHAINS * SPECIES.length() * threads;
    }

    /** Twelve independent chains hide the latency of 4 cycles on up to 3 ports. */
    private static float fma() {
        FloatVector x = FloatVector.broadcast(SPECIES, 0.5f), y = FloatVector.broadcast(SPECIES, 0.25f);
        FloatVector a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int n = 0; n < LOOPS; n++) {
            a = a.fma(y, x);
            b = b.fma(y, x);
            c = c.fma(y, x);
            d = d.fma(y, x);
            e = e.fma(y, x);
            f = f.fma(y, x);
            g = g.fma(y, x);
            h = h.fma(y, x);
            i = i.fma(y, x);
            j = j.fma(y, x);
            k = k.fma(y, x);
            l = l.fma(y, x);
        }
        return a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(i).add(j).add(k).add(l).lane(0);
    }

    /** Reads {@code count} floats of memory, in 16 tasks. */
    Step[] read(float[] memory, int count) {
        return new Step[] {new Step() {
            @Override
            public int tasks() {
                return 16;
            }

            @Override
            public void run(int task, int lane) {
                int part = count / 16;
                sink[task * 64] = sum(memory, task * part, (task + 1) * part);
            }
        }};
    }

    /** a = b, in 16 tasks. */
    Step[] copy(float[] a, float[] b) {
        return parts(a.length, (from, to) -> {
            for (int i = from; i < to; i += SPECIES.length()) {
                FloatVector.fromArray(SPECIES, b, i).intoArray(a, i);
            }
        });
    }

    /** a = b + 3 c, in 16 tasks. */
    Step[] triad(float[] a, float[] b, float[] c) {
        return parts(a.length, (from, to) -> {
            FloatVector three = FloatVector.broadcast(SPECIES, 3);
            for (int i = from; i < to; i += SPECIES.length()) {
                FloatVector.fromArray(SPECIES, c, i).fma(three, FloatVector.fromArray(SPECIES, b, i)).intoArray(a, i);
            }
        });
    }

    /** A loop over a part of an array. */
    private interface Part {
        void run(int from, int to);
    }

    private static Step[] parts(int count, Part part) {
        return new Step[] {new Step() {
            @Override
            public int tasks() {
                return 16;
            }

            @Override
            public void run(int task, int lane) {
                part.run(task * (count / 16), (task + 1) * (count / 16));
            }
        }};
    }

    private static float sum(float[] memory, int from, int to) {
        int lanes = SPECIES.length();
        FloatVector a = FloatVector.zero(SPECIES), b = a, c = a, d = a;
        for (int i = from; i <= to - 4 * lanes; i += 4 * lanes) {
            a = a.add(FloatVector.fromArray(SPECIES, memory, i));
            b = b.add(FloatVector.fromArray(SPECIES, memory, i + lanes));
            c = c.add(FloatVector.fromArray(SPECIES, memory, i + 2 * lanes));
            d = d.add(FloatVector.fromArray(SPECIES, memory, i + 3 * lanes));
        }
        return a.add(b).add(c).add(d).lane(0);
    }
}
