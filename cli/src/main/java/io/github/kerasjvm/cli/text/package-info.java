/** How things are printed: the terminal, tables, the summary as Keras prints it, JSON. */
package io.github.kerasjvm.cli.text;
