package dyp.formats.torch;

import dyp.tensor.DypException;
import java.util.List;

/**
 * What of a state dict went where.
 *
 * @param matched each variable that got numbers
 * @param missing variables that stayed as they were, each with the keys that were looked for
 * @param unexpected keys that nothing asked for
 * @param leftAside keys that have no counterpart, such as {@code num_batches_tracked}
 */
public record Report(List<Match> matched, List<Missing> missing, List<String> unexpected, List<String> leftAside) {
    /** Where a variable's numbers come from; two keys where biases are summed. */
    public record Match(String variable, List<String> keys) {}

    /** @param sought keys of which one would have done; empty where no name is known for the variable's layer */
    public record Missing(String variable, List<String> sought) {
        @Override
        public String toString() {
            return variable + (sought.isEmpty() ? " (no name is known for its layer)" : " (looked for " + String.join(" or ", sought) + ")");
        }
    }

    public Report {
        matched = List.copyOf(matched);
        missing = List.copyOf(missing);
        unexpected = List.copyOf(unexpected);
        leftAside = List.copyOf(leftAside);
    }

    /** Whether every variable got its numbers and every key was used. */
    public boolean complete() {
        return missing.isEmpty() && unexpected.isEmpty();
    }

    /**
     * This report where nothing is missing; keys too many do no harm.
     *
     * @param what what to call the source in a message
     * @throws DypException where variables got nothing
     */
    public Report requireAll(String what) {
        if (!missing.isEmpty()) {
            throw new DypException(what + " does not fit the model: " + missing.size() + " of " + (missing.size() + matched.size()) + " variables got no numbers: "
                    + some(missing) + "." + (unexpected.isEmpty() ? "" : " Not used were " + some(unexpected) + "."));
        }
        return this;
    }

    private static String some(List<?> all) {
        String first = String.join(", ", all.stream().limit(5).map(Object::toString).toList());
        return all.size() > 5 ? first + " and " + (all.size() - 5) + " more" : first;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(matched.size() + " matched, " + missing.size() + " missing, " + unexpected.size() + " unexpected\n");
        matched.forEach(m -> text.append("  ").append(m.variable).append(" <- ").append(String.join(" + ", m.keys)).append('\n'));
        missing.forEach(m -> text.append("  missing: ").append(m).append('\n'));
        unexpected.forEach(k -> text.append("  unexpected: ").append(k).append('\n'));
        return text.toString();
    }
}
