package io.github.kerasjvm.engine.onednn;

import java.util.List;

/** All fusions, in the order in which they look at a graph: what is found first is gone for those behind. */
final class Fusions {

    private static final List<Fusion> ALL = List.of(
            new ReluGradientFusion(),
            new ActivationGradientFusion(),
            new PadSumFusion(),
            new TwinScanFusion(),
            new BatchNormalizationFusion(),
            new PoolGradientFusion(),
            new BiasGradientFusion(),
            new BiasFusion());

    private Fusions() {}

    static void apply(Web web) {
        ALL.forEach(fusion -> fusion.apply(web));
    }
}
