/** What a lab is and how it runs: its stages, which go on where they were stopped, its scores and its report. */
package dyp.labs.recipe;
