/**
 * Configuration JSON to {@link io.github.kerasjvm.config.ModelConfig}: one dialect for each generation of Keras brings
 * the structure (Sequential, functional, nested, shared) to one neutral form. Where the generations mean different
 * things by the same words, the dialect says so in {@link io.github.kerasjvm.config.Semantics}; nobody behind this
 * package asks for a version.
 */
package io.github.kerasjvm.config;
