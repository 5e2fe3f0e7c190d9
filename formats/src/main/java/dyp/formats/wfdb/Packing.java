package dyp.formats.wfdb;

import dyp.store.Fault;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** How samples lie in a file; WFDB Applications Guide, signal(5). */
enum Packing {
    /** 16 bits, the low byte first. */
    P16(16),
    /** 16 bits, the high byte first. */
    P61(16),
    /** 8 bits from -128 to 127, stored with 128 added. */
    P80(8),
    /** Two samples of 12 bits in three bytes. */
    P212(12),
    P24(24),
    P32(32);

    private final int bits;

    Packing(int bits) {
        this.bits = bits;
    }

    static Packing of(String code) throws Fault {
        return Arrays.stream(values()).filter(p -> p.name().equals("P" + code)).findFirst()
                .orElseThrow(() -> new Fault("packs its samples in format " + code + ", but Dyp reads the formats 16, 24, 32, 61, 80 and 212."));
    }

    /** Bytes that so many samples take. */
    long bytes(long samples) {
        return this == P212 ? samples / 2 * 3 + samples % 2 * 2 : samples * (bits / 8);
    }

    /** Samples that so many bytes hold. */
    long samples(long bytes) {
        return this == P212 ? bytes / 3 * 2 + bytes % 3 / 2 : bytes / (bits / 8);
    }

    /** The sample at a place of a little-endian buffer. */
    int at(ByteBuffer b, int i) {
        return switch (this) {
            case P80 -> (b.get(i) & 0xFF) - 128;
            case P16 -> b.getShort(2 * i);
            case P61 -> Short.reverseBytes(b.getShort(2 * i));
            case P24 -> b.get(3 * i + 2) << 16 | (b.getShort(3 * i) & 0xFFFF);
            case P32 -> b.getInt(4 * i);
            case P212 -> {
                int at = i / 2 * 3, high = b.get(at + 1);
                // The low four bits of the middle byte belong to the first sample, the high four to the second.
                yield i % 2 == 0 ? (high << 28 >> 20) | (b.get(at) & 0xFF) : (high >> 4 << 8) | (b.get(at + 2) & 0xFF);
            }
        };
    }

    /** The value that stands for a sample that is missing. */
    boolean missing(int value) {
        return value == -1 << bits - 1;
    }
}
