package io.github.kerasjvm.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpzTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"types.npz", "types_compressed.npz"})
    void readsEveryTypeAndOrderAsNumPyDoes(String file) {
        try (Npz npz = Npz.open(Resources.path(file));
                Npz expected = Npz.open(Resources.path("expected.npz"))) {
            assertThat(expected.names()).hasSize(20);
            for (String name : expected.names()) {
                double[] wanted = expected.doubles(name);
                Tensor read = npz.tensor(name);
                assertThat(read.shape()).as(name).isEqualTo(expected.shape(name));
                for (int i = 0; i < wanted.length; i++) {
                    assertThat(Float.compare(read.get(i), (float) wanted[i]))
                            .as(name + " " + i)
                            .isZero();
                }
            }
        }
    }

    @Test
    void readsDoublesWithoutRounding() {
        try (Npz npz = Npz.open(Resources.path("types.npz"));
                Npz expected = Npz.open(Resources.path("expected.npz"))) {
            assertThat(npz.doubles("f8")).containsExactly(expected.doubles("f8"));
            assertThat(npz.doubles("f8_big")).containsExactly(expected.doubles("f8_big"));
        }
    }

    @Test
    void readsATextAndKeepsTheOrderOfTheFile() {
        try (Npz npz = Npz.open(Resources.path("types.npz"))) {
            assertThat(npz.text("about")).contains("Keras ü 3");
            assertThat(npz.text("words")).isEmpty();
            assertThat(npz.text("nothing")).isEmpty();
            assertThat(npz.names()).startsWith("about", "words", "f2", "f4");
            assertThatThrownBy(() -> npz.tensor("about"))
                    .isInstanceOf(DataException.class)
                    .hasMessageEndingWith("about: holds elements of the type <U9, expected numbers (float, int, bool)");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void readsEveryVersionOfTheHeader(int version) {
        assertThat(Npy.read(Resources.path("version_" + version + ".npy")))
                .isEqualTo(Tensor.of(Shape.of(2, 3), 0, 1, 2, 3, 4, 5));
    }

    @Test
    void writesTheBytesThatNumPyWrites() throws IOException {
        Path file = folder.resolve("a.npy");
        Npy.write(file, Tensor.of(Shape.of(2, 3), 0, 1, 2, 3, 4, 5));
        assertThat(file).hasSameBinaryContentAs(Resources.path("version_1.npy"));
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".tmp"));
    }

    @Test
    void readsBackWhatItWrites() {
        Path file = folder.resolve("a.npz");
        Tensor vector = Tensor.of(Shape.of(3), 1, Float.NaN, -0f);
        Tensor empty = Tensor.of(Shape.of(0, 2));
        new NpzWriter()
                .add("layer/dense", vector)
                .add("scalar", Tensor.scalar(2))
                .add("empty", empty)
                .add("about", "Größe 1")
                .write(file);
        try (Npz npz = Npz.open(file)) {
            assertThat(npz.names()).containsExactly("layer/dense", "scalar", "empty", "about");
            assertThat(npz.tensor("layer/dense")).isEqualTo(vector);
            assertThat(npz.tensor("scalar")).isEqualTo(Tensor.scalar(2));
            assertThat(npz.tensor("empty")).isEqualTo(empty);
            assertThat(npz.text("about")).contains("Größe 1");
        }
    }

    @Test
    void takesNoMemoryForAHeaderThatDeclaresMoreThanIsStored() throws IOException {
        for (int method : new int[] {ZipEntry.DEFLATED, ZipEntry.STORED}) {
            Path file = archive("x.npy", "(50000, 40000)", method);
            try (Npz npz = Npz.open(file)) {
                assertThatThrownBy(() -> npz.tensor("x"))
                        .isInstanceOf(DataException.class)
                        .hasMessageContaining("x: is truncated or its header is false: (50000, 40000) of float32 takes"
                                + " 8000000128 bytes");
            }
        }
    }

    @Test
    void refusesSizesBeyondWhatAnArrayHolds() throws IOException {
        try (Npz npz = Npz.open(archive("x.npy", "(1000000, 1000000, 1000000, 1000000)", ZipEntry.DEFLATED))) {
            assertThatThrownBy(() -> npz.tensor("x")).hasMessageContaining("too large to hold in memory");
        }
        try (Npz npz = Npz.open(archive("x.npy", "(99999999999,)", ZipEntry.DEFLATED))) {
            assertThatThrownBy(() -> npz.tensor("x")).hasMessageContaining("an axis of size 99999999999");
        }
    }

    @Test
    void refusesTwoMembersOfOneName() throws IOException {
        Path file = folder.resolve("twice.npz");
        new NpzWriter().add("xx", Tensor.scalar(1)).add("xy", Tensor.scalar(2)).write(file);
        byte[] bytes = Files.readAllBytes(file);
        byte[] name = "xy.npy".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i + name.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + name.length, name, 0, name.length)) {
                bytes[i + 1] = 'x';
            }
        }
        Files.write(file, bytes);
        assertThatThrownBy(() -> Npz.open(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("has two members xx.npy");
    }

    @Test
    void everyTruncationOfAnArchiveIsRefusedWithAMessage() throws IOException {
        byte[] whole = Files.readAllBytes(Resources.path("types_compressed.npz"));
        Path file = folder.resolve("part.npz");
        for (int length = 0; length < whole.length; length += 97) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> readAll(file)).isInstanceOf(DataException.class);
        }
    }

    @Test
    void everyChangedByteGivesNumbersOrAMessage() throws IOException {
        byte[] whole = Files.readAllBytes(Resources.path("version_1.npy"));
        Path file = folder.resolve("changed.npy");
        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= (byte) 0xff;
            Files.write(file, changed);
            try {
                Npy.read(file);
            } catch (DataException e) {
                assertThat(e.getMessage()).startsWith(file.toString());
            }
        }
    }

    @Test
    void namesAFileThatIsNotThere() {
        assertThatThrownBy(() -> Npz.open(folder.resolve("no.npz"))).hasMessageEndingWith("there is no such file");
        assertThatThrownBy(() -> Npy.read(folder.resolve("no.npy"))).hasMessageEndingWith("there is no such file");
    }

    private static void readAll(Path file) {
        try (Npz npz = Npz.open(file)) {
            npz.names().forEach(npz::tensor);
        }
    }

    /** An archive with a false header and 100 bytes behind it. */
    private Path archive(String member, String shape, int method) throws IOException {
        String text = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }";
        byte[] bytes = Arrays.copyOf(Npy.bytes(Tensor.filled(Shape.of(25), 0)), 228);
        byte[] header = (text + " ".repeat(117 - text.length()) + "\n").getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(header, 0, bytes, 10, header.length);
        Path file = folder.resolve(shape.length() + "_" + method + ".npz");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            ZipEntry entry = new ZipEntry(member);
            entry.setMethod(method);
            if (method == ZipEntry.STORED) {
                java.util.zip.CRC32 crc = new java.util.zip.CRC32();
                crc.update(bytes);
                entry.setCrc(crc.getValue());
                entry.setSize(bytes.length);
            }
            zip.putNextEntry(entry);
            zip.write(bytes);
        }
        return file;
    }
}
