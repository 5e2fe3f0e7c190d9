import static dyp.callback.Callbacks.earlyStopping;
import static dyp.loss.Losses.binaryCrossentropy;
import static dyp.metric.Metrics.accuracy;
import static dyp.nn.Activation.*;
import static dyp.nn.Layers.*;
import static dyp.optim.Optimizers.adam;
void main() {
    var model = dyp.train.Sequential.of(dense(100, RELU), dropout(0.2), dense(50, RELU), dropout(0.2), dense(1, SIGMOID));
    model.compile(adam(), binaryCrossentropy(), accuracy());
    model.fit(dyp.labs.lesson.Points.moons(1000, 0.2, 1), fit -> fit.epochs(100).validationSplit(0.2).callbacks(earlyStopping().patience(5)));
    IO.println(model.summary());
}
