package dyp.formats.image;

/** What is kept of a picture's colours. */
public enum Channels {
    /** One number per pixel, 0.299 red + 0.587 green + 0.114 blue (ITU-R BT.601) where the file has colours. */
    GREY(1),
    /** Red, green, blue; three times the same where the file is grey. What is transparent keeps its colour. */
    RGB(3),
    /** Red, green, blue and how opaque the pixel is. */
    RGBA(4);

    private final int count;

    Channels(int count) {
        this.count = count;
    }

    /** Numbers per pixel. */
    public int count() {
        return count;
    }
}
