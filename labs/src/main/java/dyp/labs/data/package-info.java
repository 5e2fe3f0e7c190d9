/** The data sets that labs learn from: where they come from and how a copy is checked. */
package dyp.labs.data;
