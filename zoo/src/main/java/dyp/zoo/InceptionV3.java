package dyp.zoo;

import static dyp.nn.Layers.averagePooling2d;
import static dyp.nn.Layers.concatenate;
import static dyp.nn.Layers.conv2d;
import static dyp.nn.Layers.maxPooling2d;
import static dyp.nn.Layers.zeroPadding2d;

import dyp.nn.Layer;
import dyp.nn.Symbol;
import dyp.op.Padding;
import java.util.ArrayList;
import java.util.List;

/** Szegedy et al. 2016: several convolutions side by side, the large ones taken apart into rows and columns. */
record InceptionV3() implements Architecture {
    /** A convolution of a branch. */
    private record Unit(int filters, int height, int width, String torch) {
        Unit(int filters, int size, String torch) {
            this(filters, size, size, torch);
        }
    }

    @Override
    public Symbol features(Net net, Symbol x) {
        Symbol y = unit(net, x, new Unit(32, 3, "Conv2d_1a_3x3"), 2, Padding.VALID);
        y = unit(net, y, new Unit(32, 3, "Conv2d_2a_3x3"), 1, Padding.VALID);
        y = unit(net, y, new Unit(64, 3, "Conv2d_2b_3x3"), 1, Padding.SAME);
        y = net.put(net.next("max_pooling2d"), maxPooling2d(3).strides(2), y);
        y = unit(net, y, new Unit(80, 1, "Conv2d_3b_1x1"), 1, Padding.VALID);
        y = unit(net, y, new Unit(192, 3, "Conv2d_4a_3x3"), 1, Padding.VALID);
        y = net.put(net.next("max_pooling2d"), maxPooling2d(3).strides(2), y);
        y = squares(net, y, 32, "mixed0", "Mixed_5b.");
        y = squares(net, y, 64, "mixed1", "Mixed_5c.");
        y = squares(net, y, 64, "mixed2", "Mixed_5d.");
        y = smaller(net, y);
        y = lines(net, y, 128, "mixed4", "Mixed_6b.");
        y = lines(net, y, 160, "mixed5", "Mixed_6c.");
        y = lines(net, y, 160, "mixed6", "Mixed_6d.");
        y = lines(net, y, 192, "mixed7", "Mixed_6e.");
        y = smallest(net, y);
        y = fans(net, y, "mixed9_0", "mixed9", "Mixed_7b.");
        return fans(net, y, "mixed9_1", "mixed10", "Mixed_7c.");
    }

    private static Symbol unit(Net net, Symbol x, Unit u, int stride, Padding padding) {
        Layer conv = conv2d(u.filters, u.height).kernelSize(u.height, u.width).strides(stride).padding(padding).useBias(false);
        Symbol y = net.put(net.next("conv2d"), u.torch + ".conv", conv, x);
        // Both styles have Keras's epsilon; PyTorch's scales as well.
        y = net.put(net.next("batch_normalization"), u.torch + ".bn", net.norm(1e-3, 0.99).epsilon(1e-3).scale(net.torch()), y);
        return net.relu(net.next("activation"), y);
    }

    private static Symbol row(Net net, Symbol x, Unit... units) {
        Symbol y = x;
        for (Unit u : units) {
            y = unit(net, y, u, 1, Padding.SAME);
        }
        return y;
    }

    /** The mean of neighbours, then a convolution. PyTorch counts the border's zeros as well. */
    private static Symbol pooled(Net net, Symbol x, int filters, String torch) {
        String name = net.next("average_pooling2d");
        Symbol y = net.torch() ? net.put(name, averagePooling2d(3).strides(1), net.put(name + "_pad", zeroPadding2d(1), x))
                : net.put(name, averagePooling2d(3).strides(1).padding(Padding.SAME), x);
        return row(net, y, new Unit(filters, 1, torch + "branch_pool"));
    }

