/** Reports of labs: Markdown and HTML with pictures beside them. Knows nothing of recipes. */
package dyp.labs.report;
