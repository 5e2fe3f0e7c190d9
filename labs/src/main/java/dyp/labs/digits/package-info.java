/** Labs A and C: small pictures in ten classes. */
package dyp.labs.digits;
