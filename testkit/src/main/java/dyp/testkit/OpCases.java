package dyp.testkit;

import java.util.List;
import java.util.stream.Stream;

/**
 * Every op and every variant of it. A new op adds its line to the family's file, and is then checked by its gradient, on
 * every backend, compiled and not. Sizes are odd on purpose, so that no vector or block is ever full.
 */
public final class OpCases {
    private OpCases() {}

    public static List<OpCase> all() {
        return Stream.of(ElementwiseCases.all(), ReduceCases.all(), ProductCases.all(), ConvCases.all(), PoolCases.all(),
                NormalizeCases.all(), ViewCases.all(), IndexCases.all(), ScanCases.all()).flatMap(List::stream).toList();
    }
}
