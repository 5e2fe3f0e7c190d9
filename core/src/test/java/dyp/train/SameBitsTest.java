package dyp.train;

import static dyp.optim.Optimizers.adam;
import static dyp.optim.Optimizers.rmsProp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dyp.data.Dataset;
import dyp.tensor.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The same seed gives the same bits, whatever the number of threads; another seed gives others. */
class SameBitsTest {
    private static List<NDArray> after(Supplier<Model> make, Dataset data, long seed, int threads) {
        Model model = make.get().seed(seed).threads(threads);
        History history = model.fit(data, fit -> fit.epochs(2).batchSize(64).validationSplit(0.1).quiet());
        List<NDArray> all = new ArrayList<>(Toys.weights(model));
        all.add(model.predict(Toys.x(data)));
        all.add(NDArray.scalar((float) history.last("loss")));
        all.add(NDArray.scalar((float) history.last("val_loss")));
        return all;
    }

    private static void check(Supplier<Model> make, Dataset data) {
        List<NDArray> one = after(make, data, 11, 1);
        for (int threads = 1; threads <= 3; threads++) {
            assertEquals(one, after(make, data, 11, threads), threads + " threads, seed 11");
        }
        List<NDArray> other = after(make, data, 12, 2);
        assertNotEquals(one.getFirst(), other.getFirst());
        assertNotEquals(one.getLast(), other.getLast());
        // Only the high half of the seed differs.
        assertNotEquals(one.getFirst(), after(make, data, 11 + (1L << 32), 2).getFirst());
    }

    @Test
    void tables() {
        check(() -> Toys.mlp(rmsProp()), Toys.table(500, 40, 1));
    }

    @Test
    void pictures() {
        check(() -> Toys.cnn(adam()), Toys.pictures(300, 1));
    }

    @Test
    void threadsMayChangeBetweenFits() {
        Dataset data = Toys.pictures(100, 2);
        Model steady = Toys.cnn(adam()).threads(1);
        Model changing = Toys.cnn(adam()).threads(1);
        steady.fit(data, fit -> fit.quiet());
        changing.fit(data, fit -> fit.quiet());
        assertEquals(steady.predict(Toys.x(data)), changing.threads(3).predict(Toys.x(data)));
    }
}
