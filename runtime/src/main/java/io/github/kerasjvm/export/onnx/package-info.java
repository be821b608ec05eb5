/**
 * Writes an op graph as an ONNX file. {@link io.github.kerasjvm.export.onnx.OnnxWriter} is the way in; no protobuf
 * library is needed.
 */
package io.github.kerasjvm.export.onnx;
