/**
 * Arrays in files: {@link dyp.store.Npy} and {@link dyp.store.Npz} are NumPy's formats, {@link dyp.store.Bundle} is an
 * .npz with numbers and words beside the arrays, {@link dyp.store.Checkpoints} a folder that keeps the last two.
 */
package dyp.store;
