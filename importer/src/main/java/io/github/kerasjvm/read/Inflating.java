package io.github.kerasjvm.read;

import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.ImportException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflates a member of an archive, bounded by what comes out and not by what its header says. */
final class Inflating {

    private static final int FIRST = 64 << 10;
    // Deflate cannot do better than 1032 to 1. Keras's JSON stays below 30 to 1, and its weights below 2 to 1.
    private static final int SHARE = 10;
    private static final int MOST = Integer.MAX_VALUE - 8;

    private final Source source;
    private final ZipArchive.Member member;
    private final long allowed;
    private byte[] out;
    private int length;

    private Inflating(Source source, ZipArchive.Member member) {
        this.source = source;
        this.member = member;
        this.allowed = Math.max(FIRST, member.stored() * source.limits().inflateRatio() / SHARE);
        this.out = new byte[(int) Math.min(FIRST, member.size())];
    }

    static byte[] inflate(Source source, ZipArchive.Member member, Bytes stored) {
        if (member.size() > MOST) {
            throw source.problem(
                    Code.CONTAINER,
                    "member " + Source.quoted(member.name()) + " is compressed and larger than 2 GiB",
                    "Pack the archive again without compression, as Keras does.");
        }
        Inflating inflating = new Inflating(source, member);
        Inflater inflater = new Inflater(true);
        try {
            stored.read(0, stored.size(), part -> inflating.add(inflater, part));
            return inflating.done(inflater);
        } finally {
            inflater.end();
        }
    }

    private void add(Inflater inflater, ByteBuffer part) {
        inflater.setInput(part);
        try {
            while (!inflater.finished() && !inflater.needsInput()) {
                if (length == out.length) {
                    grow();
                }
                int got = inflater.inflate(out, length, out.length - length);
                if (got == 0 && inflater.needsDictionary()) {
                    throw damaged(null);
                }
                length += got;
            }
        } catch (DataFormatException e) {
            throw damaged(e);
        }
    }

    private void grow() {
        // One byte more than the member may have, so that a longer one is seen to be longer.
        long most = Math.min(MOST, member.size() + 1);
        if (length >= most) {
            throw damaged(null);
        }
        if (length > allowed) {
            throw source.over(
                    "member " + Source.quoted(member.name()) + " inflates too much: ten times its factor is",
                    SHARE * (member.size() / Math.max(1, member.stored()) + 1),
                    "inflateRatio");
        }
        long wanted = Math.min(Math.max(FIRST, out.length * 2L), allowed + 1);
        out = Arrays.copyOf(out, (int) Math.min(wanted, most));
    }

    private byte[] done(Inflater inflater) {
        CRC32 crc = new CRC32();
        crc.update(out, 0, length);
        if (!inflater.finished() || length != member.size() || crc.getValue() != member.crc()) {
            throw damaged(null);
        }
        return out.length == length ? out : Arrays.copyOf(out, length);
    }

    private ImportException damaged(Throwable cause) {
        return source.problem(
                Code.ARCHIVE,
                "member " + Source.quoted(member.name())
                        + " is damaged: it does not inflate to what the directory says",
                "Get the file again, or save the model again.",
                cause);
    }
}
