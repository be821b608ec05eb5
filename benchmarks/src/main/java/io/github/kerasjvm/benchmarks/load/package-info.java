/**
 * Loading a large and a deep model with keras-jvm and with stock DL4J, each time in a fresh JVM: {@code benchmarks/run
 * load}. The files are written here, as Keras 2 writes them, with weights that mean nothing.
 */
package io.github.kerasjvm.benchmarks.load;
