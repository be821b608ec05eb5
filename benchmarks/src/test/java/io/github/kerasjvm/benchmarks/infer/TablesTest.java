package io.github.kerasjvm.benchmarks.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.kerasjvm.benchmarks.infer.Reading.What;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TablesTest {

    private static final Path FOLDER = Path.of("work");
    private static final Subject SUBJECT =
            new Subject("m", "a net", FOLDER.resolve("m.keras"), FOLDER.resolve("m.keras"), FOLDER, 1, false);

    @Test
    void ratiosAreToTheFirst() {
        Readings readings = new Readings();
        readings.add("m", "own", 2, What.PREDICT, 1, 0.0002, 0.0001, 0.0003);
        readings.add("m", "other", 2, What.PREDICT, 1, 0.0003, 0.0003, 0.0003);
        readings.add("m", "own", 2, What.PREDICT, 128, 0.5, 0.25);
        readings.add("m", "other", 2, What.PREDICT, 128, 1, 2);
        readings.remark("m", "third", "cannot read it");
        InferOptions options = InferOptions.parse(new String[] {"--threads", "2", "--batches", "1,128"});

        String text = new Tables(readings, options).markdown(List.of(SUBJECT), Map.of("processor", "one"));

        assertThat(text)
                .contains("`benchmarks/run infer --threads 2 --batches 1,128`")
                .contains("| own | 200 µs (300 µs) | 1.00 | 100 % | 512 | 1.00 | 50 % |")
                .contains("| other | 300 µs (300 µs) | 1.50 | 0 % | 128 | 4.00 | 50 % |")
                .contains("- third: cannot read it");
    }

    @Test
    void costOfARowByTheSizeOfTheBatch() {
        Readings readings = new Readings();
        readings.add("b", "own", 2, What.BATCH, 64, 0.0128);
        readings.add("b", "own", 2, What.BATCH, 32, 0.0128, 0.0064);

        String text = new ScalingTables(readings, InferOptions.parse(new String[0])).markdown();

        assertThat(text).contains("| rows | 32 | 64 |").contains("| own; b | 200 | 200 |");
    }

    @Test
    void aChartShowsEveryNumberThatThereIs() {
        Map<String, List<Optional<Double>>> series = Map.of("one & all", List.of(Optional.of(2.0), Optional.empty()));

        String bars = new Chart("times", List.of("a", "b"), series).bars();

        // The axis ends at 2.5, at y = 40, and is 300 high.
        assertThat(bars)
                .containsOnlyOnce("y=\"100.0\" width=\"320.0\" height=\"240.0\"")
                .contains("one &amp; all");
    }

    @Test
    void placesOfOneMachineAreNotPartOfTheCommand() {
        InferOptions options = InferOptions.parse(
                new String[] {"--work", "/somewhere", "--keras", "/elsewhere/python", "--rounds", "2"});

        assertThat(options.command()).isEqualTo("benchmarks/run infer --keras PYTHON --rounds 2");
    }

    @Test
    void whatNobodyKnowsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InferOptions.parse(new String[] {"--others", "plain,torch"}))
                .withMessageContaining("torch");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InferOptions.parse(new String[] {"--round", "2"}))
                .withMessageContaining("--round");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InferOptions.parse(new String[] {"--rounds"}))
                .withMessageContaining("lacks a value");
    }
}
