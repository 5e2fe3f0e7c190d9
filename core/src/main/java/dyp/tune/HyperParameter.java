package dyp.tune;

import dyp.tensor.DypException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Something to choose before training, and what there is to choose from. Asked for its value in a trial by itself, so that the
 * type is right: {@code trial.get(units)}.
 */
public sealed interface HyperParameter<T> {
    String name();

    /** The value at a random number from 0 to below 1. */
    T at(double uniform);

    /** The values that a grid goes through. */
    List<T> grid();

    /** One of these. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    static <T> HyperParameter<T> choice(String name, T... values) {
        return new Choice<>(name, Arrays.asList(values));
    }

    /** A whole number from {@code from} to {@code to}, both included. */
    static HyperParameter<Integer> range(String name, int from, int to) {
        return new Choice<>(name, IntStream.rangeClosed(from, to).boxed().toList());
    }

    /** Any number between two, each as likely as the other. */
    static Continuous uniform(String name, double from, double to) {
        return new Continuous(name, from, to, false, 0);
    }

    /** Any number between two that are above 0, each order of magnitude as likely as the other: for learning rates and penalties. */
    static Continuous logUniform(String name, double from, double to) {
        return new Continuous(name, from, to, true, 0);
    }

    /** One of a list. */
    record Choice<T>(String name, List<T> values) implements HyperParameter<T> {
        public Choice {
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new DypException("There is nothing to choose from for '" + name + "'. Give one value or more.");
            }
        }

        @Override
        public T at(double uniform) {
            return values.get((int) (uniform * values.size()));
        }

        @Override
        public List<T> grid() {
            return values;
        }
    }

    /**
     * A number between two.
     *
     * @param points how many values a grid goes through; 0 where it was not said
     */
    record Continuous(String name, double from, double to, boolean log, int points) implements HyperParameter<Double> {
        public Continuous {
            if (!(from < to) || log && from <= 0) {
                throw new DypException("'" + name + "' lies between two numbers" + (log ? " above 0" : "") + ", the smaller first, but " + from + " and " + to
                        + " came.");
            }
        }

        /** How many values, evenly spaced, both ends included, a grid goes through. */
        public Continuous points(int n) {
            if (n < 2) {
                throw new DypException("A grid goes through 2 or more points, but " + n + " were asked for.");
            }
            return new Continuous(name, from, to, log, n);
        }

        @Override
        public Double at(double uniform) {
            return log ? Math.exp(Math.log(from) + uniform * (Math.log(to) - Math.log(from))) : from + uniform * (to - from);
        }

        @Override
        public List<Double> grid() {
            if (points == 0) {
                throw new DypException("A grid needs to know how many values of '" + name + "' to go through: say points(n), or search at random.");
            }
            return IntStream.range(0, points).mapToObj(i -> i == points - 1 ? Double.valueOf(to) : at(i / (points - 1.0))).toList();
        }
    }
}
