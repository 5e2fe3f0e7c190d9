package dyp.data;

/**
 * The three parts of a dataset: to learn from, to choose by, and to judge by once at the end.
 *
 * @param train the rows the model learns from
 * @param validation the rows that decide when to stop and which model to keep
 * @param test the rows looked at only for the final figure
 */
public record Split(Dataset train, Dataset validation, Dataset test) {}
