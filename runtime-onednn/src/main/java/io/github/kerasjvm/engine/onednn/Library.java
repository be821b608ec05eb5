package io.github.kerasjvm.engine.onednn;

import io.github.kerasjvm.engine.EngineException;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.opencl.User_func_Pointer;

/** oneDNN's native library. */
final class Library {

    private Library() {}

    /**
     * Loads it, once in a process.
     *
     * @throws EngineException if it is not there, or not for this machine
     */
    static void load() {
        // The loader's warnings go to the log, not to standard error.
        if (System.getProperty("org.bytedeco.javacpp.logger") == null) {
            System.setProperty("org.bytedeco.javacpp.logger", "slf4j");
        }
        String platform = Loader.getPlatform();
        if (!platform.endsWith("x86_64")) {
            throw new EngineException("oneDNN runs on x86-64 only; this is " + platform);
        }
        try {
            Loader.load(dnnl.class);
        } catch (LinkageError | RuntimeException e) {
            throw new EngineException(
                    "oneDNN's native library cannot be loaded here (" + root(e) + "); it exists for Linux, Windows and"
                            + " macOS on x86-64",
                    e);
        }
    }

    private static Throwable root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    static String version() {
        dnnl_version_t version = dnnl.dnnl_version();
        return version.major() + "." + version.minor() + "." + version.patch();
    }

    /**
     * From now on oneDNN computes on so many threads when the calling thread calls, on that one among them. oneDNN asks OpenMP how many threads to use, and
     * OpenMP keeps that number for each calling thread. oneDNN has no function to set it, so OpenMP's own is called, through the
     * one generated class on the class path that calls a C function of one argument.
     */
    static void useThreads(int count) {
        Pointer function = Loader.addressof("omp_set_num_threads");
        if (function == null || function.isNull()) {
            return; // built without OpenMP: there is but one thread
        }
        try (PointerPointer<Pointer> holder = new PointerPointer<>(1)) {
            holder.put(0, function);
            new User_func_Pointer(holder).call(new Number(count));
        }
    }

    /** A number where C expects a pointer: the same register. */
    private static final class Number extends Pointer {
        private Number(int value) {
            address = value;
        }
    }

    /**
     * Holds what a function gave against success.
     *
     * @throws NativeException if it failed
     */
    static void check(int status, String what) {
        if (status != dnnl.dnnl_success) {
            throw new NativeException(what, status);
        }
    }

    /** A function of oneDNN has failed. */
    static final class NativeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int status;

        private NativeException(String what, int status) {
            super("oneDNN could not " + what + " (status " + status + ")");
            this.status = status;
        }

        /** Whether it has no code for what was asked; everything else is a fault. */
        boolean isUnsupported() {
            return status == dnnl.dnnl_unimplemented || status == dnnl.dnnl_invalid_arguments;
        }
    }
}
