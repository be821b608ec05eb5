/**
 * The reference engine: every operation in plain Java, in float32 or, for checks, in float64. It is the oracle that
 * the other engines are held against, so it is written to be read first and to be fast second.
 *
 * <p>{@link io.github.kerasjvm.engine.reference.ReferenceEngine} compiles a graph; one {@code …Routine} is the code of
 * one operation, and {@code Routines} lists them.
 */
package io.github.kerasjvm.engine.reference;
