package io.github.kerasjvm.read;

import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.ImportException;
import io.jhdf.exceptions.UnsupportedHdfException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.util.function.Supplier;

/** Calls jHDF, and turns whatever it throws on a bad file into an {@link ImportException} that names the place. */
final class Guard {

    private Guard() {}

    /**
     * Runs one step of reading.
     *
     * @param place the part of the file that is read, {@code group "model_weights"}
     */
    static <T> T run(Source source, String place, Supplier<T> step) {
        try {
            return step.get();
        } catch (ImportException e) {
            throw e;
        } catch (StackOverflowError e) {
            // jHDF follows what refers to itself by recursion.
            throw source.damaged(place + " refers to itself without end", e);
        } catch (OutOfMemoryError e) {
            // jHDF takes some sizes from the file as they are; a file that is right needs a few bytes here.
            throw source.damaged(place + " asks for more memory than there is", e);
        } catch (RuntimeException e) {
            throw translated(source, place, e);
        }
    }

    private static ImportException translated(Source source, String place, RuntimeException thrown) {
        Throwable root = thrown;
        for (int i = 0; i < 50 && root.getCause() != null; i++) {
            root = root.getCause();
        }
        if (root instanceof ClosedChannelException) {
            throw new IllegalStateException(source.file() + " is closed; its arrays cannot be read any more", thrown);
        }
        if (thrown instanceof UncheckedIOException) {
            return source.problem(Code.UNREADABLE, "reading failed: " + root.getMessage(), "", thrown);
        }
        String why = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        if (!(root instanceof UnsupportedHdfException)) {
            return source.damaged(place + " cannot be read: " + why, thrown);
        }
        if (why.contains("Virtual storage")) {
            return source.problem(
                    Code.LINK,
                    place + " is a virtual dataset, put together from other datasets",
                    "Save the model again in one file.",
                    thrown);
        }
        return source.problem(
                Code.CONTAINER,
                place + " uses a part of HDF5 that is not read here: " + why,
                "Save the model again with Keras, which does not use it.",
                thrown);
    }
}
