package io.github.kerasjvm.engine.onnxruntime;

import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.fixtures.SuiteConformance;

class OnnxRuntimeSuiteTest extends SuiteConformance {

    @Override
    protected Engine engine() {
        return new OnnxRuntimeEngine();
    }
}
