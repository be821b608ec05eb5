package io.github.kerasjvm.export.keras;

import io.github.kerasjvm.config.Generation;
import java.util.Optional;

/**
 * What a whole-model file says beside its arrays.
 *
 * @param generation the generation of Keras that reads it
 * @param version the version that it names; empty for none
 * @param backend the backend that it names; empty for none
 * @param config the architecture as JSON text
 * @param trainingConfig loss, metrics and optimizer as JSON text
 */
record Writing(Generation generation, String version, String backend, String config, Optional<String> trainingConfig) {}
