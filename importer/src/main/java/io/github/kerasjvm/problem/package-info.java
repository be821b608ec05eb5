/** What is said about bad input: problems with their codes, and the exceptions that carry them. */
package io.github.kerasjvm.problem;
