/** Prints the pages of the documentation that follow from the code. */
package io.github.kerasjvm.docs;
