package io.github.kerasjvm.export.keras;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.config.Generation;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.model.OpenModel;
import io.github.kerasjvm.model.StoredForm;
import io.github.kerasjvm.read.StoredArray;
import io.github.kerasjvm.read.WeightSource;
import io.github.kerasjvm.tensor.Tensor;
import io.github.kerasjvm.verify.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files of real Keras, read, written, and read again. What is compared with is always the file of Keras: the names of its
 * arrays in their order, their types, their elements, its words.
 */
class RoundTripTest {

    private static final Path FIXTURES = Path.of(System.getProperty("keras-jvm.fixtures"));
    private static final Path SHARED = Path.of(System.getProperty("keras-jvm.shared"));

    @TempDir
    private Path folder;

    static Stream<Arguments> models() throws IOException {
        List<Import> models = new ArrayList<>();
        MatchingCases.all().stream().map(RoundTripTest::source).forEach(models::add);
        for (String name : List.of("reference", "transfer")) {
            try (Stream<Path> files = Files.list(FIXTURES.resolve(name))) {
                files.filter(file -> file.toString().matches(".*(?<!weights|source)\\.(h5|keras)"))
                        .sorted()
                        .map(Import::of)
                        .forEach(models::add);
            }
        }
        if (Files.exists(SHARED.resolve("ref/train"))) {
            try (Stream<Path> files = Files.walk(SHARED.resolve("ref/train"))) {
                files.filter(file -> file.toString().matches(".*\\.(h5|keras)"))
                        .sorted()
                        .map(Import::of)
                        .forEach(models::add);
            }
        }
        return models.stream()
                .map(source -> Arguments.of(source.file().getFileName().toString(), source));
    }

    private static Import source(Suite.Entry entry) {
        Import source = Import.of(entry.file());
        return entry.weights().isPresent() ? source.weights(entry.weights().get()) : source;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void keepsEverything(String name, Import source) throws IOException {
        KerasModel model = source.load();
        KerasFormat format = format(source);
        Path target = folder.resolve(format == KerasFormat.HDF5 ? "out.h5" : "out.keras");
        KerasWriter writer = KerasWriter.of(source, model);

        writer.write(format, target);
        byte[] first = Files.readAllBytes(target);
        writer.write(format, target);

        assertThat(Files.readAllBytes(target)).isEqualTo(first);
        try (OpenModel before = source.openModel();
                OpenModel after = Import.of(target).openModel()) {
            KerasModel read = Import.of(target).load();
            assertThat(ConfigText.field(read.config(), "config")).isEqualTo(ConfigText.field(model.config(), "config"));
            assertThat(read.trainingConfig()).isEqualTo(model.trainingConfig());
            assertThat(read.weights().keySet())
                    .containsExactlyElementsOf(model.weights().keySet());
            for (String weight : model.weights().keySet()) {
                Tensor is = read.weights().get(weight);
                assertThat(StoredForm.isSame(
                                is.toArray(), model.weights().get(weight).toArray()))
                        .as(weight)
                        .isTrue();
            }
            assertThat(described(after.raw().weights().orElseThrow()))
                    .isEqualTo(described(before.raw().weights().orElseThrow()));
            if (source.weightsFile().isEmpty()) {
                assertThat(read.config()).isEqualTo(model.config());
                assertThat(after.raw().kerasVersion()).isEqualTo(before.raw().kerasVersion());
                assertThat(described(after.raw().optimizer()))
                        .isEqualTo(described(before.raw().optimizer()));
            }
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(target);
        }
    }

    static Stream<Arguments> modelsOfKeras3() throws IOException {
        return models().filter(arguments -> ((Import) arguments.get()[1])
                .inspect()
                .origin()
                .filter(origin -> origin.generation() == Generation.KERAS_3)
                .isPresent());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modelsOfKeras3")
    void keras3FilesBecomeThoseOfTheOtherKind(String name, Import source) throws IOException {
        KerasModel model = source.load();
        boolean isHdf5 = format(source) == KerasFormat.HDF5;
        Path target = folder.resolve(isHdf5 ? "out.keras" : "out.h5");

        KerasWriter.of(source, model).write(isHdf5 ? KerasFormat.ARCHIVE : KerasFormat.HDF5, target);

        KerasModel read = Import.of(target).load();
        assertThat(read.origin().version()).isEqualTo(model.origin().version());
        assertThat(read.weights().keySet()).isEqualTo(model.weights().keySet());
        model.weights().forEach((weight, value) -> assertThat(
                        StoredForm.isSame(read.weights().get(weight).toArray(), value.toArray()))
                .as(weight)
                .isTrue());
    }

    static KerasFormat format(Import source) {
        try (OpenModel open = source.openModel()) {
            return open.raw().weights().orElseThrow() instanceof WeightSource.Grouped
                    ? KerasFormat.HDF5
                    : KerasFormat.ARCHIVE;
        }
    }

    /** Names, types, shapes and elements of all arrays, in their order. */
    private static List<String> described(WeightSource source) {
        List<String> lines = new ArrayList<>();
        if (source instanceof WeightSource.Grouped grouped) {
            grouped.groups().forEach(group -> {
                lines.add(group.layer());
                lines.addAll(described(group.arrays()));
            });
        } else if (source instanceof WeightSource.Tree tree) {
            describe(tree.root(), lines);
        }
        return lines;
    }

    private static void describe(WeightSource.Node node, List<String> lines) {
        lines.add(node.path() + " " + node.layerName());
        lines.addAll(described(node.variables()));
        node.children().values().forEach(child -> describe(child, lines));
    }

    private static List<String> described(List<StoredArray> arrays) {
        return arrays.stream()
                .map(array -> array.name() + " " + array.type() + array.shape() + " "
                        + java.util.Arrays.hashCode(array.readDoubles()))
                .toList();
    }
}
