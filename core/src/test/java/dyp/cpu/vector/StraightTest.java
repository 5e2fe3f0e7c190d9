package dyp.cpu.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dyp.op.Binary;
import dyp.op.Fused;
import dyp.op.Fused.Instruction;
import dyp.op.MatMul;
import dyp.op.Unary;
import dyp.runtime.Epilogue;
import dyp.tensor.DType;
import dyp.tensor.Shape;
import dyp.tensor.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The loop for the commonest chains gives the same bits as a tile's passes, for numbers of every kind. */
class StraightTest {
    private static final float[] SPECIAL = {0f, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 6f, Float.MIN_VALUE, -Float.MAX_VALUE};

    private final Random random = new Random(1);
    private final boolean tiles = WarmUp.tiles;

    @BeforeEach
    void loopsOnly() {
        WarmUp.tiles = true;
    }

    @AfterEach
    void asBefore() {
        WarmUp.tiles = tiles;
    }

    private Slice numbers(int n) {
        float[] x = new float[n + 3];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextInt(9) == 0 ? SPECIAL[random.nextInt(SPECIAL.length)] : (float) (4 * random.nextGaussian());
        }
        return Slice.of(x, 3, n);
    }

    /** Behind a product: plus a number per column, plus another tensor, plus a second number per column, relu, at most a number. */
    private void check(int rows, int columns, boolean other, boolean second, boolean relu, boolean bounded, boolean loop) {
        Shape shape = Shape.of(rows, columns), row = Shape.of(1, columns);
        List<Shape> shapes = new ArrayList<>(List.of(shape, row));
        List<Slice> loaded = new ArrayList<>(List.of(numbers(rows * columns), numbers(columns)));
        int adds = 1;
        for (Shape more : other && second ? List.of(shape, row) : other ? List.of(shape) : List.<Shape>of()) {
            shapes.add(more);
            loaded.add(numbers(more.size()));
            adds++;
        }
        if (bounded) {
            shapes.add(Shape.of(1, 1));
            loaded.add(numbers(1));
        }
        List<Instruction> body = new ArrayList<>();
        int value = 0, first = loaded.size();
        for (int i = 1; i <= adds; i++) {
            body.add(new Instruction(Binary.ADD, i % 2 == 0 ? List.of(i, value) : List.of(value, i), DType.FLOAT32));
            value = first + body.size() - 1;
        }
        if (relu) {
            body.add(new Instruction(Unary.RELU, List.of(value), DType.FLOAT32));
            value = first + body.size() - 1;
        }
        if (bounded) {
            body.add(new Instruction(Binary.MIN, List.of(value, first - 1), DType.FLOAT32));
        }
        Fused op = new Fused(new MatMul(false, false), 2, body, shape, DType.FLOAT32);
        float[] expected = loaded.getFirst().floats().clone(), room = new float[(int) Tiles.scratchFloats(op, first + 1, 1)];
        tile(op, shapes, loaded, expected, room).apply(0, rows * columns, 0);
        float[] actual = loaded.getFirst().floats().clone();
        Tiles tile = tile(op, shapes, loaded, actual, room);
        Slice y = Slice.of(actual, 3, rows * columns);
        List<Slice> own = new ArrayList<>(loaded);
        own.set(0, y);
        Epilogue straight = Straight.of(op, shapes, own, y, tile);
        String what = rows + "x" + columns + " " + op.label();
        assertEquals(loop, straight instanceof Straight, what);
        int half = rows / 2 * columns;
        straight.apply(0, half, 0);
        straight.apply(half, rows * columns, 0);
        assertArrayEquals(expected, actual, what);
    }

    private static Tiles tile(Fused op, List<Shape> shapes, List<Slice> loaded, float[] y, float[] room) {
        List<Slice> own = new ArrayList<>(loaded);
        own.set(0, Slice.of(y, 3, loaded.getFirst().length()));
        return Tiles.of(op, shapes, own, own.getFirst(), Slice.of(room, 0, room.length));
    }

    @Test
    void sameBits() {
        for (int columns : new int[] {Lanes.L, Lanes.L + 1, 24, 40, 2 * Lanes.L, 100, 1500}) {
            for (int i = 0; i < 16; i++) {
                boolean relu = (i & 4) > 0, bounded = relu && (i & 8) > 0;
                check(2 + i % 5, columns, (i & 1) > 0, (i & 2) > 0, relu, bounded, columns >= Lanes.L);
            }
        }
    }

    @Test
    void otherChainsStayWithTheTile() {
        check(4, Lanes.L - 1, true, true, true, true, false);
        check(4, 40, true, false, false, true, false);
    }
}
