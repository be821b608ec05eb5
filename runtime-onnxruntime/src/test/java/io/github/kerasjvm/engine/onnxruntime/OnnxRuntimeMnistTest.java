package io.github.kerasjvm.engine.onnxruntime;

import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.fixtures.MnistConformance;

class OnnxRuntimeMnistTest extends MnistConformance {

    @Override
    protected Engine engine() {
        return new OnnxRuntimeEngine();
    }
}
