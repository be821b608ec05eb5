package io.github.kerasjvm.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.function.Consumer;

/** Writes a file beside its target and moves it into place when it is complete, so that nobody sees half a file. */
public final class SafeFile {

    private SafeFile() {}

    /** What writes the bytes. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes all bytes of the file.
         *
         * @param out where to; stays open
         * @throws IOException if they cannot be written
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file.
     *
     * @param target the file; an existing one is replaced when the new one is complete
     * @param content writes its bytes; when it fails, nothing is left behind
     * @throws DataException if the file cannot be written
     */
    public static void write(Path target, Content content) {
        write(target, content, complete -> {});
    }

    /**
     * Writes a file and looks at it before it takes its place.
     *
     * @param target the file; an existing one is replaced when the new one is complete and checked
     * @param content writes its bytes; when it fails, nothing is left behind
     * @param check reads the complete file under another name; when it throws, nothing is left behind either
     * @throws DataException if the file cannot be written
     */
    public static void write(Path target, Content content, Consumer<Path> check) {
        Path temporary = null;
        try {
            Path folder = target.toAbsolutePath().getParent();
            // Not createTempFile, whose files nobody else may read, however the user's mask is set.
            temporary = folder.resolve(".keras-jvm-" + UUID.randomUUID() + ".tmp");
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            check.accept(temporary);
            move(temporary, target);
        } catch (IOException e) {
            throw new DataException(target + ": cannot be written: " + e, e);
        } finally {
            delete(temporary);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void delete(Path temporary) {
        if (temporary != null) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException e) {
                // It stays behind under a name that says what it is; the error that led here matters more.
                org.slf4j.LoggerFactory.getLogger(SafeFile.class).debug("cannot delete {}", temporary, e);
            }
        }
    }
}
