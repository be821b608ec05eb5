package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.fixtures.MnistConformance;

class Dl4jMnistTest extends MnistConformance {

    @Override
    protected Engine engine() {
        return new Dl4jEngine();
    }
}
