package io.github.kerasjvm.engine.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class NativeCacheTest {

    @TempDir
    Path folder;

    @Test
    void unpacksOnceAndLeavesNothingElseBehind() throws IOException {
        Path natives = new NativeCache(folder).unpack();
        Path library = natives.resolve(System.mapLibraryName("onnxruntime"));
        assertThat(Files.size(library)).isGreaterThan(1_000_000);
        FileTime written = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(library, written);

        assertThat(new NativeCache(folder).unpack()).isEqualTo(natives);

        assertThat(Files.getLastModifiedTime(library)).isEqualTo(written);
        assertThat(files(natives)).noneMatch(name -> name.endsWith(".part"));
    }

    @Test
    void repairsALibraryThatWasCutShort() throws IOException {
        Path natives = new NativeCache(folder).unpack();
        Path library = natives.resolve(System.mapLibraryName("onnxruntime"));
        long size = Files.size(library);
        try (FileChannel channel = FileChannel.open(library, StandardOpenOption.WRITE)) {
            channel.truncate(size / 2);
        }
        new NativeCache(folder).unpack();
        assertThat(Files.size(library)).isEqualTo(size);
    }

    @Test
    void mayBeFilledFromSeveralSidesAtOnce() throws IOException {
        List<Path> folders = IntStream.range(0, 4)
                .parallel()
                .mapToObj(i -> {
                    try {
                        return new NativeCache(folder).unpack();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .distinct()
                .toList();
        assertThat(folders).hasSize(1);
        assertThat(files(folders.get(0))).noneMatch(name -> name.endsWith(".part"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void refusesAFolderThatOthersMayWriteTo() throws IOException {
        Path natives = new NativeCache(folder).unpack();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(natives)))
                .isEqualTo("rwx------");
        Files.setPosixFilePermissions(natives, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> new NativeCache(folder).unpack())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another user");
    }

    @Test
    void liesInTheCacheFolderOfTheUser() {
        Path home = folder.toAbsolutePath();
        assertThat(cacheOn("Linux", Map.of())).isEqualTo(home.resolve(".cache/keras-jvm"));
        assertThat(cacheOn("Linux", Map.of("XDG_CACHE_HOME", home.resolve("x").toString())))
                .isEqualTo(home.resolve("x/keras-jvm"));
        assertThat(cacheOn("Mac OS X", Map.of())).isEqualTo(home.resolve("Library/Caches/keras-jvm"));
        assertThat(cacheOn(
                        "Windows 11", Map.of("LOCALAPPDATA", home.resolve("l").toString())))
                .isEqualTo(home.resolve("l/keras-jvm"));
    }

    @Test
    void liesWhereThePropertySays() {
        Properties properties = properties("Linux");
        properties.setProperty(CacheFolder.PROPERTY, folder.resolve("mine").toString());
        assertThat(CacheFolder.of(properties, Map.of()))
                .isEqualTo(folder.resolve("mine").toAbsolutePath());
    }

    private Path cacheOn(String os, Map<String, String> environment) {
        return CacheFolder.of(properties(os), environment);
    }

    private Properties properties(String os) {
        Properties properties = new Properties();
        properties.setProperty("os.name", os);
        properties.setProperty("user.home", folder.toString());
        return properties;
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
