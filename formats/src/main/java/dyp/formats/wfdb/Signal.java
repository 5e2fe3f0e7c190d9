package dyp.formats.wfdb;

import dyp.store.Fault;

/**
 * One line of a header: where a signal's samples lie, and what they mean. WFDB Applications Guide, header(5).
 *
 * @param file the file's name, in the header's folder
 * @param format how samples are packed
 * @param start bytes in front of the samples
 * @param gain steps per unit
 * @param baseline the step that stands for 0 units
 * @param checksum the sum of all samples, of which 16 bits are kept; null where it is not said
 */
record Signal(String file, Packing format, long start, double gain, int baseline, String unit, Integer checksum, String name) {
    private static final double USUAL_GAIN = 200;

    static Signal parse(String line) throws Fault {
        String[] words = line.strip().split("\\s+", 9);
        if (words.length < 2) {
            throw new Fault("is damaged: a signal's line is '" + line + "'.");
        }
        String file = words[0];
        // A name, not a path: nothing outside of the record's own folder is opened.
        if (!file.matches("[A-Za-z0-9_-][A-Za-z0-9_.-]*") || file.equals("-")) {
            throw new Fault("names the file '" + file + "' for its samples, which is refused: they have to lie in a file beside it.");
        }
        String[] packing = words[1].split("\\+", 2);
        if (packing[0].contains("x") && !packing[0].endsWith("x1") || packing[0].contains(":")) {
            throw new Fault("packs the samples of '" + file + "' as " + words[1] + ", several to a frame or skewed, which is not read.");
        }
        Packing format = Packing.of(packing[0].replaceFirst("x1$", ""));
        int zero = words.length > 4 ? whole(words[4], line) : 0;
        double gain = USUAL_GAIN;
        int baseline = zero;
        String unit = "mV";
        if (words.length > 2) {
            String scale = words[2];
            int slash = scale.indexOf('/'), bracket = scale.indexOf('(');
            if (slash >= 0) {
                unit = scale.substring(slash + 1);
                scale = scale.substring(0, slash);
            }
            if (bracket >= 0 && bracket < scale.length()) {
                if (!scale.endsWith(")")) {
                    throw new Fault("is damaged: a signal's line is '" + line + "'.");
                }
                baseline = whole(scale.substring(bracket + 1, scale.length() - 1), line);
                scale = scale.substring(0, bracket);
            }
            gain = number(scale, line);
            gain = gain == 0 ? USUAL_GAIN : gain;
        }
        return new Signal(file, format, packing.length > 1 ? whole(packing[1], line) : 0, gain, baseline, unit, words.length > 6 ? whole(words[6], line) : null,
                words.length > 8 ? words[8].strip() : "");
    }

    static int whole(String word, String line) throws Fault {
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException e) {
            throw new Fault("is damaged: '" + word + "' is no whole number, in the line '" + line + "'.");
        }
    }

    static double number(String word, String line) throws Fault {
        try {
            double value = Double.parseDouble(word);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new Fault("is damaged: '" + word + "' is no number, in the line '" + line + "'.");
    }
}
