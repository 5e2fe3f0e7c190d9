package dyp.labs.context;

import dyp.op.Tensor;
import dyp.optim.Schedule;

/** Up in a straight line, level, and down to 0: until it goes down, more steps can still be asked for. Hägele et al. 2024, "Scaling laws and compute-optimal training beyond fixed training durations". */
record Trapezoid(double rate, int up, int down, int steps) implements Schedule {
    @Override
    public Tensor at(Tensor step) {
        Tensor rising = step.add(1).div(up).minimum(Tensor.scalar(1));
        Tensor falling = Tensor.scalar(steps).sub(step).div(down).clip(0, 1);
        return rising.minimum(falling).mul(rate);
    }
}
