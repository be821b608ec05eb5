package io.github.kerasjvm.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kerasjvm.problem.ImportException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HostileHdf5Test {

    private static final Duration MOST = Duration.ofSeconds(2);

    private static RawModel open(byte[] bytes) {
        return ModelReader.openBytes("model.h5", bytes, Limits.DEFAULT);
    }

    private static RawModel open(String file) {
        return open(TestFiles.bytes(file));
    }

    /** Opens and reads everything; any end is fine but one that is not ours, or one that takes too long. */
    private static boolean isRead(String what, byte[] bytes) {
        long start = System.nanoTime();
        boolean isRead;
        try (RawModel model = open(bytes)) {
            AllArrays.of(model).forEach(StoredArray::readFloats);
            isRead = true;
        } catch (ImportException e) {
            assertThat(e.getMessage()).as(what).startsWith("model.h5: ");
            isRead = false;
        } catch (RuntimeException | Error e) {
            throw new AssertionError(what, e);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).as(what).isLessThan(MOST);
        return isRead;
    }

    @ParameterizedTest
    @ValueSource(strings = {TestFiles.WHOLE, TestFiles.KINDS, TestFiles.GROUPED})
    void aFileCutAnywhereIsRefusedAsDamaged(String file) {
        byte[] whole = TestFiles.bytes(file);
        for (int length = 0; length < whole.length; length += length < 200 ? 1 : 37) {
            assertThat(isRead("cut at " + length, Arrays.copyOf(whole, length))).isFalse();
        }
        assertThatThrownBy(() -> open(Arrays.copyOf(whole, whole.length - 1)))
                .isInstanceOf(ImportException.Broken.class)
                .hasMessageContaining("the file is cut off: it has");
    }

    @ParameterizedTest
    @ValueSource(strings = {TestFiles.WHOLE, TestFiles.KINDS, TestFiles.GROUPED})
    void aFileWithAByteChangedEndsInOurExceptionOrIsRead(String file) {
        flip(file, 3, 0xff, 0x01);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {TestFiles.WHOLE, TestFiles.KINDS, TestFiles.GROUPED, TestFiles.INFLATES})
    void aFileWithAnyByteChangedEndsInOurExceptionOrIsRead(String file) {
        flip(file, 1, 0xff, 0x80, 0x01, 0x02, 0x10);
    }

    private static void flip(String file, int step, int... bits) {
        byte[] whole = TestFiles.bytes(file);
        for (int at = 0; at < whole.length; at += step) {
            // Most of these files is empty space between structures; of that, a sample is enough.
            if (whole[at] != 0 || at % 16 == 0) {
                byte kept = whole[at];
                for (int changed : bits) {
                    whole[at] = (byte) (kept ^ changed);
                    isRead("byte " + at + " with the bits " + changed + " changed", whole);
                }
                whole[at] = kept;
            }
        }
    }

    @Test
    void linksAreRefusedAndNotFollowed() {
        assertThatThrownBy(() -> open(TestFiles.EXTERNAL_LINK))
                .isInstanceOf(ImportException.Broken.class)
                .hasMessageContaining("\"layers/a/vars/0\" is an external link to \"/dense\" in another file, "
                        + "\"/etc/secret.h5\"; links are not followed")
                .hasMessageContaining("KJ-FILE-5");
        assertThatThrownBy(() -> open(TestFiles.SOFT_LINK))
                .hasMessageContaining("\"a/k\" is a soft link to \"/a/k\"; links are not followed");
    }

    @Test
    void dataInAnotherFileIsRefused() {
        assertThatThrownBy(() -> open(TestFiles.EXTERNAL_DATA))
                .hasMessageContaining("\"layers/a/vars/0\" keeps its data in another file")
                .hasMessageContaining("KJ-FILE-5");
        assertThatThrownBy(() -> open(TestFiles.VIRTUAL))
                .hasMessageContaining("\"layers/a/vars/0\" is a virtual dataset")
                .hasMessageContaining("KJ-FILE-5");
    }

    @Test
    void aGroupInsideItselfIsFound() {
        assertThatThrownBy(() -> open(TestFiles.CYCLE))
                .isInstanceOf(ImportException.Broken.class)
                .hasMessageContaining("group \"layers/a/again\" contains itself");
    }

    @Test
    void endlessPathsEndSoon() {
        assertThat(isRead("2^40 paths", TestFiles.bytes(TestFiles.MANY_PATHS))).isFalse();
    }

    @Test
    void anArrayFarLargerThanWhatIsStoredIsRefusedBeforeMemoryIsTaken() {
        assertThatThrownBy(() -> open(TestFiles.GIANT))
                .isInstanceOf(ImportException.OverLimit.class)
                .hasMessageContaining("--limit inflateRatio=390625");
        try (RawModel model = open(TestFiles.INFLATES)) {
            for (StoredArray array : AllArrays.of(model)) {
                assertThatThrownBy(array::readFloats)
                        .isInstanceOf(ImportException.OverLimit.class)
                        .hasMessageContaining("inflateRatio");
            }
        }
    }

    @Test
    void limitsAreNamedWithTheirOption() {
        byte[] bytes = TestFiles.bytes(TestFiles.WHOLE);
        assertThatThrownBy(() -> ModelReader.openBytes("m", bytes, Limits.DEFAULT.with("arrayBytes", 20)))
                .isInstanceOf(ImportException.OverLimit.class)
                .hasMessage("m: array \"model_weights/dense/dense/kernel:0\" takes as float32 24 bytes; the limit is "
                        + "20 bytes. If you trust the file, raise it with --limit arrayBytes=24  [KJ-LIMIT-1]");
        assertThatThrownBy(() -> ModelReader.openBytes("m", bytes, Limits.DEFAULT.with("totalBytes", 30)))
                .hasMessageContaining("--limit totalBytes=36");
        assertThatThrownBy(() -> ModelReader.openBytes("m", bytes, Limits.DEFAULT.with("entries", 3)))
                .hasMessageContaining("--limit entries=4");
        assertThatThrownBy(() -> ModelReader.openBytes("m", bytes, Limits.DEFAULT.with("depth", 2)))
                .hasMessageContaining("--limit depth=3");
        assertThatThrownBy(() -> ModelReader.openBytes("m", bytes, Limits.DEFAULT.with("configBytes", 10)))
                .hasMessageContaining("--limit configBytes=67");
    }
}
