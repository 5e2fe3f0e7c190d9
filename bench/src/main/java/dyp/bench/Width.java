package dyp.bench;

import dyp.tensor.DypException;
import java.util.List;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;

/** Widths of vectors, in bits. By its own options a JVM can be held to a narrower one than the machine has. */
final class Width {
    private static final String ARCHITECTURE = System.getProperty("os.arch");

    private Width() {}

    /** What this process has. */
    static int own() {
        return FloatVector.SPECIES_PREFERRED.vectorBitSize();
    }

    /** This machine's own and, on x86, the narrower ones. */
    static List<Integer> all() {
        return x86() ? Stream.of(512, 256, 128).filter(bits -> bits <= own()).toList() : List.of(own());
    }

    /** Options for a JVM of this width. 128 bits are those of AVX2: with fused multiply-adds as NEON has them, but with 16 registers. */
    static List<String> options(int bits) {
        if (!x86() && bits != own()) {
            throw new DypException("Only on x86 the JVM has options for other vectors; these have " + own() + " bits.");
        }
        return !x86() ? List.of() : switch (bits) {
            case 512 -> List.of("-XX:UseAVX=3");
            case 256 -> List.of("-XX:UseAVX=2");
            case 128 -> List.of("-XX:UseAVX=2", "-XX:MaxVectorSize=16");
            default -> throw new DypException("Vectors have 128, 256 or 512 bits, but " + bits + " were asked for.");
        };
    }

    /** @throws DypException where this process has another width: the processor has none as wide */
    static void require(int bits) {
        if (own() != bits) {
            throw new DypException("Vectors of " + bits + " bits were asked for, but this JVM's have " + own() + ".");
        }
    }

    private static boolean x86() {
        return ARCHITECTURE.equals("amd64") || ARCHITECTURE.equals("x86_64");
    }
}
