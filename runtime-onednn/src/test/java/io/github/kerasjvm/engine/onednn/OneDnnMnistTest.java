package io.github.kerasjvm.engine.onednn;

import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.fixtures.MnistConformance;

class OneDnnMnistTest extends MnistConformance {

    @Override
    protected Engine engine() {
        return new OneDnnEngine();
    }
}
