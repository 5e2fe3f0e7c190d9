package dyp.nn;

/** Sequences: part of {@link Layers}, from which users take them. */
abstract class RecurrentLayers extends AttentionLayers {
    public static SimpleRNN simpleRnn(int units) {
        return new SimpleRNN(units);
    }

    public static LSTM lstm(int units) {
        return new LSTM(units);
    }

    public static GRU gru(int units) {
        return new GRU(units);
    }

    /** Along (batch, steps, length, channels). */
    public static ConvLSTM convLstm1d(int filters, int kernelSize) {
        return new ConvLSTM(1, filters, kernelSize);
    }

    /** Along (batch, steps, height, width, channels). */
    public static ConvLSTM convLstm2d(int filters, int kernelSize) {
        return new ConvLSTM(2, filters, kernelSize);
    }

    /** Along (batch, steps, depth, height, width, channels). */
    public static ConvLSTM convLstm3d(int filters, int kernelSize) {
        return new ConvLSTM(3, filters, kernelSize);
    }

    /** A layer in both directions; its mirror image goes backward. */
    public static Bidirectional bidirectional(Recurrent<?> layer) {
        return new Bidirectional(layer);
    }

    /** One layer on every step. */
    public static TimeDistributed timeDistributed(Layer layer) {
        return new TimeDistributed(layer);
    }
}
