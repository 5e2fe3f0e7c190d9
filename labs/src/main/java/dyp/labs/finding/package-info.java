/** What labs about findings share: networks that answer together, and how good answers of yes or no are. */
package dyp.labs.finding;
