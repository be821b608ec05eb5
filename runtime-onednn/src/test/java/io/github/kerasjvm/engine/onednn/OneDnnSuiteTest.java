package io.github.kerasjvm.engine.onednn;

import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.fixtures.SuiteConformance;

class OneDnnSuiteTest extends SuiteConformance {

    @Override
    protected Engine engine() {
        return new OneDnnEngine();
    }
}
