package dyp.cpu.scalar;

import dyp.op.Random;
import dyp.runtime.Blocks;
import dyp.runtime.Slices;
import dyp.runtime.Step;
import dyp.tensor.Slice;

/** Random numbers by counting, one at a time. */
final class RandomLoop {
    private RandomLoop() {}

    static Step of(Random op, Slices s) {
        Slice key = s.input(0);
        return Blocks.over(s.output().length(), 16, (from, to, lane) -> {
            int low = (int) key.get(0);
            int high = (int) key.get(1);
            int step = (int) key.get(2);
            for (int i = from; i < to; i++) {
                s.output().set(i, op.draw(low, high, step, i));
            }
        });
    }
}
