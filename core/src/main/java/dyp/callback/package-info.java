/**
 * Callbacks by Keras's names, for {@code fit.callbacks(...)}: made with {@link dyp.callback.Callbacks}. What a callback is says
 * {@link dyp.train.Callback}.
 */
package dyp.callback;
