/**
 * Data to train on: {@link dyp.data.Dataset} (samples, targets and an order over them), its batches and parts, and
 * {@link dyp.data.Idx}, the reader of the MNIST family's files.
 */
package dyp.data;
