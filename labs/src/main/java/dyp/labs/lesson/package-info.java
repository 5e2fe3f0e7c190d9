/**
 * Short programs that show one thing each, with numbers. Every class with a {@code main} is a lesson, and runs by itself as a plain Java file.
 */
package dyp.labs.lesson;
