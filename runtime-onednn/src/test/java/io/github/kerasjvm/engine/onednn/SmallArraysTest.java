package io.github.kerasjvm.engine.onednn;

import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.fixtures.EngineConformance;

/** Every operation on oneDNN where it has a kernel, however small the arrays are. */
class SmallArraysTest extends EngineConformance {

    @Override
    protected Engine engine() {
        return new OneDnnEngine(0);
    }
}
