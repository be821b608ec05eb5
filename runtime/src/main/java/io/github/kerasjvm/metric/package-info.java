/**
 * Metrics with Keras's meaning and names: {@link io.github.kerasjvm.metric.MetricReader} reads what a model was compiled
 * with, each {@link io.github.kerasjvm.metric.Metric} is a record that says what is computed, and its
 * {@link io.github.kerasjvm.metric.MetricState} sums it up over batches; {@link io.github.kerasjvm.metric.MetricStates} are
 * those of a whole model.
 */
package io.github.kerasjvm.metric;
