package io.github.kerasjvm.engine.onednn;

import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.fixtures.EngineConformance;

class OneDnnConformanceTest extends EngineConformance {

    @Override
    protected Engine engine() {
        return new OneDnnEngine();
    }
}
