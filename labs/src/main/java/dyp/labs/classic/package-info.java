/** Learning without a network, to compare with: over Tribuo. */
package dyp.labs.classic;