    private static Symbol squares(Net net, Symbol x, int pool, String name, String torch) {
        Symbol one = row(net, x, new Unit(64, 1, torch + "branch1x1"));
        Symbol five = row(net, x, new Unit(48, 1, torch + "branch5x5_1"), new Unit(64, 5, torch + "branch5x5_2"));
        Symbol three = row(net, x, new Unit(64, 1, torch + "branch3x3dbl_1"), new Unit(96, 3, torch + "branch3x3dbl_2"), new Unit(96, 3, torch + "branch3x3dbl_3"));
        return net.put(name, concatenate(), one, five, three, pooled(net, x, pool, torch));
    }

    private static Symbol smaller(Net net, Symbol x) {
        Symbol three = unit(net, x, new Unit(384, 3, "Mixed_6a.branch3x3"), 2, Padding.VALID);
        Symbol twice = row(net, x, new Unit(64, 1, "Mixed_6a.branch3x3dbl_1"), new Unit(96, 3, "Mixed_6a.branch3x3dbl_2"));
        twice = unit(net, twice, new Unit(96, 3, "Mixed_6a.branch3x3dbl_3"), 2, Padding.VALID);
        return net.put("mixed3", concatenate(), three, twice, net.put(net.next("max_pooling2d"), maxPooling2d(3).strides(2), x));
    }

    private static Symbol lines(Net net, Symbol x, int width, String name, String torch) {
        Symbol one = row(net, x, new Unit(192, 1, torch + "branch1x1"));
        Symbol seven = row(net, x, new Unit(width, 1, torch + "branch7x7_1"), new Unit(width, 1, 7, torch + "branch7x7_2"), new Unit(192, 7, 1, torch + "branch7x7_3"));
        List<Unit> twice = new ArrayList<>(List.of(new Unit(width, 1, torch + "branch7x7dbl_1")));
        for (int i = 2; i <= 5; i++) {
            twice.add(new Unit(i == 5 ? 192 : width, i % 2 == 0 ? 7 : 1, i % 2 == 0 ? 1 : 7, torch + "branch7x7dbl_" + i));
        }
        return net.put(name, concatenate(), one, seven, row(net, x, twice.toArray(Unit[]::new)), pooled(net, x, 192, torch));
    }

    private static Symbol smallest(Net net, Symbol x) {
        Symbol three = unit(net, row(net, x, new Unit(192, 1, "Mixed_7a.branch3x3_1")), new Unit(320, 3, "Mixed_7a.branch3x3_2"), 2, Padding.VALID);
        Symbol seven = row(net, x, new Unit(192, 1, "Mixed_7a.branch7x7x3_1"), new Unit(192, 1, 7, "Mixed_7a.branch7x7x3_2"),
                new Unit(192, 7, 1, "Mixed_7a.branch7x7x3_3"));
        seven = unit(net, seven, new Unit(192, 3, "Mixed_7a.branch7x7x3_4"), 2, Padding.VALID);
        return net.put("mixed8", concatenate(), three, seven, net.put(net.next("max_pooling2d"), maxPooling2d(3).strides(2), x));
    }

    private static Symbol fans(Net net, Symbol x, String inner, String name, String torch) {
        Symbol one = row(net, x, new Unit(320, 1, torch + "branch1x1"));
        Symbol three = row(net, x, new Unit(384, 1, torch + "branch3x3_1"));
        three = fan(net, three, inner, torch + "branch3x3_2");
        Symbol twice = row(net, x, new Unit(448, 1, torch + "branch3x3dbl_1"), new Unit(384, 3, torch + "branch3x3dbl_2"));
        twice = fan(net, twice, net.next("concatenate"), torch + "branch3x3dbl_3");
        return net.put(name, concatenate(), one, three, twice, pooled(net, x, 192, torch));
    }

    /** A row and a column side by side. */
    private static Symbol fan(Net net, Symbol x, String name, String torch) {
        Symbol rows = row(net, x, new Unit(384, 1, 3, torch + "a"));
        Symbol columns = row(net, x, new Unit(384, 3, 1, torch + "b"));
        return net.put(name, concatenate(), rows, columns);
    }

    @Override
    public Preprocess preprocess(Style style) {
        return Preprocess.SCALE;
    }
}
