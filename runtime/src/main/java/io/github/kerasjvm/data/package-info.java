/**
 * Reading data: {@link io.github.kerasjvm.data.DataSet} opens IDX, npy, npz, CSV and image folders and gives batches as
 * a model wants them; {@link io.github.kerasjvm.data.Npz} reads NumPy's archives and
 * {@link io.github.kerasjvm.data.NpzWriter} writes them.
 */
package io.github.kerasjvm.data;
