package io.github.kerasjvm.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.cli.text.Page;
import io.github.kerasjvm.train.fit.FineTuning;
import java.util.Map;

/** What {@code finetune} did. */
record FinetuneAnswer(String model, String target, String engine, int epochs, FineTuning.Result result)
        implements Answer {

    @Override
    public ExitCode exit() {
        return ExitCode.DONE;
    }

    @Override
    public void print(Page page) {
        int done = result.history().size();
        page.line(page.strong(target) + ": " + done + " of " + epochs + " epochs on " + engine
                + (result.isStopped() ? ", stopped within the next; go on with --resume" : ""));
        if (done > 0) {
            page.line(EpochLines.said(result.history().get(done - 1)));
        }
        result.notes().forEach(note -> page.line("Note: " + note));
    }

    @Override
    public ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("model", model);
        node.put("file", target);
        node.put("engine", engine);
        node.put("epochs", epochs);
        node.put("stopped", result.isStopped());
        ArrayNode history = node.putArray("history");
        for (Map<String, Double> logs : result.history()) {
            logs.forEach(history.addObject()::put);
        }
        ArrayNode notes = node.putArray("notes");
        result.notes().forEach(notes::add);
        return node;
    }
}
