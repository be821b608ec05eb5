package io.github.kerasjvm.read;

import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.ImportException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A zip archive, read through its directory. Members are asked for by exact name and never written anywhere, so that a
 * name such as {@code ../x} is only a name.
 *
 * <p>Own code, because {@link java.util.zip} needs a file, hides the second of two members of one name, and does not
 * notice members that overlap. Refused: two members of one name, members that overlap or are encrypted, a directory that
 * is not at the end, more than one disk. Archives and members over 4 GiB (zip64) are read.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE.TXT, the zip specification</a>
 */
final class ZipArchive {

    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int END64 = 0x06064b50;
    private static final int END64_LOCATOR = 0x07064b50;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_BYTES = 46;
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_BYTES = 30;
    private static final int ZIP64_EXTRA = 1;
    private static final long IN_EXTRA = 0xffff_ffffL;

    private final Source source;
    private final Bytes bytes;
    private final Map<String, Member> members = new LinkedHashMap<>();

    /**
     * One member as the directory describes it.
     *
     * @param start where its local header is
     * @param stored bytes in the archive
     * @param size bytes once inflated, as the directory says
     */
    record Member(String name, int flags, int method, long crc, long stored, long size, long start) {}

    private record Directory(long start, long length, long entries) {}

    private ZipArchive(Source source, Bytes bytes) {
        this.source = source;
        this.bytes = bytes;
    }

    static ZipArchive open(Source source, Bytes bytes) {
        return Guard.run(source, "the directory of the archive", () -> {
            ZipArchive archive = new ZipArchive(source, bytes);
            archive.readDirectory(archive.directory());
            archive.requireApart();
            return archive;
        });
    }

