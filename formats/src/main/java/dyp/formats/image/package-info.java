/**
 * Pictures as numbers: {@link dyp.formats.image.ImageFiles} reads one, {@link dyp.formats.image.ImageFolder} a folder per class, and
 * {@link dyp.formats.image.Leakage} looks for what is in two parts of a split.
 */
package dyp.formats.image;
