/** Lab B, electrocardiograms: what kind each heart beat is of, by 1-D convolutions. */
package dyp.labs.ecg;
