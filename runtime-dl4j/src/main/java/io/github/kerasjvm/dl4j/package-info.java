/**
 * DL4J (1.0.0-M2.1): {@link io.github.kerasjvm.dl4j.Dl4jExporter} writes a model as a zip that stock DL4J restores,
 * {@link io.github.kerasjvm.dl4j.Dl4jEngine} runs models through stock DL4J, and
 * {@link io.github.kerasjvm.dl4j.Dl4jSupport} says what plain DL4J can express.
 *
 * <p>A model becomes a {@link io.github.kerasjvm.dl4j.Blueprint} layer by layer, by the rules of
 * {@link io.github.kerasjvm.dl4j.Rules}; a blueprint becomes a network. Every array inside the network has the shape
 * and the order of axes that it has in Keras, so layers of both layouts stand side by side, each with a data format of
 * its own, and nothing is transposed.
 */
package io.github.kerasjvm.dl4j;
