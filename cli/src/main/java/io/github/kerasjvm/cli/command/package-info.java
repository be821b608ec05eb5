/** The commands, one in a file: each parses its options, calls the library, and gives an answer to print. */
package io.github.kerasjvm.cli.command;
