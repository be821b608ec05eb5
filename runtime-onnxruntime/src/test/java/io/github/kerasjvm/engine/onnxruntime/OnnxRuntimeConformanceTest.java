package io.github.kerasjvm.engine.onnxruntime;

import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.fixtures.EngineConformance;

class OnnxRuntimeConformanceTest extends EngineConformance {

    @Override
    protected Engine engine() {
        return new OnnxRuntimeEngine();
    }
}
