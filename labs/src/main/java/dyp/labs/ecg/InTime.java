package dyp.labs.ecg;

import dyp.tensor.DypException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One record, cut into stretches that follow one another. */
final class InTime {
    private InTime() {}

    /**
     * The beats of each stretch. A beat to whose window, or to whose window's filters, a sample beyond the border counts belongs to none: no sample
     * has a say in two parts. What is usual in the record is found in the first stretch alone.
     *
     * @param fractions of the record's time, adding up to 1
     * @throws DypException where a stretch has no beats
     */
    static List<Beats> split(EcgRecord record, BeatCutter cutter, List<String> classes, double... fractions) {
        BeatCutter.Cut cut = cutter.cut(record, classes, fractions[0]);
        List<Beats> parts = new ArrayList<>();
        double until = 0;
        for (double f : fractions) {
            double from = until * record.signal().length, to = (until + f) * record.signal().length;
            until += f;
            boolean last = parts.size() == fractions.length - 1;
            parts.add(cut.beats().where(i -> (from == 0 || cut.at()[i] - (cutter.before() + BeatCutter.REACH) * record.frequency() >= from)
                    && (last || cut.at()[i] + (cutter.after() + BeatCutter.REACH) * record.frequency() <= to)));
            if (parts.getLast().size() == 0) {
                throw new DypException(String.format(Locale.ROOT, "The record %s has no beats that can be used from %.0f to %.0f s. Give a longer record, "
                        + "or one with more annotations.",
                        record.patient(), from / record.frequency(), to / record.frequency()));
            }
        }
        return parts;
    }
}
