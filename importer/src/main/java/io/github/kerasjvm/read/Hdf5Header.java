package io.github.kerasjvm.read;

import io.jhdf.Utils;
import io.jhdf.checksum.ChecksumUtils;
import io.jhdf.exceptions.HdfException;
import io.jhdf.exceptions.UnsupportedHdfException;
import io.jhdf.object.message.SharedMessage;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The header of a group or array: a list of messages, each read when it is asked for.
 *
 * <p>jHDF's own reads all messages at once, so that a single attribute of a kind that it does not know hides the whole
 * object; and it follows continuations by recursion.
 *
 * @see <a href="https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html">HDF5 file format, object headers</a>
 */
final class Hdf5Header {

    static final int DATA_SPACE = 0x01;
    static final int LINK_INFO = 0x02;
    static final int DATA_TYPE = 0x03;
    static final int FILL_VALUE = 0x05;
    static final int LINK = 0x06;
    static final int EXTERNAL_FILES = 0x07;
    static final int DATA_LAYOUT = 0x08;
    static final int FILTERS = 0x0b;
    static final int ATTRIBUTE = 0x0c;
    static final int CONTINUATION = 0x10;
    static final int SYMBOL_TABLE = 0x11;
    static final int ATTRIBUTE_INFO = 0x15;

    private static final int SIGNATURE_2 = 0x5244484f; // "OHDR"
    private static final int SIGNATURE_2_CONTINUED = 0x4b48434f; // "OCHK"
    private static final int CHECKSUM_BYTES = 4;
    private static final int SHARED = 2;

    private final Storage storage;
    private final long address;
    private final List<Message> messages = new ArrayList<>();

    private record Message(int type, boolean isShared, ByteBuffer data) {}

    private Hdf5Header(Storage storage, long address) {
        this.storage = storage;
        this.address = address;
    }

    static Hdf5Header read(Storage storage, long address) {
        Hdf5Header header = new Hdf5Header(storage, address);
        if (storage.map(address, 1).get() == 1) {
            header.readVersion1();
        } else {
            header.readVersion2();
        }
        return header;
    }

    long address() {
        return address;
    }

    boolean has(int type) {
        return messages.stream().anyMatch(message -> message.type == type);
    }

    /** The content of the one message of a type. */
    ByteBuffer get(int type) {
        List<ByteBuffer> found = all(type);
        if (found.size() != 1) {
            throw new HdfException("its header has " + found.size() + " messages of type " + type + "; expected 1");
        }
        return found.get(0);
    }

    /** The contents of all messages of a type, each from position 0 and little endian. */
    List<ByteBuffer> all(int type) {
        return messages.stream()
                .filter(message -> message.type == type)
                .map(this::content)
                .toList();
    }

    private ByteBuffer content(Message message) {
        ByteBuffer data = message.data.duplicate().order(message.data.order());
        if (!message.isShared) {
            return data;
        }
        // A type that has a name of its own in the file, and is referred to.
        long at = new SharedMessage(data, storage.getSuperblock()).getObjectHeaderAddress();
        Hdf5Header holder = read(storage, at);
        if (holder.messages.stream().anyMatch(held -> held.type == message.type && held.isShared)) {
            throw new HdfException("a shared message refers to another shared message");
        }
        return holder.get(message.type);
    }

    private void readVersion1() {
        ByteBuffer start = storage.map(address, 16);
        int count = start.getShort(2) & 0xffff;
        Deque<ByteBuffer> blocks = new ArrayDeque<>();
        blocks.add(storage.map(address + 16, start.getInt(8) & 0xffff_ffffL));
        while (!blocks.isEmpty() && messages.size() < count) {
            ByteBuffer block = blocks.remove();
            while (block.remaining() >= 8 && messages.size() < count) {
                int type = block.getShort() & 0xffff;
                int size = block.getShort() & 0xffff;
                int flags = block.get();
                block.position(block.position() + 3);
                add(type, flags, block, size, blocks);
                block.position(Math.min(block.limit(), block.position() + 7 & ~7));
            }
        }
    }

    private void readVersion2() {
        ByteBuffer start = storage.map(address, 6);
        if (start.getInt() != SIGNATURE_2) {
            throw new HdfException("there is no object header where one is expected");
        }
        if (start.get() != 2) {
            throw new UnsupportedHdfException("an object header of version " + start.get(4));
        }
        int flags = start.get();
        int sizeBytes = 1 << (flags & 3);
        int prefix = 6 + ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0);
        long size = Utils.readBytesAsUnsignedLong(storage.map(address + prefix, sizeBytes), sizeBytes);
        ByteBuffer whole = storage.map(address, Math.addExact(size, (long) prefix + sizeBytes + CHECKSUM_BYTES));
        ChecksumUtils.validateChecksum(whole.duplicate().order(whole.order()));
        Deque<ByteBuffer> blocks = new ArrayDeque<>();
        readVersion2(whole.position(prefix + sizeBytes), flags, blocks);
        while (!blocks.isEmpty()) {
            ByteBuffer block = blocks.remove();
            ChecksumUtils.validateChecksum(block.duplicate().order(block.order()));
            if (block.getInt() != SIGNATURE_2_CONTINUED) {
                throw new HdfException("an object header is not continued where it says");
            }
            readVersion2(block, flags, blocks);
        }
    }

    private void readVersion2(ByteBuffer block, int headerFlags, Deque<ByteBuffer> blocks) {
        int prefix = (headerFlags & 4) != 0 ? 6 : 4;
        block.limit(block.limit() - CHECKSUM_BYTES);
        // What is shorter than the start of a message is a gap.
        while (block.remaining() >= prefix) {
            int type = block.get() & 0xff;
            int size = block.getShort() & 0xffff;
            int flags = block.get();
            block.position(block.position() + prefix - 4);
            add(type, flags, block, size, blocks);
        }
    }

    private void add(int type, int flags, ByteBuffer block, int size, Deque<ByteBuffer> blocks) {
        ByteBuffer data = block.slice(block.position(), size).order(block.order());
        block.position(block.position() + size);
        messages.add(new Message(type, (flags & SHARED) != 0, data));
        if (type == CONTINUATION) {
            long next = address(data);
            long length = Utils.readBytesAsUnsignedLong(data, storage.getSizeOfLengths());
            blocks.add(storage.map(next, length));
        }
    }

    /** The next address in a message; -1 stands for nowhere. */
    long address(ByteBuffer data) {
        return Utils.readBytesAsUnsignedLong(data, storage.getSizeOfOffsets());
    }
}
