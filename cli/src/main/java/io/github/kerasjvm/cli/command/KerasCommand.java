package io.github.kerasjvm.cli.command;

import io.github.kerasjvm.cli.text.Page;
import io.github.kerasjvm.cli.text.Progress;
import io.github.kerasjvm.cli.text.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** What all commands share: they find an answer, and it is printed as text or as one JSON document. */
abstract class KerasCommand implements Callable<Integer> {

    private final Terminal given;

    @Mixin
    private Common common;

    KerasCommand(Terminal terminal) {
        this.given = terminal;
    }

    /** Does the work; prints nothing on standard output. */
    abstract Answer answer() throws IOException;

    @Override
    public final Integer call() throws IOException {
        Answer answer = answer();
        Terminal terminal = terminal();
        try (PrintWriter writer = common.output.json ? terminal.jsonWriter() : terminal.writer()) {
            if (common.output.json) {
                writer.println(answer.json().toPrettyString());
            } else {
                answer.print(new Page(writer, terminal));
            }
        }
        return answer.exit().number();
    }

    /** A progress line for work that may take long. */
    final Progress progress(String unit) {
        return new Progress(terminal(), unit);
    }

    /** Lines of a long work for people, which are no answer. */
    final PrintWriter lines() {
        return terminal().errors();
    }

    private Terminal terminal() {
        Terminal terminal = common.output.noColour ? given.plain() : given;
        return common.output.noProgress ? terminal.quiet() : terminal;
    }
}
