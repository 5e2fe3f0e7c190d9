package dyp.preprocessing;

import dyp.op.Tensor;

/**
 * Colours as hue (a turn from 0 to 1), saturation (0 to 1) and value, each (batch, height, width, 1). Smith 1978, "Color gamut transform
 * pairs".
 */
record Hsv(Tensor hue, Tensor saturation, Tensor value) {
    static Hsv of(Tensor images) {
        Checks.colours(images);
        Tensor red = images.slice(3, 0, 1);
        Tensor green = images.slice(3, 1, 2);
        Tensor blue = images.slice(3, 2, 3);
        Tensor value = red.maximum(green).maximum(blue);
        Tensor range = value.sub(red.minimum(green).minimum(blue));
        Tensor zero = Tensor.scalar(0);
        Tensor one = Tensor.scalar(1);
        Tensor positive = zero.less(value);
        Tensor saturation = Tensor.where(positive, range.div(Tensor.where(positive, value, one)), zero);
        Tensor coloured = zero.less(range);
        Tensor sixth = Tensor.scalar(1.0 / 6).div(Tensor.where(coloured, range, one));
        Tensor hue = Tensor.where(value.equal(green), blue.sub(red).mul(sixth).add(2.0 / 6), red.sub(green).mul(sixth).add(4.0 / 6));
        hue = Tensor.where(value.equal(red), green.sub(blue).mul(sixth), hue);
        hue = Tensor.where(coloured, hue, zero);
        return new Hsv(hue.add(hue.less(zero)), saturation, value);
    }

    Tensor rgb() {
        Tensor turn = hue.sub(hue.floor()).mul(6);
        Tensor red = turn.sub(3).abs().sub(1);
        Tensor green = turn.sub(2).abs().neg().add(2);
        Tensor blue = turn.sub(4).abs().neg().add(2);
        Tensor pure = Tensor.concat(3, red, green, blue).clip(0, 1);
        return pure.sub(1).mul(saturation).add(1).mul(value);
    }
}
