package io.github.kerasjvm.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import io.github.kerasjvm.verify.ParityFile;
import io.github.kerasjvm.verify.Tolerance;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class LayoutsTest {

    /** Two sequences of three steps with two features. */
    private static final Tensor SEQUENCES = Tensor.of(Shape.of(2, 3, 2), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);

    private static final Tensor DOUBLED = Tensor.of(Shape.of(2, 3, 2), 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24);

    private static Outcome compare(List<Tensor> alternatives, Layouts.Runner network) {
        var golden = new ParityFile(List.of(SEQUENCES), List.of(DOUBLED), alternatives, Map.of(), Optional.empty());
        return new Layouts(golden, Tolerance.FLOAT32).compare(network);
    }

    private static Outcome compare(Layouts.Runner network) {
        return compare(List.of(), network);
    }

    private static INDArray[] one(INDArray output) {
        return new INDArray[] {output};
    }

    /** A network that takes and gives {@code [batch, features, steps]}, as DL4J's recurrent layers do. */
    private static INDArray doubledFeaturesFirst(INDArray input) {
        if (input.size(1) != 2) {
            throw new IllegalArgumentException("expected 2 features, got " + input.size(1));
        }
        return input.mul(2);
    }

    @Test
    void kerasOwnLayoutComesFirst() {
        assertThat(compare(inputs -> one(inputs[0].mul(2)))).isEqualTo(new Outcome(Outcome.Kind.MATCH, 0, ""));
    }

    @Test
    void featuresFirstMatchToo() {
        assertThat(compare(inputs -> one(doubledFeaturesFirst(inputs[0]))))
                .isEqualTo(new Outcome(Outcome.Kind.MATCH, 0, "in another layout"));
    }

    @Test
    void stepsAsRowsMatchToo() {
        assertThat(compare(inputs -> one(inputs[0].mul(2).reshape(6, 2))))
                .isEqualTo(new Outcome(Outcome.Kind.MATCH, 0, "in another layout"));
    }

    @Test
    void anOutputThatIsNotFlattenedMatchesToo() {
        Tensor flat = DOUBLED.reshaped(Shape.of(2, 6));
        var golden = new ParityFile(List.of(SEQUENCES), List.of(flat), List.of(), Map.of(), Optional.empty());

        assertThat(new Layouts(golden, Tolerance.FLOAT32).compare(inputs -> one(inputs[0].mul(2))))
                .isEqualTo(new Outcome(Outcome.Kind.MATCH, 0, "in another layout"));
    }

    @Test
    void aWrongShapeInAnotherLayoutDoesNotHideTheReason() {
        assertThat(compare(inputs -> {
                    if (inputs[0].size(1) == 3) {
                        throw new IllegalStateException("no steps wanted");
                    }
                    return one(inputs[0].sum(1));
                }))
                .isEqualTo(Outcome.of(Outcome.Kind.FAILS_RUNNING, "IllegalStateException: no steps wanted"));
    }

    @Test
    void anInputThatTheNetworkWritesOverIsGivenAnewEachTime() {
        assertThat(compare(inputs -> {
                    inputs[0].muli(2);
                    return one(doubledFeaturesFirst(inputs[0]).div(2));
                }))
                .isEqualTo(new Outcome(Outcome.Kind.MATCH, 0, "in another layout"));
    }

    @Test
    void wrongNumbersAreWrongInEveryLayout() {
        Outcome outcome = compare(inputs -> one(inputs[0].mul(2).add(0.5)));
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.WRONG);
        assertThat(outcome.deviation()).isEqualTo(0.5);
    }

    @Test
    void notANumberIsWrong() {
        assertThat(compare(inputs -> one(inputs[0].mul(Float.NaN))).kind()).isEqualTo(Outcome.Kind.WRONG);
    }

    @Test
    void anotherShapeIsWrongAndNamed() {
        Outcome outcome = compare(inputs -> one(inputs[0].sum(1)));
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.WRONG);
        assertThat(outcome.detail()).isEqualTo("gives the shape [2, 2], Keras (2, 3, 2)");
    }

    @Test
    void eitherOfTwoRightAnswersIsAMatch() {
        assertThat(compare(List.of(SEQUENCES), inputs -> one(inputs[0])).kind()).isEqualTo(Outcome.Kind.MATCH);
    }

    @Test
    void anExceptionInEveryLayoutIsTold() {
        assertThat(compare(inputs -> {
                    throw new IllegalStateException("outer", new IllegalArgumentException("no such axis"));
                }))
                .isEqualTo(Outcome.of(Outcome.Kind.FAILS_RUNNING, "IllegalArgumentException: no such axis"));
    }

    @Test
    void anOutputThatIsNotThereIsAFailure() {
        assertThat(compare(inputs -> one(null))).isEqualTo(Outcome.of(Outcome.Kind.FAILS_RUNNING, "an output is null"));
    }
}
