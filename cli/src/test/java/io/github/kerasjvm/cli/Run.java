package io.github.kerasjvm.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.cli.text.Terminal;
import io.github.kerasjvm.read.Json;
import io.github.kerasjvm.read.Limits;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A command line that ran in this process: what it ended with and what it printed. */
record Run(int exit, String out, String err) {

    static final Path FIXTURES = Path.of(System.getProperty("keras-jvm.fixtures"));

    static Run of(Object... arguments) {
        return on(112, StandardCharsets.UTF_8, arguments);
    }

    static Run on(int columns, Charset charset, Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        int exit = new Cli(new Terminal(out, err, charset, columns, false, false)).run(words);
        return new Run(exit, out.toString(charset), err.toString(charset));
    }

    static Path fixture(String path) {
        return FIXTURES.resolve(path);
    }

    /** Standard output as JSON; fails if it is anything but one document. */
    JsonNode json() {
        return Json.parse("standard output", out, Limits.DEFAULT);
    }
}
