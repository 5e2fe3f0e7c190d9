/**
 * What is done to data before they are learned from: numbers brought to scale, categories encoded, pictures resized, and in training
 * augmented. All are layers, so they travel with the model.
 */
package dyp.preprocessing;
