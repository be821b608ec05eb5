package io.github.kerasjvm.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.cli.text.Page;
import io.github.kerasjvm.cli.text.Sizes;
import io.github.kerasjvm.cli.text.ToJson;

/** What {@code convert} wrote. */
record ConvertAnswer(String file, String target, String format, long bytes, double seconds) implements Answer {

    @Override
    public ExitCode exit() {
        return ExitCode.DONE;
    }

    @Override
    public void print(Page page) {
        page.format("Written: %s, %s, %.2f s", target, Sizes.bytes(bytes), seconds);
    }

    @Override
    public ObjectNode json() {
        return ToJson.object()
                .put("file", file)
                .put("target", target)
                .put("format", format)
                .put("bytes", bytes)
                .put("seconds", seconds);
    }
}
