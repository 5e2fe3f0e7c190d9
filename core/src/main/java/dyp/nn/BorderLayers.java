package dyp.nn;

import dyp.op.Resize;

/** Padding, cropping and up-sampling: part of {@link Layers}, from which users take them. */
abstract class BorderLayers extends PoolingLayers {
    /** One number for both ends, or two. */
    public static ZeroPadding1D zeroPadding1d(int... padding) {
        return new ZeroPadding1D(Borders.of(1, padding), DataFormat.CHANNELS_LAST);
    }

    /** One number for all sides, (height, width), or (top, bottom, left, right). */
    public static ZeroPadding2D zeroPadding2d(int... padding) {
        return new ZeroPadding2D(Borders.of(2, padding), DataFormat.CHANNELS_LAST);
    }

    /** One number for all sides, one for each axis, or two for each. */
    public static ZeroPadding3D zeroPadding3d(int... padding) {
        return new ZeroPadding3D(Borders.of(3, padding), DataFormat.CHANNELS_LAST);
    }

    /** One number for both ends, or two. */
    public static Cropping1D cropping1d(int... cropping) {
        return new Cropping1D(Borders.of(1, cropping));
    }

    /** One number for all sides, (height, width), or (top, bottom, left, right). */
    public static Cropping2D cropping2d(int... cropping) {
        return new Cropping2D(Borders.of(2, cropping), DataFormat.CHANNELS_LAST);
    }

    /** One number for all sides, one for each axis, or two for each. */
    public static Cropping3D cropping3d(int... cropping) {
        return new Cropping3D(Borders.of(3, cropping), DataFormat.CHANNELS_LAST);
    }

    /** Each step so many times; 2 unless said otherwise. */
    public static UpSampling1D upSampling1d(int... size) {
        return new UpSampling1D(UpSampling.size(1, size));
    }

    /** So many times larger, 2 unless said otherwise: one number for all axes, or one for each. */
    public static UpSampling2D upSampling2d(int... size) {
        return new UpSampling2D(UpSampling.size(2, size), DataFormat.CHANNELS_LAST, Resize.Method.NEAREST);
    }

    /** So many times larger, 2 unless said otherwise: one number for all axes, or one for each. */
    public static UpSampling3D upSampling3d(int... size) {
        return new UpSampling3D(UpSampling.size(3, size), DataFormat.CHANNELS_LAST);
    }
}
