/** Writes HDF5 files: groups, attributes and contiguous arrays, as h5py does by default; knows nothing of Keras. */
package io.github.kerasjvm.export.hdf5;
