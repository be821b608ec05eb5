package io.github.kerasjvm.data;

import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * NumPy's archive of arrays, {@code .npz}. Members are read when they are asked for; whoever opens it closes it. Safe to
 * share between threads.
 */
public final class Npz implements AutoCloseable {

    private static final String SUFFIX = ".npy";

    /** Deflate makes nothing smaller than by this factor (zlib, technical details). */
    private static final long MOST_INFLATION = 1032;

    private static final int MOST_MEMBERS = 200_000;

    private final String file;
    private final ZipFile zip;
    private final Map<String, ZipEntry> members;

    private Npz(String file, ZipFile zip, Map<String, ZipEntry> members) {
        this.file = file;
        this.zip = zip;
        this.members = members;
    }

    /**
     * Opens an archive.
     *
     * @param file the file
     * @return the archive, to be closed
     * @throws DataException if the file is missing, is no archive, or has two members of the same name
     */
    public static Npz open(Path file) {
        ZipFile zip;
        try {
            if (!Files.exists(file)) {
                throw new DataException(file + ": there is no such file");
            }
            zip = new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw new DataException(file + ": is not a NumPy archive (.npz): " + e.getMessage(), e);
        } catch (IOException e) {
            throw Npy.unreadable(file.toString(), e);
        }
        try {
            return new Npz(file.toString(), zip, members(file, zip));
        } catch (DataException e) {
            close(zip, e);
            throw e;
        }
    }

    private static Map<String, ZipEntry> members(Path file, ZipFile zip) {
        if (zip.size() > MOST_MEMBERS) {
            throw new DataException(file + ": has " + zip.size() + " members, expected at most " + MOST_MEMBERS);
        }
        Map<String, ZipEntry> members = new LinkedHashMap<>();
        zip.stream().filter(entry -> entry.getName().endsWith(SUFFIX)).forEach(entry -> {
            String name = entry.getName();
            if (members.putIfAbsent(name.substring(0, name.length() - SUFFIX.length()), entry) != null) {
                throw new DataException(file + ": has two members " + name + "; two readers would see two files");
            }
        });
        return members;
    }

    private static void close(ZipFile zip, DataException reason) {
        try {
            zip.close();
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    /**
     * The names of the arrays.
     *
     * @return the names without {@code .npy}, in the order of the file
     */
    public List<String> names() {
        return List.copyOf(members.keySet());
    }

    /**
     * Whether there is an array of a name.
     *
     * @param name the name, without {@code .npy}
     * @return true if there is one
     */
    public boolean has(String name) {
        return members.containsKey(name);
    }

    /**
     * The shape of an array; reads its header only.
     *
     * @param name the name, without {@code .npy}
     * @return the shape
     * @throws DataException if there is no such array or it is damaged
     */
    public Shape shape(String name) {
        return read(name, (member, header, in) -> header.shape());
    }

    /**
     * Reads an array of numbers of any type as float32.
     *
     * @param name the name, without {@code .npy}
     * @return the array, in row-major order
     * @throws DataException if there is no such array, it is damaged or holds no numbers
     */
    public Tensor tensor(String name) {
        return read(name, (member, header, in) -> {
            checkSize(member, name, header);
            return Npy.tensor(member, header, in);
        });
    }

    /**
     * Reads an array of numbers of any type as float64.
     *
     * @param name the name, without {@code .npy}
     * @return the elements in the order of the file
     * @throws DataException if there is no such array, it is damaged or holds no numbers
     */
    public double[] doubles(String name) {
        return read(name, (member, header, in) -> {
            checkSize(member, name, header);
            double[] elements = new double[header.elements(member)];
            new NumberStream(member, in, header.numbers(member)).read(elements, elements.length);
            return elements;
        });
    }

    /**
     * Reads a text: an array of rank 0 of NumPy's characters.
     *
     * @param name the name, without {@code .npy}
     * @return the text; empty if there is no such array or it is not a text
     * @throws DataException if it is damaged
     */
    public Optional<String> text(String name) {
        return has(name) ? read(name, (member, header, in) -> text(member, name, header, in)) : Optional.empty();
    }

    private Optional<String> text(String member, String name, NpyHeader header, InputStream in) throws IOException {
        if (!header.description().matches("[<>=]U\\d{1,8}") || header.shape().rank() != 0) {
            return Optional.empty();
        }
        int bytes = 4 * Integer.parseInt(header.description().substring(2));
        if (bytes > mostBytes(name)) {
            throw new DataException(member + ": is truncated or its header is false");
        }
        Charset charset = Charset.forName(header.description().charAt(0) == '>' ? "UTF-32BE" : "UTF-32LE");
        String padded = new String(in.readNBytes(bytes), charset);
        return Optional.of(padded.replaceFirst("\0+$", ""));
    }

    /** Opens an array as a stream that stands behind its header, to be read row by row. */
    Rows rows(Path path, String name) {
        return read(name, (member, header, in) -> {
            checkSize(member, name, header);
            return header.fortran() || header.shape().rank() == 0
                    ? new TensorRows(member, Npy.tensor(member, header, in))
                    : new NpyRows(member, header, () -> new MemberStream(path, name + SUFFIX));
        });
    }

    private void checkSize(String member, String name, NpyHeader header) {
        Npy.checkSize(member, header, header.numbers(member), mostBytes(name));
    }

    /** How many bytes the member can have at most, whatever it says itself. */
    private long mostBytes(String name) {
        ZipEntry entry = members.get(name);
        return entry.getMethod() == ZipEntry.STORED
                ? entry.getCompressedSize()
                : Math.min(entry.getSize(), MOST_INFLATION * entry.getCompressedSize());
    }

    /** What is done with a member. */
    private interface Use<T> {
        T of(String member, NpyHeader header, InputStream in) throws IOException;
    }

    private <T> T read(String name, Use<T> use) {
        String member = file + ": " + name;
        ZipEntry entry = members.get(name);
        if (entry == null) {
            throw new DataException(member + ": there is no such array; there are: " + String.join(", ", names()));
        }
        try (InputStream in = new BufferedInputStream(zip.getInputStream(entry))) {
            return use.of(member, NpyHeader.read(member, in), in);
        } catch (IOException e) {
            throw new DataException(member + ": is damaged: " + e.getMessage(), e);
        }
    }

    /** Closes the file. */
    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw Npy.unreadable(file, e);
        }
    }
}
