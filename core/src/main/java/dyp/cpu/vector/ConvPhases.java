package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.blocks;

import java.util.ArrayList;
import java.util.List;

/**
 * The input gradient of a convolution with strides as convolutions without: one for each place of dx modulo the strides, with the
 * taps that such places meet.
 *
 * @param g the convolution
 * @param whole the stride-1 convolution of dy that sees what all phases see, one place of its output for each place of every
 *     phase: {@link ConvInput} splits it into tasks and loads them
 */
record ConvPhases(ConvGeometry g, ConvAxis d, ConvAxis h, ConvAxis w, ConvGeometry whole) {
    /** Taps of one phase, along the three axes. */
    record Phase(ConvAxis.Phase d, ConvAxis.Phase h, ConvAxis.Phase w) {
        int taps() {
            return d.taps() * h.taps() * w.taps();
        }
    }

    static ConvPhases of(ConvGeometry g) {
        var d = ConvAxis.of(g.d(), g.kd(), g.strideD(), g.padFront(), g.dilationD());
        var h = ConvAxis.of(g.h(), g.kh(), g.strideH(), g.padTop(), g.dilationH());
        var w = ConvAxis.of(g.w(), g.kw(), g.strideW(), g.padLeft(), g.dilationW());
        var whole = new ConvGeometry(g.n(), g.od(), g.oh(), g.ow(), g.cout(), d.count(), h.count(), w.count(), g.cin(),
                d.span(), h.span(), w.span(), 1, 1, 1, -d.low(), -h.low(), -w.low(), 1, 1, 1, g.groups());
        return new ConvPhases(g, d, h, w, whole);
    }

    List<Phase> all() {
        var all = new ArrayList<Phase>();
        for (var i : d.phases()) {
            for (var j : h.phases()) {
                for (var k : w.phases()) {
                    all.add(new Phase(i, j, k));
                }
            }
        }
        return all;
    }

    /** Where the pixels of dy lie that the first tap of a phase brings to the pixels of a task, counted from the load's answer. */
    int[] sources(Phase phase, ConvInput input) {
        int first = (phase.h.offset() - h.low()) * input.rowStep + (phase.w.offset() - w.low()) * g.cout();
        int rows = rows(phase, input, 0), columns = phase.w.count();
        int[] at = new int[input.images * rows * columns];
        for (int i = 0; i < at.length; i++) {
            int image = i / (rows * columns), row = i / columns % rows;
            at[i] = first + input.pixel[(image * input.rows + row) * whole.ow() + i % columns];
        }
        return at;
    }

    /** The pixels of dx that a task finds for a phase, counted from the first that it finds for any phase. */
    int[] targets(Phase phase, ConvInput input) {
        int rows = rows(phase, input, 0), columns = phase.w.count();
        int[] at = new int[rows * columns];
        for (int i = 0; i < at.length; i++) {
            at[i] = ((i / columns * g.strideH() + phase.h.from()) * g.w() + i % columns * g.strideW() + phase.w.from()) * g.cin();
        }
        return at;
    }

    /** Rows of dx of a phase among those of a task that begins with row {@code first} of the phases. */
    int rows(Phase phase, ConvInput input, int first) {
        return Math.clamp(phase.h.count() - first, 0, Math.min(input.rows, whole.oh() - first));
    }

    /** Where a row of taps of a phase lies, counted from its pixels' sources. */
    int tapRow(Phase phase, ConvInput input, int tapD, int tapH) {
        return input.tapRow[(phase.d.offset() - d.low() + tapD * phase.d.dilation()) * whole.kh() + tapH * phase.h.dilation()];
    }

    /** The number of a tap of a phase within the kernel. */
    int tap(Phase phase, int number) {
        int k = number % phase.w.taps(), j = number / phase.w.taps() % phase.h.taps(), i = number / phase.w.taps() / phase.h.taps();
        return (phase.d.tap(i) * g.kh() + phase.h.tap(j)) * g.kw() + phase.w.tap(k);
    }

    /** The picture of dx that a phase finds for an image of {@link #whole}; -1 where dx ends before. */
    int picture(Phase phase, int image) {
        int depth = image % whole.od() * g.strideD() + phase.d.from();
        return depth < g.d() ? image / whole.od() * g.d() + depth : -1;
    }

    /** Panels of packed weights: of each group, as many as its channels of dx ask for. */
    int groupPanels() {
        return blocks(g.groupIn(), Lanes.NR);
    }
}
