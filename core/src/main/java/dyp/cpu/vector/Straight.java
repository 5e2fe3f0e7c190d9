package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.SPECIES;

import dyp.op.Binary;
import dyp.op.Fused;
import dyp.op.Unary;
import dyp.runtime.Epilogue;
import dyp.runtime.Stretch;
import dyp.tensor.Shape;
import dyp.tensor.Slice;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The commonest chain behind a product or convolution as one loop: a number per column is added, perhaps another tensor and a second
 * number per column, and what comes out is cut off below zero and perhaps above a bound. {@link Tiles} make the same bits of it, with
 * a pass through the L1 cache for each of these ops.
 *
 * @param other the other tensor, or null
 * @param second the second number per column, or null
 * @param bound a single number, or null
 * @param tile does the work where rows are too short, and as long as the JIT has not compiled the loop
 */
record Straight(Slice y, int columns, Slice first, Slice other, Slice second, boolean relu, Slice bound, Tiles tile) implements Epilogue {
    /** The chain as such a loop, or as the tile itself where it is another chain. */
    static Epilogue of(Fused op, List<Shape> shapes, List<Slice> loaded, Slice y, Tiles tile) {
        int columns = 0, done = 0, value = 0;
        Slice[] added = new Slice[3];
        List<Fused.Instruction> body = op.body();
        if (op.row() > 1) {
            return tile; // sums of rows are values too
        }
        for (; done < body.size() && done < 3 && body.get(done).op() == Binary.ADD; done++) {
            int with = other(body.get(done), value);
            Stretch read = with <= 0 || with >= loaded.size() ? null : Stretch.of(shapes.get(with), op.to());
            boolean column = done != 1 && read != null && read.kind() == Stretch.Kind.CYCLE && (columns == 0 || columns == read.inner());
            if (!column && (done != 1 || read == null || read.kind() != Stretch.Kind.SAME)) {
                return tile;
            }
            columns = column ? read.inner() : columns;
            added[done] = loaded.get(with);
            value = loaded.size() + done;
        }
        boolean relu = done < body.size() && body.get(done).op() == Unary.RELU && body.get(done).arguments().getFirst() == value;
        value = relu ? loaded.size() + done++ : value;
        Slice bound = null;
        if (relu && done < body.size() && body.get(done).op() == Binary.MIN) {
            int with = other(body.get(done), value);
            bound = with > 0 && with < loaded.size() && loaded.get(with).length() == 1 ? loaded.get(with) : null;
            done += bound == null ? 0 : 1;
        }
        return done == body.size() && columns >= L ? new Straight(y, columns, added[0], added[1], added[2], relu, bound, tile) : tile;
    }

    /** What else an op of two arguments takes than this value; -1 where it does not take it, or twice. */
    private static int other(Fused.Instruction i, int value) {
        int a = i.arguments().get(0), b = i.arguments().get(1);
        return a == b || a != value && b != value ? -1 : a == value ? b : a;
    }

    @Override
    public void apply(int from, int to, int lane) {
        float high = bound == null ? Float.POSITIVE_INFINITY : bound.floats()[bound.offset()];
        if (!WarmUp.tiles || Float.isNaN(high)) {
            tile.apply(from, to, lane);
            return;
        }
        float[] b = first.floats(), x = other == null ? null : other.floats(), c = second == null ? null : second.floats();
        int xPos = other == null ? 0 : other.offset(), cPos = second == null ? 0 : second.offset();
        rows(y.floats(), y.offset() + from, (to - from) / columns, columns, b, first.offset(), x, xPos + from, c, cPos, relu, bound != null, high);
    }

    /** So many rows, at least a vector long. The last vector of a row lies over the one before, and is computed before that is written. */
    static void rows(float[] y, int yPos, int rows, int columns, float[] b, int bPos, float[] x, int xPos, float[] c, int cPos,
            boolean relu, boolean bounded, float high) {
        int last = columns - L;
        FloatVector top = FloatVector.broadcast(SPECIES, high), zero = FloatVector.zero(SPECIES);
        for (int row = 0; row < rows; row++, yPos += columns, xPos += columns) {
            FloatVector end = FloatVector.fromArray(SPECIES, y, yPos + last).add(FloatVector.fromArray(SPECIES, b, bPos + last));
            if (x != null) {
                end = end.add(FloatVector.fromArray(SPECIES, x, xPos + last));
            }
            if (c != null) {
                end = end.add(FloatVector.fromArray(SPECIES, c, cPos + last));
            }
            if (relu) {
                end = end.blend(zero, end.compare(VectorOperators.LE, zero));
            }
            if (bounded) {
                end = end.blend(top, end.compare(VectorOperators.GE, top));
            }
            for (int j = 0; j < last; j += L) {
                FloatVector v = FloatVector.fromArray(SPECIES, y, yPos + j).add(FloatVector.fromArray(SPECIES, b, bPos + j));
                if (x != null) {
                    v = v.add(FloatVector.fromArray(SPECIES, x, xPos + j));
                }
                if (c != null) {
                    v = v.add(FloatVector.fromArray(SPECIES, c, cPos + j));
                }
                if (relu) {
                    v = v.blend(zero, v.compare(VectorOperators.LE, zero));
                }
                if (bounded) {
                    v = v.blend(top, v.compare(VectorOperators.GE, top));
                }
                v.intoArray(y, yPos + j);
            }
            end.intoArray(y, yPos + last);
        }
    }
}
