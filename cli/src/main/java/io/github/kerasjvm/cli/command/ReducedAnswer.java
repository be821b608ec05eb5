package io.github.kerasjvm.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.cli.text.Page;
import io.github.kerasjvm.cli.text.ToJson;
import io.github.kerasjvm.verify.PrecisionLoss;

/**
 * An answer that was computed in another precision than Keras's.
 *
 * @param answer the answer
 * @param loss what the precision costs
 * @param most what it might cost
 */
record ReducedAnswer(Answer answer, PrecisionLoss loss, double most) implements Answer {

    @Override
    public ExitCode exit() {
        return answer.exit();
    }

    @Override
    public void print(Page page) {
        loss.lines().forEach(page::line);
        page.gap();
        answer.print(page);
    }

    @Override
    public ObjectNode json() {
        ObjectNode root = answer.json();
        ObjectNode precision = root.putObject("precision")
                .put("format", loss.format().label())
                .put("comparedOn", loss.source())
                .put("rows", loss.rows())
                .put("maxLoss", most);
        ToJson.number(precision, "loss", loss.share());
        ArrayNode outputs = precision.putArray("outputs");
        for (PrecisionLoss.OfOutput output : loss.outputs()) {
            ObjectNode node =
                    outputs.addObject().put("name", output.difference().name());
            ToJson.number(node, "loss", output.share());
            ToJson.number(node, "maxAbs", output.difference().maxAbs());
            ToJson.number(node, "maxRel", output.difference().maxRel());
            ToJson.number(node, "tolerances", output.tolerances());
            output.sameClass().ifPresent(share -> node.put("sameClass", share));
        }
        return root;
    }
}
