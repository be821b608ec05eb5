package io.github.kerasjvm.layer.lift;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.config.Arguments;

/**
 * An operation of {@code keras.ops} that stands in a graph of Keras 3 for one of {@code tf}.
 *
 * @param module where its class is, {@code keras.src.ops.numpy}
 * @param className the class, {@code Multiply}
 * @param settings what belongs to the operation
 * @param call what belongs to its call
 */
public record LiftedOperation(String module, String className, ObjectNode settings, Arguments call) {}
