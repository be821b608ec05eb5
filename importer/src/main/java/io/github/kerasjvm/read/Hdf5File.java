package io.github.kerasjvm.read;

import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.ImportException;
import io.jhdf.HdfFile;
import io.jhdf.exceptions.UnsupportedHdfException;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * An open HDF5 file and what may be asked of it. Every call into the reading library goes through {@link #guarded}, for
 * on damaged files it throws what happens to go wrong.
 */
final class Hdf5File implements AutoCloseable {

    private final String name;
    private final HdfFile file;
    private final Limits limits;
    private final long size;
    private long entries;
    private long totalBytes;

    private Hdf5File(String name, HdfFile file, Limits limits) {
        this.name = name;
        this.file = file;
        this.limits = limits;
        this.size = file.size();
    }

    static Hdf5File open(String name, Path path, Limits limits) {
        return guarded(name, "the HDF5 file", () -> new Hdf5File(name, new HdfFile(path), limits));
    }

    static Hdf5File open(String name, byte[] bytes, Limits limits) {
        return guarded(name, "the HDF5 file", () -> new Hdf5File(name, HdfFile.fromBytes(bytes), limits));
    }

    Hdf5Group root() {
        return new Hdf5Group(this, file, "", 0);
    }

    String name() {
        return name;
    }

    Limits limits() {
        return limits;
    }

    /** The size of the file in bytes. */
    long size() {
        return size;
    }

    /** Counts a group or an array that is visited. */
    void countEntry() {
        if (++entries > limits.entries()) {
            throw Failure.overLimit(name, "groups and arrays in the file", entries, "entries", limits.entries());
        }
    }

    /** Counts the bytes of an array that is about to be read. */
    void countBytes(long bytes) {
        totalBytes += bytes;
        if (totalBytes > limits.totalBytes()) {
            throw Failure.overLimit(name, "bytes of all arrays", totalBytes, "totalBytes", limits.totalBytes());
        }
    }

    ImportException failure(Code code, String message, String advice) {
        return Failure.of(name, code, message, advice);
    }

    <T> T guarded(String what, Supplier<T> action) {
        return guarded(name, what, action);
    }

    private static <T> T guarded(String name, String what, Supplier<T> action) {
        try {
            return action.get();
        } catch (ImportException e) {
            throw e;
        } catch (UnsupportedHdfException e) {
            throw Failure.of(
                    name, Code.CONTAINER, what + " is stored in a way that is not read here: " + e.getMessage(), e);
        } catch (RuntimeException | StackOverflowError e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            Code code = cause instanceof UnsupportedHdfException ? Code.CONTAINER : Code.DAMAGED;
            String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            throw Failure.of(name, code, what + " cannot be read: " + reason, e);
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
