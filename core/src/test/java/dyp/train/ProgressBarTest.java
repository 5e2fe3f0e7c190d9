package dyp.train;

import static dyp.loss.Losses.sparseCategoricalCrossentropy;
import static dyp.metric.Metrics.accuracy;
import static dyp.nn.Layers.dense;
import static dyp.optim.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dyp.tensor.NDArray;
import dyp.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private static List<String> progress(boolean moving) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ProgressBar bar = new ProgressBar(new PrintStream(bytes, true, StandardCharsets.UTF_8), moving);
        Model model = Sequential.of(dense(2));
        model.compile(sgd(), sparseCategoricalCrossentropy().fromLogits(), accuracy());
        NDArray x = NDArray.generate(Shape.of(40, 3), i -> i % 7);
        NDArray y = NDArray.of(new int[40]);
        model.fit(x, y, fit -> fit.epochs(2).batchSize(4).validationSplit(0.5).quiet().callbacks(bar));
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void onATerminalNoLineIsTooLongToBeWrittenOver() {
        List<String> lines = progress(true); // lines() splits at \r too
        lines.forEach(line -> assertTrue(line.length() < 80, line));
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("Epoch 2/2 ━━━━━━━━━━ 5/5  ")), lines::toString);
        assertTrue(lines.stream().anyMatch(line -> line.contains("val_accuracy")), lines::toString);
    }

    @Test
    void elsewhereEachEpochIsOneLine() {
        List<String> lines = progress(false);
        assertEquals(2, lines.size());
        assertTrue(lines.get(1).matches("Epoch 2/2  [0-9,]+ samples/s  .* s  loss [0-9.]+  accuracy [0-9.]+  val_loss [0-9.]+  val_accuracy [0-9.]+"),
                lines.get(1));
    }
}
