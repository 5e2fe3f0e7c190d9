/** The list of all labs. It sees every lab's package, and none of them sees it. */
package dyp.labs.course;
