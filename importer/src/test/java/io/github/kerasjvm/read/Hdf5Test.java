package io.github.kerasjvm.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.read.WeightSource.Group;
import io.github.kerasjvm.read.WeightSource.Grouped;
import io.github.kerasjvm.read.WeightSource.Node;
import io.github.kerasjvm.read.WeightSource.Tree;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Hdf5Test {

    private static RawModel open(String file) {
        return ModelReader.openBytes("model.h5", TestFiles.bytes(file), Limits.DEFAULT);
    }

    private static Map<String, Node> layers(RawModel model) {
        return ((Tree) model.weights().orElseThrow())
                .root()
                .children()
                .get("layers")
                .children();
    }

    private static List<Group> groups(RawModel model) {
        return ((Grouped) model.weights().orElseThrow()).groups();
    }

    @Test
    void aWholeModelHasItsConfigurationsItsVersionsAndItsWeightsInOrder() {
        RawModel model = open(TestFiles.WHOLE);
        assertThat(model.container()).isEqualTo(RawModel.Container.HDF5);
        assertThat(model.config())
                .contains("{\"class_name\": \"Sequential\", \"config\": {\"name\": \"s\", \"layers\": []}}");
        assertThat(model.trainingConfig()).contains("{\"loss\": \"mse\"}");
        assertThat(model.kerasVersion()).isEqualTo("2.15.0");
        assertThat(model.backend()).isEqualTo("tensorflow");
        assertThat(groups(model)).singleElement().satisfies(group -> {
            assertThat(group.layer()).isEqualTo("dense");
            StoredArray kernel = group.arrays().get(0);
            assertThat(kernel.name()).isEqualTo("dense/kernel:0");
            assertThat(kernel.path()).isEqualTo("model_weights/dense/dense/kernel:0");
            assertThat(kernel.shape()).isEqualTo(Shape.of(2, 3));
            assertThat(kernel.readFloats()).containsExactly(0, 1, 2, 3, 4, 5);
            assertThat(group.arrays().get(1).readFloats()).containsExactly(0.5f, 0.25f, -1);
        });
        assertThat(model.optimizer()).extracting(StoredArray::name).containsExactly("iter:0", "Adam/dense/kernel/m:0");
    }

    @Test
    void weightsAloneBehindAUserBlockHaveTheirNamesJoinedFromParts() {
        RawModel model = open(TestFiles.GROUPED);
        assertThat(model.config()).isEmpty();
        assertThat(model.kerasVersion()).isEqualTo("2.1.6");
        assertThat(model.backend()).isEqualTo("theano");
        assertThat(groups(model)).extracting(Group::layer).containsExactly("b/dense", "flatten_1", "密集", "conv.1");
        assertThat(groups(model).get(0).arrays())
                .extracting(StoredArray::path)
                .containsExactly("b/dense/b/dense/kernel:0", "b/dense/bias:0");
        assertThat(groups(model).get(1).arrays()).isEmpty();
        assertThat(groups(model).get(2).arrays().get(0).readFloats()).containsExactly(2, 2);
        assertThat(groups(model).get(3).arrays()).extracting(StoredArray::name).containsExactly("w0", "w1");
    }

    @Test
    void twoAttributesTooLongForTheHeaderAreBothRead() {
        RawModel model = open(TestFiles.HUGE);
        assertThat(model.config().orElseThrow()).hasSize(70_042);
        assertThat(model.trainingConfig().orElseThrow()).hasSize(70_012);
    }

    @Test
    void aTreeHasItsVariablesInNumericOrder() {
        RawModel model = open(TestFiles.KINDS);
        Node kinds = layers(model).get("kinds");
        assertThat(kinds.path()).isEqualTo("layers/kinds");
        assertThat(kinds.layerName()).isEqualTo("kinds");
        assertThat(kinds.variables())
                .extracting(StoredArray::name)
                .isEqualTo(IntStream.range(0, 27).mapToObj(Integer::toString).toList());
        assertThat(model.optimizer()).hasSize(12);
        assertThat(model.optimizer().get(11).readFloats()).containsExactly(11);
    }

    @Test
    void everyElementTypeBecomesFloat32() {
        List<StoredArray> arrays = layers(open(TestFiles.KINDS)).get("kinds").variables();
        assertThat(arrays.stream().map(StoredArray::type).limit(16))
                .containsExactly(
                        "float32", "float64", "float16", "float32", "float64", "float16", "int8", "int16", "int32",
                        "int64", "uint8", "uint16", "uint32", "uint64", "bool", "float32");
        float[] plain = {1.5f, -2, 0, 3e-5f, 65504, -0.25f};
        float[] rounded = {1.5f, -2, 0, 2.9981136e-5f, 65504, -0.25f};
        for (int i = 0; i < 6; i++) {
            assertThat(arrays.get(i).shape()).isEqualTo(Shape.of(2, 3));
            assertThat(arrays.get(i).readFloats()).containsExactly(i % 3 == 2 ? rounded : plain);
        }
        assertThat(arrays.get(6).readFloats()).containsExactly(-128, 127);
        assertThat(arrays.get(7).readFloats()).containsExactly(-32768, 5);
        assertThat(arrays.get(8).readFloats()).containsExactly(-0x1p31f, 7);
        assertThat(arrays.get(9).readFloats()).containsExactly(-0x1p62f, 0x1p24f);
        assertThat(arrays.get(10).readFloats()).containsExactly(255, 1);
        assertThat(arrays.get(11).readFloats()).containsExactly(65535, 1);
        assertThat(arrays.get(12).readFloats()).containsExactly(4294967295f, 1);
        assertThat(arrays.get(13).readFloats()).containsExactly((float) (0x1p64 - 0x1p40), 3);
        assertThat(arrays.get(14).readFloats()).containsExactly(1, 0, 1);
        assertThat(arrays.get(24).type()).isEqualTo("bfloat16");
        assertThat(arrays.get(24).readFloats()).containsExactly(1.5f, -3.140625f);
    }

    @Test
    void everyWayOfStoringGivesTheSameNumbers() {
        List<StoredArray> arrays = layers(open(TestFiles.KINDS)).get("kinds").variables();
        float[] counted = new float[35];
        for (int i = 0; i < counted.length; i++) {
            counted[i] = i;
        }
        assertThat(arrays.get(15).readFloats()).as("compact").containsExactly(7, 8, 9);
        assertThat(arrays.get(16).readFloats()).as("chunks").containsExactly(counted);
        assertThat(arrays.get(17).readFloats()).as("gzip, shuffle, fletcher32").containsExactly(counted);
        assertThat(arrays.get(18).readFloats()).as("lzf").containsExactly(counted);
        assertThat(arrays.get(19).shape()).isEqualTo(Shape.of(0, 4));
        assertThat(arrays.get(19).readFloats()).as("no elements").isEmpty();
        assertThat(arrays.get(20).readFloats()).as("fill value alone").containsExactly(2.5f, 2.5f, 2.5f, 2.5f);
        assertThat(arrays.get(21).readFloats())
                .as("one chunk of four")
                .containsExactly(-1, -1, 5, 5, -1, -1, 5, 5, -1, -1, -1, -1, -1, -1, -1, -1);
        assertThat(arrays.get(22).shape()).isEqualTo(Shape.SCALAR);
        assertThat(arrays.get(22).readFloats()).as("scalar").containsExactly(42);
        assertThat(arrays.get(25).readFloats()).as("gzip that did not pay").startsWith(217, 163, 130, 69);
        assertThat(arrays.get(26).readFloats()).as("three axes").endsWith(21, 22, 23);
    }

    @Test
    void aTextIsListedAndNotReadAsNumbers() {
        StoredArray text =
                layers(open(TestFiles.KINDS)).get("kinds").variables().get(23);
        assertThat(text.type()).isEqualTo("string");
        assertThatThrownBy(text::readFloats)
                .isInstanceOf(ImportException.Unsupported.class)
                .hasMessageContaining("\"layers/kinds/vars/23\" holds elements of type string; expected numbers")
                .hasMessageContaining("KJ-WEIGHT-3");
    }

    @Test
    void everyArrayThatIsListedAndNotThereIsNamed() {
        assertThatThrownBy(() -> open(TestFiles.MISSING))
                .isInstanceOf(ImportException.Broken.class)
                .hasMessageContaining("a, k: the file lists it, and array \"a/k\" is not there")
                .hasMessageContaining("b: the file lists it, and group \"b\" is not there");
    }

    @Test
    void hdf5OfAnotherKindIsNamedWithWhatIsInIt() {
        assertThatThrownBy(() -> open(TestFiles.OTHER))
                .isInstanceOf(ImportException.NotAModel.class)
                .hasMessageContaining("at its root are \"images\", \"x\"");
    }

    @Test
    void halfPrecisionIsExactToItsLastBit() {
        assertThat(ElementType.half((short) 0x0001)).isEqualTo(0x1p-24f);
        assertThat(ElementType.half((short) 0x83ff)).isEqualTo(-0x1.ff8p-15f);
        assertThat(ElementType.half((short) 0x8000)).isEqualTo(-0f);
        assertThat(ElementType.half((short) 0x7bff)).isEqualTo(65504f);
        assertThat(ElementType.half((short) 0xfc00)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(ElementType.half((short) 0x7e01)).isNaN();
    }
}
