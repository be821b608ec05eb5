package io.github.kerasjvm.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderTest {

    @Test
    void putsChannelsAfterTheBatch() {
        assertThat(Order.channelsFirst(Layout.CHANNELS_LAST, 4).axes()).containsExactly(0, 3, 1, 2);
        assertThat(Order.channelsFirst(Layout.CHANNELS_FIRST, 4).isNatural()).isTrue();
    }

    @Test
    void putsTheOutputsOfAKernelFirst() {
        assertThat(Order.kernel(4).axes()).containsExactly(3, 2, 0, 1);
        assertThat(Order.kernel(3).axes()).containsExactly(2, 1, 0);
    }

    @Test
    void movesTheElementsOfAnArray() {
        Tensor matrix = Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
        assertThat(Order.swapped(2).arrange(matrix)).isEqualTo(Tensor.of(Shape.of(3, 2), 1, 4, 2, 5, 3, 6));
    }

    @Test
    void putsAxesOfSizeOneBeforeAnArrayOfFewerAxes() {
        Tensor vector = Tensor.of(Shape.of(3), 1, 2, 3);
        assertThat(Order.channelsFirst(Layout.CHANNELS_LAST, 4).arrange(vector).shape())
                .isEqualTo(Shape.of(1, 3, 1, 1));
    }

    @Test
    void saysWhatTransposeMustDo() {
        Order first = Order.channelsFirst(Layout.CHANNELS_LAST, 4);
        Order natural = Order.natural(4);
        assertThat(first.permutationFrom(natural)).containsExactly(0, 3, 1, 2);
        assertThat(natural.permutationFrom(first)).containsExactly(0, 2, 3, 1);
    }

    @Test
    void followsALogicalReordering() {
        // An array held as it is, whose axes are now called the other way round.
        assertThat(Order.natural(3).renamed(List.of(2, 0, 1)).axes()).containsExactly(1, 2, 0);
    }

    @Test
    void countsOnWhenAxesGo() {
        assertThat(new Order(List.of(0, 3, 1, 2)).without(List.of(1, 2)).axes()).containsExactly(0, 1);
        assertThat(new Order(List.of(0, 3, 1, 2)).without(List.of(0)).axes()).containsExactly(2, 0, 1);
    }

    @Test
    void knowsWhenOnlyAxesOfSizeOneMove() {
        Order first = Order.channelsFirst(Layout.CHANNELS_LAST, 4);
        assertThat(first.liesAs(Order.natural(4), Shape.of(Shape.ANY, 28, 28, 1)))
                .isTrue();
        assertThat(first.liesAs(Order.natural(4), Shape.of(Shape.ANY, 28, 28, 3)))
                .isFalse();
    }
}
