package io.github.kerasjvm.engine.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import io.github.kerasjvm.engine.Device;
import org.junit.jupiter.api.Test;

/** What ONNX Runtime 1.29.0 says, verbatim where it could be had, and what becomes of it. */
class CudaTroubleTest {

    private static final NvidiaDriver DRIVER = new NvidiaDriver(true, "version 550.54.15");
    private static final NvidiaDriver NO_DRIVER = new NvidiaDriver(false, "there is no /dev/nvidiactl");

    private static final String NOT_LOADED =
            "Error code - ORT_FAIL - message: /onnxruntime_src/onnxruntime/core/session/provider_bridge_ort.cc:1988"
                    + " onnxruntime::Provider& onnxruntime::ProviderLibrary::Get() [ONNXRuntimeError] : 1 : FAIL : Failed to"
                    + " load library /tmp/onnxruntime-java1/libonnxruntime_providers_cuda.so with error: %s: cannot open"
                    + " shared object file: No such file or directory\n";

    @Test
    void namesTheLibraryOfCuda() {
        assertThat(reason(NOT_LOADED.formatted("libcublasLt.so.12"), DRIVER))
                .isEqualTo(
                        "CUDA's library libcublasLt.so.12 was not found. Install the CUDA 12 runtime and cuDNN 9, and put"
                                + " their folders on LD_LIBRARY_PATH (on Windows PATH)");
        assertThat(reason(
                        "onnxruntime_providers_cuda.dll\" which depends on \"cublasLt64_12.dll\" which is missing.",
                        DRIVER))
                .startsWith("CUDA's library cublasLt64_12.dll was not found");
    }

    @Test
    void namesTheDriverFirst() {
        assertThat(reason(NOT_LOADED.formatted("libcublasLt.so.12"), NO_DRIVER))
                .isEqualTo("no NVIDIA driver was found (there is no /dev/nvidiactl), and no libcublasLt.so.12. It takes"
                        + " NVIDIA's driver, the CUDA 12 runtime and cuDNN 9");
        assertThat(reason(NOT_LOADED.formatted("libcuda.so.1"), DRIVER)).startsWith("libcuda.so.1, which comes with");
    }

    @Test
    void namesCudnn() {
        assertThat(reason(
                        "cuDNN is not available. Install cuDNN, update the system library search path, or set", DRIVER))
                .startsWith("cuDNN 9 for CUDA 12 was not found");
        assertThat(reason(NOT_LOADED.formatted("libcudnn.so.9"), NO_DRIVER)).startsWith("cuDNN 9 for CUDA 12");
    }

    @Test
    void saysHowManyGpusThereAre() {
        String invalid =
                "Error code - ORT_FAIL - message: [ONNXRuntimeError] : 1 : FAIL : Invalid device ID: 3, must be between"
                        + " 0 (inclusive) and %d (exclusive).";

        assertThat(reason(invalid.formatted(1), NO_DRIVER)).isEqualTo("this machine has one GPU, cuda:0");
        assertThat(reason(invalid.formatted(2), DRIVER)).isEqualTo("this machine has 2 GPUs, counted from cuda:0");
    }

    @Test
    void passesOnWhatCudaSaysButNotWhere() {
        assertThat(reason(
                        "Error code - ORT_FAIL - message: /onnxruntime_src/onnxruntime/core/providers/cuda/"
                                + "cuda_execution_provider_info.cc:62 static onnxruntime::CUDAExecutionProviderInfo"
                                + " onnxruntime::CUDAExecutionProviderInfo::FromProviderOptions(const"
                                + " onnxruntime::ProviderOptions&) [ONNXRuntimeError] : 1 : FAIL :"
                                + " provider_options_utils.h:187 Parse Failed to parse provider option \"device_id\": CUDA"
                                + " failure 100: no CUDA-capable device is detected ; GPU=-1 ; hostname=vm ; file=/x.cc ;"
                                + " line=69 ; expr=cudaGetDeviceCount(&num_devices);\n",
                        DRIVER))
                .isEqualTo("CUDA error 100, no CUDA-capable device is detected");
    }

    @Test
    void passesOnWhatItDoesNotKnowOnOneLine() {
        assertThat(reason("Error code - ORT_FAIL - message: [ONNXRuntimeError] : 1 : FAIL : odd,\n and more ", DRIVER))
                .isEqualTo("FAIL : odd, and more");
    }

    @Test
    void saysWhichDeviceAndWhereToLook() {
        assertThat(CudaTrouble.on(Device.cuda(2), "why", null))
                .hasMessage(
                        "onnxruntime cannot compute on cuda:2: why. `keras-jvm devices` lists what is missing; the device"
                                + " cpu is always there");
    }

    private static String reason(String said, NvidiaDriver driver) {
        return CudaTrouble.reason(new OrtException(said), driver);
    }
}
