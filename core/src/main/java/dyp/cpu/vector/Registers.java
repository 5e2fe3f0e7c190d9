package dyp.cpu.vector;

import dyp.op.Fused;
import java.util.Arrays;
import java.util.List;

/** Which register, a tile of scratch, each value of a chain lies in. */
final class Registers {
    /** Where a value has none. */
    static final int NONE = -1;

    private Registers() {}

    /** How a value is kept: not in a register, in one of its own, or in one given back after the value's last use. */
    enum Kept { NOT, ALWAYS, UNTIL_USED }

    /** @param kept of each value: those loaded come first, then the instructions' results */
    static int[] of(List<Fused.Instruction> body, Kept[] kept) {
        int n = kept.length - body.size();
        int[] lastUse = new int[kept.length];
        for (int i = 0; i < body.size(); i++) {
            for (int a : body.get(i).arguments()) {
                lastUse[a] = i;
            }
        }
        int[] register = new int[kept.length];
        Arrays.fill(register, NONE);
        int used = 0;
        for (int v = 0; v < kept.length; v++) {
            if (kept[v] == Kept.ALWAYS) {
                register[v] = used++;
            }
        }
        boolean[] busy = new boolean[kept.length];
        Arrays.fill(busy, 0, used, true);
        for (int i = 0; i < body.size(); i++) {
            for (int a : body.get(i).arguments()) {
                if (kept[a] == Kept.UNTIL_USED && lastUse[a] == i) {
                    busy[register[a]] = false;
                }
            }
            if (kept[n + i] == Kept.UNTIL_USED) {
                int free = 0;
                while (busy[free]) {
                    free++;
                }
                busy[free] = true;
                register[n + i] = free;
            }
        }
        return register;
    }

    static int count(int[] register) {
        return Arrays.stream(register).max().orElse(NONE) + 1;
    }
}
