package io.github.kerasjvm.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchRuleTest {

    private static OpGraph graph(int inputs, int units) {
        Ops ops = new Ops();
        Value x = ops.input("x", Shape.of(Shape.ANY, inputs));
        Value y = ops.matmul(x, ops.parameter("w", Tensor.filled(Shape.of(inputs, units), 1), true));
        return ops.build(List.of(new OpGraph.Output("y", ops.negate(y))));
    }

    @Test
    void weighsTheValuesOfARowAndTheWeights() {
        BatchRule rule = BatchRule.of(graph(300, 500));
        assertThat(rule.rowBytes()).isEqualTo(4 * (300 + 500 + 500));
        assertThat(rule.weightBytes()).isEqualTo(4 * 300 * 500);
    }

    @Test
    void keepsTheLargestValueOfAPartWithinAMegabyte() {
        assertThat(BatchRule.of(graph(3, 20_000)).rows()).isEqualTo((1 << 20) / 80_000);
        assertThat(BatchRule.of(graph(3, 1 << 20)).rows()).isEqualTo(1);
        assertThat(BatchRule.of(graph(3, 5)).rows()).isEqualTo(64);
    }

    @Test
    void readsTheWeightsForRowsThatWeighAsMuch() {
        assertThat(BatchRule.of(graph(1000, 1000)).rows()).isEqualTo(1000 * 1000 / 3000);
    }

    @Test
    void sharesWhatHasFewerRowsThanThreadsOrWeighsLessThanTheWeights() {
        BatchRule rule = new BatchRule(7, true, 100, 1_000);
        assertThat(rule.isShared(1, 2)).isTrue();
        assertThat(rule.isShared(9, 2)).isTrue();
        assertThat(rule.isShared(10, 2)).isFalse();
        assertThat(rule.isShared(15, 16)).isTrue();
        assertThat(rule.isShared(1, 1)).isFalse();
        assertThat(rule.isShared(0, 2)).isFalse();
    }

    @Test
    void givesEveryThreadAsManyParts() {
        BatchRule rule = new BatchRule(7, true, 100, 0);
        assertThat(rule.parts(2, 2)).isEqualTo(2);
        assertThat(rule.parts(8, 4)).isEqualTo(4);
        assertThat(rule.parts(100, 4)).isEqualTo(16);
        assertThat(rule.parts(9, 16)).isEqualTo(9);
        assertThat(rule.parts(0, 4)).isZero();
        assertThat(List.of(rule.from(0, 3, 8), rule.from(1, 3, 8), rule.from(2, 3, 8), rule.from(3, 3, 8)))
                .containsExactly(0, 2, 5, 8);
    }

    @Test
    void keepsTheSizeWhereEachIsPrepared() {
        BatchRule rule = BatchRule.parts(8);
        assertThat(rule.parts(8, 4)).isEqualTo(1);
        assertThat(rule.parts(21, 4)).isEqualTo(3);
        assertThat(List.of(rule.from(1, 3, 21), rule.from(2, 3, 21), rule.from(3, 3, 21)))
                .containsExactly(8, 16, 21);
    }

    @Test
    void refusesPartsWithoutRows() {
        assertThatThrownBy(() -> BatchRule.parts(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
