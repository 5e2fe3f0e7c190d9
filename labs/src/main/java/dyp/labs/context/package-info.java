/** A network that learns small tables at a glance: it has been trained once, on tables that never were, and reads a new one as a text. */
package dyp.labs.context;
