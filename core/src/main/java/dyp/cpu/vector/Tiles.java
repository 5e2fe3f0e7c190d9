package dyp.cpu.vector;

import dyp.op.Fused;
import dyp.runtime.Epilogue;
import dyp.tensor.Shape;
import dyp.tensor.Slice;
import java.util.List;

/** A fused chain as a small program over tiles, which stay in the L1 cache. */
sealed interface Tiles extends Epilogue permits Tile, RowTile {
    /** Numbers in a tile. */
    int size();

    /**
     * Runs the chain for up to {@link #size} numbers.
     *
     * @param first whether the lane's last tile was not the one before, of {@link #size} numbers
     * @return where the results lie: in the output, or in scratch
     */
    int tile(int at, int n, int lane, boolean first);

    @Override
    default void apply(int from, int to, int lane) {
        for (int at = from; at < to; at += size()) {
            tile(at, Math.min(size(), to - at), lane, at == from);
        }
    }

    /**
     * @param loaded the values before the first instruction's; their shapes say how they stretch
     * @param out null where the results stay in a register
     */
    static Tiles of(Fused op, List<Shape> shapes, List<Slice> loaded, Slice out, Slice scratch) {
        return op.row() > 1 ? new RowTile(op, shapes, loaded, out, scratch) : new Tile(op, shapes, loaded, out, scratch);
    }

    /** Floats of scratch for some lanes: never more registers than values. */
    static long scratchFloats(Fused op, int inputs, int lanes) {
        int values = op.loaded(inputs) + op.body().size();
        return (long) values * lanes * (op.row() > 1 ? RowTile.floats(op.row()) : Tile.SIZE);
    }
}
