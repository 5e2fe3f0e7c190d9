package dyp.cpu.vector;

import static dyp.cpu.vector.Lanes.L;
import static dyp.cpu.vector.Lanes.SPECIES;
import static dyp.cpu.vector.Lanes.roundUp;
import static dyp.cpu.vector.WinogradTiles.IN;
import static dyp.cpu.vector.WinogradTiles.OUT;
import static dyp.cpu.vector.WinogradTiles.POINTS;

import jdk.incubator.vector.FloatVector;

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
        int step = roundUp(channels, L), rowEnd = plane < 0 ? 0 : h - top;
        for (int row = 0, place = toPos; row < size; row++) {
            for (int column = 0; column < size; column++, place += step) {
                if (row < -top || row >= rowEnd || column < -left || column >= w - left) {
                    for (int c = 0; c < step; c += L) {
                        FloatVector.zero(SPECIES).intoArray(to, place + c);
                    }
                } else {
                    pixel(place(plane, top + row, left + column), to, place);
                }
            }
        }
    }

    /** By vectors in place of {@code arraycopy}, which costs as much as the transform where channels are few. */
    private void pixel(int at, float[] to, int place) {
        int c = 0;
        for (; c <= channels - L; c += L) {
            FloatVector.fromArray(SPECIES, from, at + c).intoArray(to, place + c);
        }
        if (c < channels) {
            FloatVector.zero(SPECIES).intoArray(to, place + c);
            System.arraycopy(from, at + c, to, place + c, channels - c);
        }
    }
}
