/** Learning from tables: encoding them without a leak, folds, small networks side by side, and the heart disease lab. */
package dyp.labs.table;
