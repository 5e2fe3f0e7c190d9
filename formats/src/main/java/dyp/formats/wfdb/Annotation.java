package dyp.formats.wfdb;

/**
 * What somebody has marked in a record: a beat, a change of rhythm.
 *
 * @param sample where, counted in samples from the record's beginning
 * @param symbol PhysioNet's sign: {@code N} normal beat, {@code V} premature ventricular beat, {@code +} change of rhythm
 * @param note a text, as {@code (AFIB}; empty where there is none
 */
public record Annotation(long sample, String symbol, int subtype, int channel, int number, String note) {
    /** By code, from 0 on; WFDB Programmer's Guide, ecgcodes.h. */
    private static final String[] SYMBOLS = (". N L R a V F J A S E j / Q ~ [15] | [17] s T * D \" = p B ^ t + u ? ! [ ] e n @ x f ( ) r").split(" ");

    static String symbol(int code) {
        return code < SYMBOLS.length ? SYMBOLS[code] : "[" + code + "]";
    }
}
