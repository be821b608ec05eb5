package io.github.kerasjvm.read;

import io.github.kerasjvm.problem.Code;
import io.jhdf.ObjectHeader;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.dataset.DatasetLoader;
import io.jhdf.dataset.NoParent;
import io.jhdf.exceptions.HdfException;
import io.jhdf.filter.ByteShuffleFilter;
import io.jhdf.filter.LzfFilter;
import io.jhdf.object.message.FilterPipelineMessage;
import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Puts an array together that is stored in chunks, compressed or not.
 *
 * <p>jHDF finds the chunks. They are unpacked here, since it allocates the whole array before it looks at one of them,
 * and inflates a chunk to whatever size comes out.
 */
final class Chunks {

    private static final int DEFLATE = 1;
    private static final int SHUFFLE = 2;
    private static final int FLETCHER32 = 3;
    private static final int LZF = 32000;
    private static final int CHECKSUM_BYTES = 4;

    private final Source source;
    private final Hdf5Array array;
    private final ElementType type;
    private final ChunkedDataset chunks;
    private final int[] sizes;
    private final int[] chunkSizes;
    private final int chunkBytes;
    private final List<FilterInfo> filters;

    Chunks(Source source, Storage storage, Hdf5Array array) {
        this.source = source;
        this.array = array;
        this.type = array.elementType();
        this.chunks = (ChunkedDataset) DatasetLoader.createDataset(
                storage,
                ObjectHeader.readObjectHeader(storage, array.header().address()),
                array.name(),
                NoParent.INSTANCE);
        this.sizes = array.shape().toArray();
        this.chunkSizes = chunks.getChunkDimensions();
        if (sizes.length == 0
                || chunkSizes.length != sizes.length
                || Arrays.stream(chunkSizes).anyMatch(n -> n < 1)) {
            throw new HdfException(
                    "its chunks " + Arrays.toString(chunkSizes) + " do not fit its shape " + array.shape());
        }
        long bytes = type.size();
        for (int size : chunkSizes) {
            bytes = Math.multiplyExact(bytes, (long) size);
        }
        this.chunkBytes = Math.toIntExact(bytes);
        this.filters = array.header().has(Hdf5Header.FILTERS)
                ? new FilterPipelineMessage(array.header().get(Hdf5Header.FILTERS), new BitSet()).getFilters()
                : List.of();
    }

    /** Reads all elements; asks where they go when it is known that they are there. */
    void read(Supplier<Hdf5Array.Decoder> place) {
        long stored = chunks.getStorageInBytes();
        array.requireRatio((long) array.elements() * type.size(), stored);
        array.requireRatio(chunkBytes, stored);
        long count = 1;
        for (int i = 0; i < sizes.length; i++) {
            count = Math.multiplyExact(count, (sizes[i] + (long) chunkSizes[i] - 1) / chunkSizes[i]);
        }
        if (count > source.limits().entries()) {
            throw source.over(
                    "array " + Source.quoted(array.path()) + " is stored in chunks, of which there are",
                    count,
                    "entries");
        }
        Hdf5Array.Decoder decoder = place.get();
        array.fill(decoder);
        int[] start = new int[sizes.length];
        for (long i = 0; i < count; i++) {
            ByteBuffer raw = raw(start);
            if (raw != null) {
                copy(ByteBuffer.wrap(unpack(raw)), start, decoder);
            }
            next(start);
        }
    }

    /** The bytes of a chunk as stored, or null when it was never written. */
    private ByteBuffer raw(int[] start) {
        try {
            return chunks.getRawChunkBuffer(start);
        } catch (HdfException e) {
            // jHDF 0.13.0 tells a chunk that is not there from one that cannot be read by its message alone.
            if (e.getMessage().startsWith("No chunk with offset")) {
                return null;
            }
            throw e;
        }
    }

    private void next(int[] start) {
        for (int axis = start.length - 1; axis >= 0; axis--) {
            start[axis] += Math.min(chunkSizes[axis], sizes[axis] - start[axis]);
            if (start[axis] < sizes[axis]) {
                return;
            }
            start[axis] = 0;
        }
    }

    /** Copies the rows of a chunk that lie inside the array; at the border a chunk reaches beyond it. */
    private void copy(ByteBuffer chunk, int[] start, Hdf5Array.Decoder decoder) {
        int last = sizes.length - 1;
        int rowBytes = Math.min(chunkSizes[last], sizes[last] - start[last]) * type.size();
        int rows = chunkBytes / (chunkSizes[last] * type.size());
        int[] within = new int[sizes.length];
        for (int row = 0; row < rows; row++) {
            long target = 0;
            boolean isInside = true;
            for (int axis = 0; axis <= last; axis++) {
                int place = start[axis] + within[axis];
                isInside &= place < sizes[axis];
                target = target * sizes[axis] + place;
            }
            if (isInside) {
                decoder.decode(chunk.slice(row * chunkSizes[last] * type.size(), rowBytes), (int) target);
            }
            for (int axis = last - 1; axis >= 0 && ++within[axis] == chunkSizes[axis]; axis--) {
                within[axis] = 0;
            }
        }
    }

    private byte[] unpack(ByteBuffer raw) {
        byte[] bytes = new byte[raw.remaining()];
        raw.get(bytes);
        for (int i = filters.size() - 1; i >= 0; i--) {
            bytes = undo(filters.get(i), bytes);
        }
        if (bytes.length < chunkBytes) {
            throw new HdfException("a chunk has " + bytes.length + " bytes; expected " + chunkBytes);
        }
        return bytes;
    }

    private byte[] undo(FilterInfo filter, byte[] bytes) {
        int[] settings = filter.getData();
        return switch (filter.getId()) {
            case DEFLATE -> inflate(bytes);
            case SHUFFLE -> {
                require(settings.length > 0 && settings[0] > 0, "shuffle");
                yield new ByteShuffleFilter().decode(bytes, settings);
            }
            case FLETCHER32 -> {
                require(bytes.length >= CHECKSUM_BYTES, "fletcher32");
                yield Arrays.copyOf(bytes, bytes.length - CHECKSUM_BYTES);
            }
            case LZF -> {
                require(settings.length > 2 && settings[2] >= 0 && settings[2] <= chunkBytes + CHECKSUM_BYTES, "lzf");
                yield new LzfFilter().decode(bytes, settings);
            }
            default ->
                throw source.problem(
                        Code.CONTAINER,
                        "array " + Source.quoted(array.path()) + " is compressed with the HDF5 filter " + filter.getId()
                                + " (" + filter.getName() + "); gzip, lzf, shuffle and fletcher32 are read",
                        "Save the model again with Keras, which does not compress.");
        };
    }

    private static void require(boolean isRight, String filter) {
        if (!isRight) {
            throw new HdfException("the settings of its filter " + filter + " make no sense");
        }
    }

    private byte[] inflate(byte[] packed) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            byte[] out = new byte[chunkBytes + CHECKSUM_BYTES];
            int length = 0;
            while (length < out.length && !inflater.finished()) {
                int got = inflater.inflate(out, length, out.length - length);
                if (got == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    throw new HdfException("a compressed chunk is cut off");
                }
                length += got;
            }
            return Arrays.copyOf(out, length);
        } catch (DataFormatException e) {
            // HDF5 stores a chunk as it is when compressing would make it longer.
            if (packed.length == chunkBytes || packed.length == chunkBytes + CHECKSUM_BYTES) {
                return packed;
            }
            throw new HdfException("a compressed chunk is damaged", e);
        } finally {
            inflater.end();
        }
    }
}
