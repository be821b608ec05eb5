package io.github.kerasjvm.engine.onnxruntime;

import ai.onnxruntime.OrtException;
import io.github.kerasjvm.engine.Device;
import io.github.kerasjvm.engine.EngineException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why ONNX Runtime does not compute on a GPU, in words that say what to do. */
final class CudaTrouble {

    /** Said where only the ordinary artifact is there. */
    static final String NO_PROVIDER = "the artifact com.microsoft.onnxruntime:onnxruntime has no CUDA provider. Put"
            + " com.microsoft.onnxruntime:onnxruntime_gpu of the same version in its place (in a clone: mvn -Pcuda)";

    /** Said where both are there and the ordinary one comes first. */
    static final String BOTH =
            "the class path has com.microsoft.onnxruntime:onnxruntime beside onnxruntime_gpu, and the"
                    + " one without CUDA comes first. Exclude onnxruntime";

    /** What a loader says on Linux, and ONNX Runtime on Windows. */
    private static final Pattern LINUX = Pattern.compile("(lib[\\w+.-]+\\.so[\\w.]*): cannot open shared object file");

    private static final Pattern WINDOWS = Pattern.compile("depends on \"?([\\w.-]+\\.dll)\"? which is missing");

    private static final Pattern COUNT =
            Pattern.compile("Invalid device ID: \\d+, must be between 0 \\(inclusive\\) and (\\d+)");

    private static final Pattern FAILURE = Pattern.compile("(CUDA|CUDNN|CUBLAS) failure (-?\\d+): (.+?) ;");

    /** Where in its sources ONNX Runtime stumbled is of no use to a user. */
    private static final Pattern PLACE = Pattern.compile(
            "Error code - \\w+ - message: |\\S+\\.(?:cc|h):\\d+ \\S.*?\\) |\\[ONNXRuntimeError\\] : \\d+ : ");

    private CudaTrouble() {}

    /** The exception for a device that cannot be used. */
    static EngineException on(Device device, String reason, Throwable cause) {
        return new EngineException(
                "onnxruntime cannot compute on " + device + ": " + reason
                        + ". `keras-jvm devices` lists what is missing; the device cpu is always there",
                cause);
    }

    /** The reason, from what ONNX Runtime said and what the machine has. */
    static String reason(OrtException said, NvidiaDriver driver) {
        String message = String.valueOf(said.getMessage());
        String library = library(message);
        if (isForCudnn(message, library)) {
            return "cuDNN 9 for CUDA 12 was not found. Install it, and put its folder on LD_LIBRARY_PATH (on Windows PATH)";
        }
        return library.isEmpty() ? failure(message) : missing(library, driver);
    }

    private static String missing(String library, NvidiaDriver driver) {
        if (!driver.isThere()) {
            return "no NVIDIA driver was found (" + driver.detail() + "), and no " + library
                    + ". It takes NVIDIA's driver, the CUDA 12 runtime and cuDNN 9";
        }
        if (library.startsWith("libcuda.so") || library.equals("nvcuda.dll")) {
            return library + ", which comes with NVIDIA's driver, was not found. Install the driver, or give it to the"
                    + " container (Docker: --gpus all)";
        }
        return "CUDA's library " + library + " was not found. Install the CUDA 12 runtime and cuDNN 9, and put their"
                + " folders on LD_LIBRARY_PATH (on Windows PATH)";
    }

    /** What CUDA says once its libraries are loaded. */
    private static String failure(String message) {
        Matcher count = COUNT.matcher(message);
        if (count.find()) {
            return count.group(1).equals("1")
                    ? "this machine has one GPU, cuda:0"
                    : "this machine has " + count.group(1) + " GPUs, counted from cuda:0";
        }
        Matcher failure = FAILURE.matcher(message);
        return failure.find()
                ? failure.group(1) + " error " + failure.group(2) + ", " + failure.group(3)
                : plain(message);
    }

    private static boolean isForCudnn(String message, String library) {
        return message.contains("cuDNN is not available") || library.contains("cudnn");
    }

    private static String library(String message) {
        Matcher linux = LINUX.matcher(message);
        if (linux.find()) {
            return linux.group(1);
        }
        Matcher windows = WINDOWS.matcher(message);
        return windows.find() ? windows.group(1) : "";
    }

    /** On one line, without the place in the sources. */
    static String plain(String message) {
        return PLACE.matcher(message).replaceAll("").strip().replaceAll("\\s+", " ");
    }
}
