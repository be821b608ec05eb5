package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * The updater that a network goes on with, and what it remembers.
 *
 * @param updater the updater
 * @param slots what it keeps, in its order: for each node the arrays beside those of its weights, by the same names; zeros
 *     for what is absent
 * @param iterations how many steps are done
 */
record UpdaterPlan(IUpdater updater, List<Map<String, Map<String, Tensor>>> slots, int iterations) {}
