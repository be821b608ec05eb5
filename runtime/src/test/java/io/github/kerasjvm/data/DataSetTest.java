package io.github.kerasjvm.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataSetTest {

    private static final Path DIGITS = Path.of(System.getProperty("keras-jvm.fixtures"), "digits");

    @TempDir
    private Path folder;

    private static List<InputSpec> input(int... shape) {
        return List.of(new InputSpec("image", Shape.of(shape)));
    }

    private static Batch first(DataSet data, int rows) {
        try (Batches batches = data.batches(rows)) {
            return batches.next();
        }
    }

    @ParameterizedTest
    @CsvSource({"-1 28 28 1", "-1 1 28 28", "-1 784", "-1 28 28", "-1 -1 -1 1", "-1 28 28 -1"})
    void digitsTakeTheShapeThatTheModelWants(String shape) {
        int[] sizes =
                Arrays.stream(shape.split(" ")).mapToInt(Integer::parseInt).toArray();
        DataSet data = DataSet.open(DIGITS, input(sizes), DataOptions.DEFAULT.scale(Scale.dividingBy(255)));
        assertThat(data.rows()).isEqualTo(500);
        assertThat(data.hasLabels()).isTrue();
        Batch batch = first(data, 32);
        assertThat(batch.inputs().get(0).shape().agreesWith(Shape.of(sizes))).isTrue();
        assertThat(batch.inputs().get(0).elements()).isEqualTo(32 * 784);
        assertThat(batch.labels().get(0).shape()).isEqualTo(Shape.of(32));
    }

    @Test
    void dividesInFloat32AsKerasCodeDoes() {
        Batch raw = first(DataSet.open(DIGITS, input(-1, 784), DataOptions.DEFAULT), 4);
        Batch scaled = first(DataSet.open(DIGITS, input(-1, 784), DataOptions.DEFAULT.scale(Scale.parse("1/255"))), 4);
        for (int i = 0; i < raw.inputs().get(0).elements(); i++) {
            float pixel = raw.inputs().get(0).get(i);
            assertThat(pixel).isBetween(0f, 255f);
            assertThat(scaled.inputs().get(0).get(i)).isEqualTo(pixel / 255f);
        }
    }

    @Test
    void theLastBatchIsSmaller() {
        DataSet data = DataSet.open(DIGITS, input(-1, 784), DataOptions.DEFAULT.most(70));
        List<Integer> sizes = new ArrayList<>();
        try (Batches batches = data.batches(32)) {
            batches.forEachRemaining(batch -> sizes.add(batch.rows()));
        }
        assertThat(sizes).containsExactly(32, 32, 6);
        assertThat(first(data, 70).inputs().get(0))
                .isEqualTo(first(data, 500).inputs().get(0));
    }

    @Test
    void saysWhatIsFoundAndWhatIsExpected() {
        assertThatThrownBy(() -> DataSet.open(DIGITS, input(-1, 32, 32, 3), DataOptions.DEFAULT))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("digits-images-idx3-ubyte.gz: holds rows of the shape (28, 28), the model's input"
                        + " image takes (None, 32, 32, 3)");
        List<InputSpec> two = List.of(new InputSpec("a", Shape.of(-1, 3)), new InputSpec("b", Shape.of(-1, 3)));
        assertThatThrownBy(() -> DataSet.open(DIGITS, two, DataOptions.DEFAULT))
                .hasMessageContaining("holds 1 inputs")
                .hasMessageContaining("the model takes 2 (a, b)");
    }

    @Test
    void readsPlainIdxAndRefusesOneThatIsCut() throws IOException {
        Path plain = folder.resolve("images-idx3-ubyte");
        byte[] bytes;
        try (GZIPInputStream in =
                new GZIPInputStream(Files.newInputStream(DIGITS.resolve("digits-images-idx3-ubyte.gz")))) {
            bytes = in.readAllBytes();
        }
        Files.write(plain, bytes);
        DataSet data = DataSet.open(plain, input(-1, 784), DataOptions.DEFAULT);
        assertThat(data.hasLabels()).isFalse();
        assertThat(first(data, 3))
                .isEqualTo(new Batch(
                        first(DataSet.open(DIGITS, input(-1, 784), DataOptions.DEFAULT), 3)
                                .inputs(),
                        List.of()));
        Files.write(plain, Arrays.copyOf(bytes, bytes.length - 1));
        assertThatThrownBy(() -> DataSet.open(plain, input(-1, 784), DataOptions.DEFAULT))
                .hasMessageContaining(
                        "has 392015 bytes, its header declares (500, 28, 28) of uint8, which takes 392016");
    }

    @Test
    void aCutCompressedFileIsRefusedWhileItIsRead() throws IOException {
        byte[] bytes = Files.readAllBytes(DIGITS.resolve("digits-images-idx3-ubyte.gz"));
        Path cut = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(bytes, bytes.length / 2));
        DataSet data = DataSet.open(cut, input(-1, 784), DataOptions.DEFAULT);
        assertThatThrownBy(() -> first(data, 500))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("is truncated");
    }

    @Test
    void movesChannelsWhereTheModelWantsThemElsewhere() {
        Path file = folder.resolve("x.npz");
        Tensor picture = Tensor.of(Shape.of(1, 2, 2, 3), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        Tensor moved = Tensor.of(Shape.of(1, 3, 2, 2), 1, 4, 7, 10, 2, 5, 8, 11, 3, 6, 9, 12);
        new NpzWriter().add("x", picture).add("y", Tensor.of(Shape.of(1), 4)).write(file);
        assertThat(first(DataSet.open(file, input(-1, 3, 2, 2), DataOptions.DEFAULT), 1)
                        .inputs())
                .containsExactly(moved);
        new NpzWriter().add("x", moved).write(file);
        assertThat(first(DataSet.open(file, input(-1, 2, 2, 3), DataOptions.DEFAULT), 1)
                        .inputs())
                .containsExactly(picture);
        assertThatThrownBy(
                        () -> DataSet.open(file, input(-1, 2, 2, 3), DataOptions.DEFAULT.layout(Layout.CHANNELS_LAST)))
                .hasMessageContaining("rows of the shape (3, 2, 2)");
    }

    @Test
    void archivesNameInputsAndLabelsInTheUsualWays() {
        Tensor x = Tensor.of(Shape.of(2, 1), 1, 2);
        Tensor y = Tensor.of(Shape.of(2), 0, 1);
        for (String[] names : new String[][] {
            {"x", "y"}, {"x_0", "y_0"}, {"in_0", "y"}, {"x_test", "y_test"}, {"image", "y"}, {"x_train", "y_train"}
        }) {
            Path file = folder.resolve(names[0] + ".npz");
            new NpzWriter().add(names[0], x).add(names[1], y).write(file);
            DataOptions options = names[0].endsWith("train")
                    ? DataOptions.DEFAULT.split(DataOptions.Split.TRAIN)
                    : DataOptions.DEFAULT;
            assertThat(first(DataSet.open(file, input(-1, 1), options), 2))
                    .isEqualTo(new Batch(List.of(x), List.of(y)));
        }
        Path file = folder.resolve("other.npz");
        new NpzWriter().add("a", x).add("b", y).write(file);
        assertThatThrownBy(() -> DataSet.open(file, input(-1, 1), DataOptions.DEFAULT))
                .hasMessageContaining("other.npz: holds a, b; expected x and y");
    }

    @Test
    void labelsMayComeFromAFileOfTheirOwn() {
        Path x = folder.resolve("x.npy");
        Path y = folder.resolve("y.npy");
        Npy.write(x, Tensor.of(Shape.of(2, 1), 1, 2));
        Npy.write(y, Tensor.of(Shape.of(2), 0, 1));
        Batch batch = first(DataSet.open(x, input(-1, 1), DataOptions.DEFAULT.labels(y)), 2);
        assertThat(batch.labels()).containsExactly(Tensor.of(Shape.of(2), 0, 1));
        Npy.write(y, Tensor.of(Shape.of(3), 0, 1, 1));
        assertThatThrownBy(() -> DataSet.open(x, input(-1, 1), DataOptions.DEFAULT.labels(y)))
                .hasMessageContaining("y.npy: has 3 rows")
                .hasMessageContaining("x.npy has 2");
    }

    @Test
    void readsTablesWithQuotesHeaderAndByteOrderMark() throws IOException {
        Path file = folder.resolve("t.csv");
        Files.writeString(file, "\uFEFFlabel,\"a \"\"b\"\", c\",d\r\n3,1.5,\"-2\"\r\n\r\n4,1e3,0\n");
        Batch batch = first(DataSet.open(file, input(-1, 2), DataOptions.DEFAULT), 2);
        assertThat(batch.labels()).containsExactly(Tensor.of(Shape.of(2), 3, 4));
        assertThat(batch.inputs()).containsExactly(Tensor.of(Shape.of(2, 2), 1.5f, -2, 1000, 0));
    }

    @Test
    void saysWhereATableIsWrong() throws IOException {
        Path file = folder.resolve("t.csv");
        Files.writeString(file, "3,1.5,2\n4,1\n");
        assertThatThrownBy(() -> DataSet.open(file, input(-1, 2), DataOptions.DEFAULT))
                .hasMessageEndingWith("t.csv, line 2: has 2 fields, the first record has 3");
        Files.writeString(file, "3,1.5,2\n4,1,x\n");
        DataSet data = DataSet.open(file, input(-1, 2), DataOptions.DEFAULT);
        assertThatThrownBy(() -> first(data, 2)).hasMessageEndingWith("t.csv, line 2, column 3: \"x\" is not a number");
        Files.writeString(file, "3,\"1.5,2\n4,1,x\n");
        assertThatThrownBy(() -> DataSet.open(file, input(-1, 2), DataOptions.DEFAULT))
                .hasMessageEndingWith("line 1: a quoted field has no end");
    }

    @Test
    void classesOfPicturesAreTheSortedFolders() {
        DataSet data = DataSet.open(Resources.path("pictures"), input(-1, 5, 11, 3), DataOptions.DEFAULT);
        assertThat(data.classes()).containsExactly("Zebra", "cat", "dog");
        Batch batch = first(data, 6);
        assertThat(batch.labels()).containsExactly(Tensor.of(Shape.of(6), 0, 0, 1, 1, 2, 2));
        try (Npz expected = Npz.open(Resources.path("pictures.npz"))) {
            same(batch.inputs().get(0).rows(2, 3), expected.tensor("cat/a_gray.png/3/5x11"), 1e-4);
            same(batch.inputs().get(0).rows(3, 4), expected.tensor("cat/b_rgb.png/3/5x11"), 1e-4);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "cat/b_rgb.png, 0",
        "cat/a_gray.png, 0",
        "dog/alpha.png, 0",
        "dog/gray16.png, 0",
        // TensorFlow decodes JPEG with its fast, less exact transform.
        "Zebra/smooth.jpg, 6",
        "Zebra/gray.jpeg, 6"
    })
    void decodesAndResizesAsTensorFlowDoes(String name, float decoding) throws IOException {
        try (Npz expected = Npz.open(Resources.path("pictures.npz"))) {
            for (int channels : new int[] {1, 3}) {
                Pixels pixels = Pixels.read(Resources.path("pictures/" + name), channels);
                same(tensor(pixels), expected.tensor(name + "/" + channels), decoding);
                same(tensor(pixels.resized(5, 11)), expected.tensor(name + "/" + channels + "/5x11"), decoding + 1e-4);
                same(tensor(pixels.resized(3, 3)), expected.tensor(name + "/" + channels + "/3x3"), decoding + 1e-4);
            }
        }
    }

    private static Tensor tensor(Pixels pixels) {
        return Tensor.of(Shape.of(pixels.height(), pixels.width(), pixels.channels()), pixels.values());
    }

    private static void same(Tensor found, Tensor expected, double tolerance) {
        assertThat(found.elements()).isEqualTo(expected.elements());
        for (int i = 0; i < expected.elements(); i++) {
            assertThat(found.get(i)).isCloseTo(expected.get(i), within((float) tolerance));
        }
    }

    @Test
    void scalesAreReadAsPeopleWriteThem() {
        assertThat(Scale.parse("1/255")).isEqualTo(Scale.dividingBy(255));
        assertThat(Scale.parse("0.00392156862745098")).isEqualTo(Scale.dividingBy(255));
        assertThat(Scale.parse("1.0")).isEqualTo(Scale.NONE);
        assertThat(Scale.parse("0.3")).isEqualTo(new Scale(1, 0.3f, 0));
        assertThat(Scale.parse("1/127.5 - 1"))
                .isEqualTo(new Scale(127.5f, 1, -1))
                .hasToString("1/127.5-1");
        assertThatThrownBy(() -> Scale.parse("ten")).hasMessageContaining("expected a form such as 1/255");
    }
}
