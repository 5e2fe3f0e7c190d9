package dyp.labs.ecg;

import dyp.tensor.DypException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Parts that share no patient. Patients are whole, so classes cannot be shared out exactly: of many random ways the one is taken in which each
 * class's shares are closest to the fractions.
 */
final class ByPatient {
    private static final int TRIES = 200;

    private ByPatient() {}

    static List<Beats> split(Beats beats, long seed, double... fractions) {
        List<String> people = new ArrayList<>(beats.people());
        if (people.size() < fractions.length) {
            throw new DypException("Beats of " + people.size() + " patients cannot be split by patient into " + fractions.length + " parts. Give more records.");
        }
        int[][] table = new int[people.size()][beats.classes().size()];
        for (int i = 0; i < beats.size(); i++) {
            table[people.indexOf(beats.patients().get(i))][(int) beats.y().at(i)]++;
        }
        Random random = new Random(seed);
        List<Integer> order = new ArrayList<>(IntStream.range(0, people.size()).boxed().toList());
        int[] best = null;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < TRIES; i++) {
            Collections.shuffle(order, random);
            int[] part = parts(order, fractions);
            double cost = unevenness(table, part, fractions);
            if (cost < least) {
                least = cost;
                best = part;
            }
        }
        List<Beats> parts = new ArrayList<>();
        for (int p = 0; p < fractions.length; p++) {
            Set<String> mine = new HashSet<>();
            for (int person = 0; person < best.length; person++) {
                if (best[person] == p) {
                    mine.add(people.get(person));
                }
            }
            parts.add(beats.where(i -> mine.contains(beats.patients().get(i))));
        }
        return parts;
    }

    /** The part of each person: the first in the order come into the first part, and at least one person into each. */
    private static int[] parts(List<Integer> order, double[] fractions) {
        int[] part = new int[order.size()];
        double until = 0;
        int from = 0;
        for (int p = 0; p < fractions.length; p++) {
            until += fractions[p];
            int to = Math.clamp(Math.round(until * order.size()), from + 1, order.size() - (fractions.length - 1 - p));
            for (int i = from; i < to; i++) {
                part[order.get(i)] = p;
            }
            from = to;
        }
        return part;
    }

    /** How far the classes' shares are from the fractions: squares, relative to the fraction. */
    private static double unevenness(int[][] table, int[] part, double[] fractions) {
        double cost = 0;
        for (int c = 0; c < table[0].length; c++) {
            double[] in = new double[fractions.length];
            double all = 0;
            for (int person = 0; person < part.length; person++) {
                in[part[person]] += table[person][c];
                all += table[person][c];
            }
            for (int p = 0; p < in.length && all > 0; p++) {
                double off = in[p] / all / fractions[p] - 1;
                cost += off * off;
            }
        }
        return cost;
    }
}
