/** The command line: {@link io.github.kerasjvm.cli.Main} starts it, {@link io.github.kerasjvm.cli.Cli} runs a command. */
package io.github.kerasjvm.cli;