    Set<String> names() {
        return members.keySet();
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    /**
     * The content of a member, inflated when it was compressed.
     *
     * @param most bytes that it may have
     * @param limit the name of the limit that says so
     */
    Bytes content(String name, long most, String limit) {
        Member member = members.get(name);
        return Guard.run(source, "member " + Source.quoted(name), () -> {
            Bytes stored = bytes.part(contentStart(member), member.stored());
            if (member.size() > most) {
                throw source.over("member " + Source.quoted(name) + " has", member.size(), limit);
            }
            return switch (member.method()) {
                case 0 -> {
                    if (member.stored() != member.size()) {
                        throw refuse("member " + Source.quoted(name) + " has two sizes");
                    }
                    yield stored;
                }
                case 8 -> new HeapBytes(Inflating.inflate(source, member, stored));
                default ->
                    throw source.problem(
                            Code.CONTAINER,
                            "member " + Source.quoted(name) + " is compressed with method " + member.method()
                                    + "; stored and deflated members are read",
                            "Pack the archive again; Keras stores members as they are.");
            };
        });
    }

    private long contentStart(Member member) {
        ByteBuffer local = bytes.slice(member.start(), LOCAL_BYTES);
        if (local.getInt(0) != LOCAL) {
            throw refuse("member " + Source.quoted(member.name()) + " is not where the directory says");
        }
        int nameLength = local.getShort(26) & 0xffff;
        int extraLength = local.getShort(28) & 0xffff;
        String name = string(bytes.slice(member.start() + LOCAL_BYTES, nameLength));
        if (!name.equals(member.name())) {
            throw refuse("member " + Source.quoted(member.name()) + " calls itself " + Source.quoted(name));
        }
        return member.start() + LOCAL_BYTES + nameLength + extraLength;
    }

    private Directory directory() {
        // The end record comes last, but for a comment of up to 64 KiB.
        int tail = (int) Math.min(bytes.size(), END_BYTES + 0xffff);
        long tailStart = bytes.size() - tail;
        ByteBuffer last = bytes.slice(tailStart, tail);
        for (int at = tail - END_BYTES; at >= 0; at--) {
            if (last.getInt(at) == END && at + END_BYTES + (last.getShort(at + 20) & 0xffff) == tail) {
                return directory(last.slice(at, END_BYTES).order(ByteOrder.LITTLE_ENDIAN), tailStart + at);
            }
        }
        throw source.damaged("the archive is cut off: it has no directory at its end", null);
    }

    private Directory directory(ByteBuffer end, long endStart) {
        long entries = end.getShort(10) & 0xffff;
        long length = end.getInt(12) & IN_EXTRA;
        long start = end.getInt(16) & IN_EXTRA;
        long directoryEnd = endStart;
        long locator = endStart - 20;
        if (locator >= 0 && bytes.slice(locator, 4).getInt() == END64_LOCATOR) {
            directoryEnd = bytes.slice(locator + 8, 8).getLong();
            ByteBuffer end64 = bytes.slice(directoryEnd, 56);
            if (end64.getInt(0) != END64) {
                throw refuse("the directory has no proper end");
            }
            entries = end64.getLong(32);
            length = end64.getLong(40);
            start = end64.getLong(48);
        }
        if (start < 0 || length < 0 || start + length != directoryEnd) {
            throw refuse("there is something before or after the archive, or it is cut off");
        }
        return new Directory(start, length, entries);
    }

    private void readDirectory(Directory directory) {
        if (directory.entries() > source.limits().entries()) {
            throw source.over("members of the archive:", directory.entries(), "entries");
        }
        long at = directory.start();
        long end = directory.start() + directory.length();
        for (long i = 0; i < directory.entries(); i++) {
            ByteBuffer entry = bytes.slice(at, ENTRY_BYTES);
            int nameLength = entry.getShort(28) & 0xffff;
            int extraLength = entry.getShort(30) & 0xffff;
            long next = at + ENTRY_BYTES + nameLength + extraLength + (entry.getShort(32) & 0xffff);
            if (entry.getInt(0) != ENTRY || next > end) {
                throw refuse("the directory is damaged");
            }
            String name = string(bytes.slice(at + ENTRY_BYTES, nameLength));
            add(member(name, entry, bytes.slice(at + ENTRY_BYTES + nameLength, extraLength)));
            at = next;
        }
        if (at != end) {
            throw refuse("the directory has more than it says");
        }
    }

    private void add(Member member) {
        if ((member.flags() & 1) != 0) {
            throw source.problem(
                    Code.ARCHIVE,
                    "member " + Source.quoted(member.name()) + " is encrypted",
                    "Pack the archive again without a password.");
        }
        if (members.put(member.name(), member) != null) {
            throw source.problem(
                    Code.ARCHIVE,
                    "two members are named " + Source.quoted(member.name()) + "; two readers would see two models",
                    "Do not trust this file: Keras does not write such archives.");
        }
    }

    private Member member(String name, ByteBuffer entry, ByteBuffer extra) {
        long stored = entry.getInt(20) & IN_EXTRA;
        long size = entry.getInt(24) & IN_EXTRA;
        long start = entry.getInt(42) & IN_EXTRA;
        while (extra.remaining() >= 4) {
            int id = extra.getShort() & 0xffff;
            int length = extra.getShort() & 0xffff;
            if (id == ZIP64_EXTRA) {
                // Only the numbers that did not fit are there, in this order.
                size = size == IN_EXTRA ? extra.getLong() : size;
                stored = stored == IN_EXTRA ? extra.getLong() : stored;
                start = start == IN_EXTRA ? extra.getLong() : start;
                break;
            }
            extra.position(extra.position() + length);
        }
        int flags = entry.getShort(8);
        return new Member(name, flags, entry.getShort(10), entry.getInt(16) & IN_EXTRA, stored, size, start);
    }

    /** Members that share bytes make a small archive expand to any size. */
    private void requireApart() {
        List<Member> sorted = new ArrayList<>(members.values());
        sorted.sort(Comparator.comparingLong(Member::start));
        for (int i = 0; i < sorted.size(); i++) {
            Member member = sorted.get(i);
            long end = Math.addExact(member.start(), Math.addExact(member.stored(), (long) LOCAL_BYTES));
            long next = i + 1 < sorted.size() ? sorted.get(i + 1).start() : bytes.size();
            if (end > next) {
                throw refuse("member " + Source.quoted(member.name()) + " overlaps what comes after it");
            }
        }
    }

    private static String string(ByteBuffer name) {
        return StandardCharsets.UTF_8.decode(name).toString();
    }

    private ImportException refuse(String message) {
        return source.problem(Code.ARCHIVE, message, "Get the file again, or save the model again.");
    }
}
