/** The inference engine: op graphs written as ONNX in memory and run by ONNX Runtime. */
package io.github.kerasjvm.engine.onnxruntime;
