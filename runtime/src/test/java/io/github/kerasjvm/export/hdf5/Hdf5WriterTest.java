package io.github.kerasjvm.export.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kerasjvm.tensor.Shape;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written, read by jHDF, which has its own understanding of the format; h5py reads it in a slow test. */
class Hdf5WriterTest {

    private static byte[] bytes(Hdf5Group root) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Hdf5Writer.write(root, out);
        return out.toByteArray();
    }

    private static HdfFile read(Hdf5Group root) throws IOException {
        return HdfFile.fromBytes(bytes(root));
    }

    @Test
    void arraysOfEveryTypeComeBack() throws IOException {
        Hdf5Group root = new Hdf5Group();
        // jHDF fails on opaque elements without a tag, as bfloat16 is.
        for (Hdf5Type type : EnumSet.complementOf(EnumSet.of(Hdf5Type.BFLOAT16))) {
            root.array("all/" + type.label(), type, Shape.of(2, 1), Elements.of(new double[] {1, 0}));
        }
        root.array("scalar", Hdf5Type.INT64, Shape.SCALAR, Elements.of(new double[] {1L << 52}));
        root.array("halves", Hdf5Type.FLOAT16, Shape.of(6), Elements.of(new double[] {
            65504, 65520, 0x1p-24, 0x1p-26, -2049, Double.NaN
        }));
        try (HdfFile file = read(root)) {
            assertThat(file.getDatasetByPath("all/float32").getData()).isEqualTo(new float[][] {{1}, {0}});
            assertThat(file.getDatasetByPath("all/float64").getData()).isEqualTo(new double[][] {{1}, {0}});
            assertThat(file.getDatasetByPath("all/float16").getData()).isEqualTo(new float[][] {{1}, {0}});
            assertThat(file.getDatasetByPath("all/uint32").getData()).isEqualTo(new long[][] {{1}, {0}});
            assertThat(file.getDatasetByPath("all/int8").getData()).isEqualTo(new byte[][] {{1}, {0}});
            assertThat(file.getDatasetByPath("all/bool").getData()).isEqualTo(new String[][] {{"TRUE"}, {"FALSE"}});
            assertThat(file.getDatasetByPath("scalar").getData()).isEqualTo(1L << 52);
            // numpy.float16 of the same numbers: ties go to the even one, the least is subnormal.
            assertThat((float[]) file.getDatasetByPath("halves").getData())
                    .containsExactly(65504, Float.POSITIVE_INFINITY, 0x1p-24f, 0, -2048, Float.NaN);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 9, 256, 257, 9000})
    void aGroupHoldsAnyNumberOfMembers(int count) throws IOException {
        Hdf5Group root = new Hdf5Group();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = "layer_" + Integer.toString(i * 7919 % 9001, 36) + "ü".repeat(i % 3);
            names.add(name);
            root.array("many/" + name, Hdf5Type.FLOAT32, Shape.of(1), Elements.of(new float[] {i}));
        }
        root.group("many");
        try (HdfFile file = read(root)) {
            Group many = (Group) file.getByPath("many");
            assertThat(many.getChildren().keySet()).containsExactlyInAnyOrderElementsOf(names);
            for (int i = 0; i < count; i++) {
                assertThat(((float[]) ((Dataset) many.getChild(names.get(i))).getData())[0])
                        .isEqualTo(i);
            }
        }
    }

    @Test
    void attributesOfAnyLengthComeBack() throws IOException {
        String large = "{\"ä\": \"" + "x".repeat(1_000_000) + "\"}";
        Hdf5Group root = new Hdf5Group();
        root.attribute("model_config", large);
        root.attribute("nothing", "");
        root.attribute("names", List.of("dense/kernel:0", "b"));
        root.attribute("none", List.of());
        root.attribute("edge", "y".repeat(4096 - 16 - 16 - 8));
        try (HdfFile file = read(root)) {
            assertThat(file.getAttribute("model_config").getData()).isEqualTo(large);
            assertThat(file.getAttribute("names").getData()).isEqualTo(new String[] {"dense/kernel:0", "b"});
            assertThat(file.getAttribute("none").getSize()).isZero();
            assertThat((String) file.getAttribute("edge").getData()).hasSize(4056);
        }
    }

    @Test
    void theSameTreeGivesTheSameBytes() throws IOException {
        Hdf5Group one = new Hdf5Group();
        Hdf5Group other = new Hdf5Group();
        IntStream.range(0, 40).forEach(i -> one.group("g" + i).attribute("name", "layer"));
        IntStream.range(0, 40).map(i -> 39 - i).forEach(i -> other.group("g" + i)
                .attribute("name", "layer"));
        assertThat(bytes(one)).isEqualTo(bytes(other));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Hdf5Group root = new Hdf5Group();
        root.array("a", Hdf5Type.FLOAT32, Shape.of(2), Elements.of(new float[1]));
        assertThatThrownBy(() -> bytes(root)).hasMessageContaining("takes 8 bytes, its elements are 4");
        assertThatThrownBy(() -> root.array("a", Hdf5Type.INT8, Shape.of(1), Elements.of(new float[1])))
                .hasMessageContaining("there already");
        assertThatThrownBy(() -> root.group("a/b")).hasMessageContaining("leads through an array");
        assertThatThrownBy(() -> root.group("c//b")).hasMessageContaining("no name");
        Hdf5Group names = new Hdf5Group();
        names.attribute("names", List.of("n".repeat(65_600)));
        assertThatThrownBy(() -> bytes(names)).hasMessageContaining("\"names\" takes");
        Hdf5Group fraction = new Hdf5Group();
        fraction.array("a", Hdf5Type.UINT8, Shape.of(1), Elements.of(new double[] {256}));
        assertThatThrownBy(() -> bytes(fraction)).hasMessageContaining("256.0 is no uint8");
    }
}
