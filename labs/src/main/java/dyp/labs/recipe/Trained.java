package dyp.labs.recipe;

import dyp.train.History;
import dyp.train.Model;

/**
 * A stage's model, ready to answer.
 *
 * @param seconds what the stage took, validation included, however often it was stopped
 */
public record Trained(Model model, History history, double seconds) {}
