package io.github.kerasjvm.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/** One member of an archive as a stream that closes the archive with it. */
final class MemberStream extends FilterInputStream {

    private final ZipFile zip;

    MemberStream(Path file, String member) throws IOException {
        this(new ZipFile(file.toFile()), member);
    }

    private MemberStream(ZipFile zip, String member) throws IOException {
        super(zip.getInputStream(zip.getEntry(member)));
        this.zip = zip;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
