/**
 * Well-known networks, and the weights that others trained for them. {@link dyp.zoo.Zoo} has a blueprint of each, {@link dyp.zoo.Blueprint} says what it
 * is to be and whose weights it takes, {@link dyp.zoo.Preprocess} and {@link dyp.zoo.ClassLabels} travel with the model.
 */
package dyp.zoo;
