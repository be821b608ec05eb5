package io.github.kerasjvm.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.read.WeightSource.Tree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class KerasZipTest {

    private static final String CONFIG =
            "{\"module\": \"keras\", \"class_name\": \"Sequential\", \"config\": {}, \"compile_config\": {\"loss\":\"mse\"}}";
    private static final String METADATA = "{\"keras_version\": \"3.6.0\", \"date_saved\": \"2024\"}";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, byte[]> members() {
        Map<String, byte[]> members = new LinkedHashMap<>();
        members.put("metadata.json", bytes(METADATA));
        members.put("config.json", bytes(CONFIG));
        members.put("model.weights.h5", TestFiles.bytes(TestFiles.KINDS));
        return members;
    }

    private static byte[] zip(int method, Map<String, byte[]> members) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setMethod(method);
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                ZipEntry entry = new ZipEntry(member.getKey());
                CRC32 crc = new CRC32();
                crc.update(member.getValue());
                entry.setCrc(crc.getValue());
                entry.setSize(member.getValue().length);
                zip.putNextEntry(entry);
                zip.write(member.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] zip(Map<String, byte[]> members) {
        return zip(ZipOutputStream.STORED, members);
    }

    private static RawModel open(byte[] bytes) {
        return ModelReader.openBytes("m.keras", bytes, Limits.DEFAULT);
    }

    /** 1 kB to 8 kB in front of the weights: then they begin where they would behind a user block of that size. */
    @Test
    void anArchiveWhoseWeightsBeginWhereHdf5MayBeginIsStillAnArchive() {
        for (int place = 1024; place <= 8192; place *= 2) {
            Map<String, byte[]> members = members();
            int before = indexOfWeights(zip(members));
            members.put("config.json", bytes(CONFIG + " ".repeat(place - before)));
            byte[] archive = zip(members);

            assertThat(indexOfWeights(archive)).isEqualTo(place);
            assertThat(open(archive).weights()).containsInstanceOf(Tree.class);
        }
    }

    private static int indexOfWeights(byte[] archive) {
        return new String(archive, StandardCharsets.ISO_8859_1).indexOf("\u0089HDF\r\n");
    }

    /** Replaces every occurrence of a text by another of the same length. */
    private static byte[] patched(byte[] bytes, String from, String to) {
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        return all.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void storedAndDeflatedArchivesGiveTheSameModel() {
        for (int method : new int[] {ZipOutputStream.STORED, ZipOutputStream.DEFLATED}) {
            RawModel model = open(zip(method, members()));
            assertThat(model.container()).isEqualTo(RawModel.Container.KERAS_ZIP);
            assertThat(model.config()).contains(CONFIG);
            assertThat(model.trainingConfig()).contains("{\"loss\":\"mse\"}");
            assertThat(model.kerasVersion()).isEqualTo("3.6.0");
            assertThat(model.backend()).isEmpty();
            assertThat(model.weights().orElseThrow()).isInstanceOf(Tree.class);
            assertThat(model.optimizer()).hasSize(12);
            assertThat(AllArrays.of(model).get(12).readFloats()).startsWith(1.5f, -2f);
        }
    }

    @Test
    void assetsAndOtherMembersAreLeftAlone() {
        Map<String, byte[]> members = members();
        members.put("assets/../../etc/passwd", bytes("x"));
        assertThat(open(zip(members)).config()).contains(CONFIG);
    }

    @Test
    void anArchiveWhoseWeightsStartAsIfBehindAUserBlockIsAnArchive() {
        // HDF5 may start at 512, 1024, … bytes, and so may the weights inside an archive.
        Map<String, byte[]> members = new LinkedHashMap<>();
        int headers = 3 * 30 + "a".length() + "config.json".length() + "model.weights.h5".length();
        members.put("a", new byte[1024 - headers - CONFIG.length()]);
        members.put("config.json", bytes(CONFIG));
        members.put("model.weights.h5", members().get("model.weights.h5"));
        byte[] archive = zip(members);

        assertThat(archive).startsWith('P', 'K').contains(0x89, 1024);
        assertThat(open(archive).container()).isEqualTo(RawModel.Container.KERAS_ZIP);
    }

    @Test
    void twoMembersOfOneNameAreRefused() {
        Map<String, byte[]> members = members();
        members.put("donfig.json", bytes(CONFIG));
        assertThatThrownBy(() -> open(patched(zip(members), "donfig.json", "config.json")))
                .isInstanceOf(ImportException.Broken.class)
                .hasMessageContaining("two members are named \"config.json\"")
                .hasMessageContaining("KJ-FILE-6");
    }

    @Test
    void aMemberThatCallsItselfOtherwiseIsRefused() {
        String all = new String(zip(members()), StandardCharsets.ISO_8859_1);
        byte[] changed = all.replaceFirst("config.json", "konfig.json").getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> open(changed))
                .hasMessageContaining("member \"config.json\" calls itself \"konfig.json\"");
        byte[] both = patched(zip(members()), "config.json", "konfig.json");
        assertThatThrownBy(() -> open(both)).hasMessageContaining("it has no member \"config.json\"");
    }

    @Test
    void missingAndOtherWeightsAreNamed() {
        Map<String, byte[]> none = members();
        none.remove("model.weights.h5");
        assertThatThrownBy(() -> open(zip(none))).hasMessageContaining("it has no member \"model.weights.h5\"");
        none.put("model.weights.npz", bytes("PK"));
        assertThatThrownBy(() -> open(zip(none)))
                .hasMessageContaining("its weights are in \"model.weights.npz\", which is not read");
        none.put("model.weights.h5", bytes("nothing"));
        assertThatThrownBy(() -> open(zip(none))).hasMessageContaining("\"model.weights.h5\" is not HDF5");
    }

    @Test
    void otherArchivesAreCalledWhatTheyAre() {
        Map<String, String> kinds = Map.of(
                "model/data.pkl", "a PyTorch model",
                "x/saved_model.pb", "a zipped TensorFlow SavedModel",
                "arr_0.npy", "NumPy arrays (.npz)",
                "folder/model.h5", "a zip archive with a model file in it",
                "readme.txt", "a zip archive without config.json, so no .keras file; it holds [\"readme.txt\"]");
        kinds.forEach((name, what) -> assertThatThrownBy(() -> open(zip(Map.of(name, bytes("x")))))
                .isInstanceOf(ImportException.NotAModel.class)
                .hasMessageContaining("not a Keras model but " + what));
    }

    @Test
    void anEncryptedMemberIsRefused() {
        byte[] bytes = zip(members());
        int directory = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
        bytes[directory + 8] |= 1;
        assertThatThrownBy(() -> open(bytes)).hasMessageContaining("member \"metadata.json\" is encrypted");
    }

    @Test
    void somethingBeforeOrAfterTheArchiveIsRefused() {
        byte[] bytes = zip(members());
        assertThatThrownBy(() -> open(Arrays.copyOf(bytes, bytes.length + 3)))
                .isInstanceOf(ImportException.Broken.class);
        byte[] shifted = new byte[bytes.length + 4];
        System.arraycopy(bytes, 0, shifted, 4, bytes.length);
        System.arraycopy(bytes, 0, shifted, 0, 4);
        assertThatThrownBy(() -> open(shifted)).hasMessageContaining("there is something before or after the archive");
    }

    @Test
    void aMemberThatInflatesWithoutEndIsRefused() {
        Map<String, byte[]> members = members();
        members.put("config.json", bytes("{\"a\": \"" + " ".repeat(20 << 20) + "\"}"));
        assertThatThrownBy(() -> open(zip(ZipOutputStream.DEFLATED, members)))
                .isInstanceOf(ImportException.OverLimit.class)
                .hasMessageContaining("--limit inflateRatio=10");
        assertThatThrownBy(() -> ModelReader.openBytes("m", zip(members), Limits.DEFAULT.with("configBytes", 1000)))
                .hasMessageContaining("member \"config.json\" has 20.0 MiB")
                .hasMessageContaining("--limit configBytes=20971529");
    }

    @Test
    void anArchiveCutOrChangedAnywhereEndsInOurException() {
        for (int method : new int[] {ZipOutputStream.STORED, ZipOutputStream.DEFLATED}) {
            byte[] whole = zip(method, members());
            for (int length = 0; length < whole.length; length += 101) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> open(cut)).isInstanceOf(ImportException.class);
            }
            for (int at = 0; at < whole.length; at += at < 400 || at > whole.length - 400 ? 1 : 97) {
                byte[] changed = whole.clone();
                changed[at] ^= (byte) 0xff;
                try (RawModel model = open(changed)) {
                    AllArrays.of(model).forEach(StoredArray::readFloats);
                } catch (ImportException e) {
                    assertThat(e.getMessage()).startsWith("m.keras: ");
                }
            }
        }
    }
}
