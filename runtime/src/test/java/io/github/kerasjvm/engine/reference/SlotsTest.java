package io.github.kerasjvm.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlotsTest {

    private final Ops ops = new Ops();
    private final Value x = ops.input("x", Shape.of(10));

    private Buffer[] memory(Value... outputs) {
        OpGraph graph = ops.build(
                List.of(outputs).stream().map(v -> new OpGraph.Output("y", v)).toList());
        return Slots.of(graph).allocate(Precision.FLOAT32);
    }

    @Test
    void aLongChainNeedsTwoPlaces() {
        Value y = x;
        for (int i = 0; i < 20; i++) {
            y = ops.negate(y);
        }
        assertThat(memory(y)).hasSize(2);
    }

    @Test
    void whatIsUsedLaterKeepsItsPlace() {
        Value early = ops.negate(x);
        Value late = ops.negate(ops.negate(early));
        assertThat(memory(ops.add(early, late))).hasSize(3);
    }

    @Test
    void outputsKeepTheirPlaces() {
        Value y = ops.negate(x);
        Value z = ops.negate(y);
        assertThat(memory(ops.negate(z), x, y)).hasSize(4);
    }

    @Test
    void whatNobodyUsesGivesItsPlaceBackAtOnce() {
        for (int i = 0; i < 10; i++) {
            ops.negate(x);
        }
        assertThat(memory(ops.negate(x))).hasSize(2);
    }
}
