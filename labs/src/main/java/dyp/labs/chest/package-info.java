/** Lab X: X-ray pictures of the chest. */
package dyp.labs.chest;
