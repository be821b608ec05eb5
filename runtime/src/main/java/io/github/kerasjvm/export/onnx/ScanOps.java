package io.github.kerasjvm.export.onnx;

import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Scan;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The loop over steps. */
final class ScanOps {

    private ScanOps() {}

    static void register(Translations translations) {
        translations.on(Scan.class, ScanOps::scan);
    }

    private static void scan(Scan op, Node node, GraphWriter out) {
        int walked = op.states() + op.sequences();
        List<Shape> shapes = node.inputs().stream().map(Value::shape).toList();
        OpGraph body = op.body().withInputShapes(op.step(shapes));
        List<String> inputs =
                node.inputs().subList(0, walked).stream().map(out::natural).toList();
        int stacked = node.outputs().size() - op.states();
        List<String> results = new ArrayList<>();
        node.outputs().forEach(value -> results.add(out.claim(value)));
        List<Integer> axes = Collections.nCopies(op.sequences(), 1);
        int direction = op.reversed() ? 1 : 0;
        OnnxNode scan = OnnxNode.of("Scan", inputs)
                .integer("num_scan_inputs", op.sequences())
                .integers("scan_input_axes", axes)
                .integers("scan_input_directions", Collections.nCopies(op.sequences(), direction))
                .integers("scan_output_axes", Collections.nCopies(stacked, 1))
                .integers("scan_output_directions", Collections.nCopies(stacked, direction))
                .graph("body", out.step(body, walked, node.inputs()));
        out.add(scan, results);
    }
}
