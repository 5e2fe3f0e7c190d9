package dyp.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What one process measured, which it prints as one line of words {@code key=value}; peers print such lines as well.
 *
 * @param seconds of one run: one number per repetition
 * @param numbers what else is known: {@code rss} (the process's peak, in bytes), {@code flops}, {@code bytes} and {@code arena} of a run,
 *     {@code peak}, the machine's operations per second while it ran
 */
record Result(List<Double> seconds, Map<String, Double> numbers) {
    private static final String MARK = "result ";

    String line() {
        return MARK + "seconds=" + seconds.stream().map(s -> String.format(Locale.ROOT, "%.9g", s)).collect(Collectors.joining(","))
                + numbers.entrySet().stream().map(e -> " " + e.getKey() + "=" + e.getValue()).collect(Collectors.joining());
    }

    /** From all that a process printed; null where it holds no result. */
    static Result parse(String output) {
        List<Double> seconds = new ArrayList<>();
        Map<String, Double> numbers = new LinkedHashMap<>();
        for (String line : output.lines().filter(l -> l.startsWith(MARK)).toList()) {
            for (String word : line.substring(MARK.length()).split(" ")) {
                String value = word.substring(word.indexOf('=') + 1);
                if (word.startsWith("seconds=")) {
                    Arrays.stream(value.split(",")).map(Double::valueOf).forEach(seconds::add);
                } else {
                    numbers.put(word.substring(0, word.indexOf('=')), Double.valueOf(value));
                }
            }
        }
        return seconds.isEmpty() ? null : new Result(seconds, numbers);
    }

    /** The repetitions of both; of what else was measured the larger. */
    Result and(Result other) {
        List<Double> all = new ArrayList<>(seconds);
        all.addAll(other.seconds);
        Map<String, Double> both = new LinkedHashMap<>(numbers);
        other.numbers.forEach((k, v) -> both.merge(k, v, Math::max));
        return new Result(all, both);
    }

    double median() {
        return Statistics.median(seconds.stream().mapToDouble(s -> s).toArray());
    }

    /** 0 where it was not measured. */
    double number(String key) {
        return numbers.getOrDefault(key, 0.0);
    }

    /**
     * How much of what the machine can do was done: by operations or by bytes, whichever asks for more time.
     *
     * @param bandwidth bytes per second
     */
    double share(double bandwidth) {
        double atBest = Math.max(number("flops") / number("peak"), number("bytes") / bandwidth);
        return atBest / median();
    }
}
