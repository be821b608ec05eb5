package io.github.kerasjvm.read;

import io.jhdf.FractalHeap;
import io.jhdf.Utils;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.HugeFractalHeapObjectUnfilteredRecord;
import io.jhdf.exceptions.HdfException;
import java.nio.ByteBuffer;

/**
 * Objects too long for the blocks of a fractal heap, such as attributes over 64 KiB: a {@code model_config}.
 *
 * <p>jHDF 0.13.0 reads them only where a heap has a single one; a file whose {@code training_config} is long too has two.
 *
 * @see <a href="https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html">HDF5 file format, fractal heap</a>
 */
final class HugeObjects {

    private HugeObjects() {}

    /** Whether the id of an object says that it is huge: bits 4 and 5 of its first byte are 1. */
    static boolean isHuge(ByteBuffer id) {
        return (id.get(id.position()) & 0x30) == 0x10;
    }

    static ByteBuffer get(Storage storage, FractalHeap heap, ByteBuffer id) {
        ByteBuffer number = id.duplicate().order(id.order());
        number.get();
        long wanted = Utils.readBytesAsUnsignedLong(number, Math.min(number.remaining(), Long.BYTES));
        BTreeV2<HugeFractalHeapObjectUnfilteredRecord> index =
                new BTreeV2<>(storage, heap.getBTreeAddressOfHugeObjects());
        for (HugeFractalHeapObjectUnfilteredRecord stored : index.getRecords()) {
            if (stored.getId() == wanted) {
                return storage.map(stored.getAddress(), stored.getLength());
            }
        }
        throw new HdfException("a long attribute is not where it should be");
    }
}
