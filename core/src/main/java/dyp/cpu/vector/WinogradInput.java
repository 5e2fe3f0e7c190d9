package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.roundUp;
import static dyp.cpu.vector.WinogradTiles.IN;
import static dyp.cpu.vector.WinogradTiles.OUT;
import static dyp.cpu.vector.WinogradTiles.POINTS;

import java.util.Arrays;

/**
 * Tiles of a picture, transformed where they lie; those that hang over its edge, or whose channels do not fill vectors, from a copy
 * with zeros around.
 *
 * @param from the first of a stretch of channels of the tensor, whose pixels are {@code pixelFloats} apart
 * @param channels how many channels the stretch has
 */
record WinogradInput(int h, int w, float[] from, int fromPos, int pixelFloats, int channels) {
    /** Floats of room: the transform's and the copy's. */
    static int roomFloats(int channels) {
        return WinogradTransform.ROOM + POINTS * roundUp(channels, L);
    }

    /**
     * Transforms what a tile of output sees.
     *
     * @param plane the picture; -1 for one of zeros
     * @param top the first row of pixels, which may lie outside; {@code left} the first column
     */
    void load(int plane, int top, int left, float[] to, int toPos, int toStep, int room) {
        int step = roundUp(channels, L), copy = room + WinogradTransform.ROOM;
        if (isPlain(plane, top, left, IN)) {
            WinogradTransform.input(from, place(plane, top, left), w * pixelFloats, pixelFloats, channels, to, toPos, toStep, to, room);
        } else {
            copy(plane, top, left, IN, to, copy);
            WinogradTransform.input(to, copy, IN * step, step, step, to, toPos, toStep, to, room);
        }
    }

    /** Transforms a tile of dy for the weight gradient. */
    void loadGradient(int plane, int top, int left, float[] to, int toPos, int toStep, int room) {
        int step = roundUp(channels, L), copy = room + WinogradTransform.ROOM;
        if (isPlain(plane, top, left, OUT)) {
            WinogradTransform.gradient(from, place(plane, top, left), w * pixelFloats, pixelFloats, channels, to, toPos, toStep, to, room);
        } else {
            copy(plane, top, left, OUT, to, copy);
            WinogradTransform.gradient(to, copy, OUT * step, step, step, to, toPos, toStep, to, room);
        }
    }

    private int place(int plane, int top, int left) {
        return fromPos + ((plane * h + top) * w + left) * pixelFloats;
    }

    private boolean isPlain(int plane, int top, int left, int size) {
        return plane >= 0 && top >= 0 && left >= 0 && top + size <= h && left + size <= w && channels % L == 0;
    }

    /** Copies {@code size x size} pixels, with zeros for those outside and for the channels that fill the last vector. */
    private void copy(int plane, int top, int left, int size, float[] to, int toPos) {
        int step = roundUp(channels, L);
        Arrays.fill(to, toPos, toPos + size * size * step, 0);
        if (plane < 0) {
            return;
        }
        int rowEnd = Math.min(size, h - top), end = Math.min(size, w - left);
        for (int row = Math.max(0, -top); row < rowEnd; row++) {
            int at = place(plane, top + row, left), place = toPos + row * size * step;
            for (int column = Math.max(0, -left); column < end; column++) {
                System.arraycopy(from, at + column * pixelFloats, to, place + column * step, channels);
            }
        }
    }
}
