/** Lab D, volumes: adrenal glands, synthetic heads, and reading brain volumes. */
package dyp.labs.volume;
