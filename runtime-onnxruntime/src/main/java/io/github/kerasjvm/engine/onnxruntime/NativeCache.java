package io.github.kerasjvm.engine.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import io.github.kerasjvm.engine.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps ONNX Runtime's native libraries unpacked in the user's cache folder. ONNX Runtime by itself copies 28 MB out of
 * its jar at every start, unless {@value #NATIVE_PATH} says where they lie.
 *
 * <p>Any number of processes may share a folder: each file is written beside its place and moved there.
 */
final class NativeCache {

    /** ONNX Runtime's own property; when the user has set it, it stands. */
    static final String NATIVE_PATH = "onnxruntime.native.path";

    private static final Logger LOG = LoggerFactory.getLogger(NativeCache.class);

    /** Only the first two must be there; the others come with some platforms. */
    private static final List<String> LIBRARIES =
            List.of("onnxruntime", "onnxruntime4j_jni", "onnxruntime_providers_shared");

    /** Some 580 MB, which a program that computes on the processor does not unpack. */
    private static final String CUDA = "onnxruntime_providers_cuda";

    private final Path root;

    /** A cache below a folder, which need not exist. */
    NativeCache(Path root) {
        this.root = root;
    }

    /**
     * Tells ONNX Runtime where its libraries lie, unpacking them if need be. Must come before its first class is
     * initialised; afterwards it does nothing. When the cache cannot be used, ONNX Runtime unpacks as it always does.
     */
    static void prepare() {
        boolean chosen = System.getProperty(NATIVE_PATH) != null
                || LIBRARIES.stream()
                        .anyMatch(library -> System.getProperty("onnxruntime.native." + library + ".path") != null);
        if (chosen) {
            return;
        }
        try {
            Path folder = new NativeCache(CacheFolder.ofUser()).unpack();
            System.setProperty(NATIVE_PATH, folder.toString());
            LOG.debug("ONNX Runtime's native libraries are in {}", folder);
        } catch (IOException | RuntimeException e) {
            LOG.debug("ONNX Runtime's native libraries cannot be kept, so they are unpacked at every start", e);
        }
    }

    /** Whether the artifact with CUDA is on the class path. */
    static boolean hasCuda() {
        return resource(CUDA).isPresent();
    }

    /** Puts the CUDA provider beside the other libraries, where ONNX Runtime looks for it; does nothing twice. */
    static void prepareCuda() {
        Optional<URL> library = resource(CUDA);
        String folder = System.getProperty(NATIVE_PATH);
        // A folder that the user chose holds what the user put there.
        if (library.isEmpty() || folder == null || !Path.of(folder).startsWith(CacheFolder.ofUser())) {
            return;
        }
        try {
            unpack(library.get(), Path.of(folder).resolve(System.mapLibraryName(CUDA)));
        } catch (IOException e) {
            throw new EngineException(
                    "onnxruntime's CUDA provider cannot be unpacked into " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Sees to it that the libraries are there; gives their folder. */
    Path unpack() throws IOException {
        Path folder = Files.createDirectories(root, ownerOnly(root)).resolve(folderName());
        Files.createDirectories(folder, ownerOnly(folder));
        checkPrivate(folder);
        for (String library : LIBRARIES) {
            Optional<URL> resource = resource(library);
            if (resource.isPresent()) {
                unpack(resource.get(), folder.resolve(System.mapLibraryName(library)));
            } else if (!library.endsWith("shared")) {
                throw new IOException("the jar has no " + library + " for " + platform());
            }
        }
        return folder;
    }

    private static void unpack(URL resource, Path target) throws IOException {
        URLConnection connection = resource.openConnection();
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
            long size = connection.getContentLengthLong();
            if (isWhole(target, size)) {
                return;
            }
            Path beside = Files.createTempFile(target.getParent(), target.getFileName() + ".", ".part");
            try {
                Files.copy(in, beside, StandardCopyOption.REPLACE_EXISTING);
                if (!isWhole(beside, size)) {
                    throw new IOException("unpacking " + resource + " was cut short");
                }
                move(beside, target, size);
            } finally {
                Files.deleteIfExists(beside);
            }
        }
    }

    private static void move(Path from, Path target, long size) throws IOException {
        try {
            Files.move(from, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            // Windows does not replace a library that another process has loaded meanwhile; it is the same one.
            if (!isWhole(target, size)) {
                throw e;
            }
        }
    }

    private static boolean isWhole(Path file, long size) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == size;
    }

    /** Refuses a folder into which another user could have put a library of theirs. */
    private static void checkPrivate(Path folder) throws IOException {
        if (!isPosix(folder)) {
            return;
        }
        Path own = Files.createTempFile(folder, "owner", ".part");
        try {
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(folder);
            if (!Files.getOwner(folder).equals(Files.getOwner(own))
                    || rights.contains(PosixFilePermission.GROUP_WRITE)
                    || rights.contains(PosixFilePermission.OTHERS_WRITE)) {
                throw new IOException(folder + " belongs to, or can be written by, another user");
            }
        } finally {
            Files.delete(own);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path path) {
        return isPosix(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().equals(FileSystems.getDefault())
                && path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** {@code onnxruntime-1.29.0-linux-x64}; the artifact with CUDA has other libraries of the same names. */
    private static String folderName() {
        String version = OrtEnvironment.class.getPackage().getImplementationVersion();
        String kind = hasCuda() ? "onnxruntime_gpu-" : "onnxruntime-";
        return kind + (version == null ? "unversioned" : version) + "-" + platform();
    }

    private static Optional<URL> resource(String library) {
        // A class literal does not initialise its class, so nothing native is loaded by this.
        String path = "/ai/onnxruntime/native/" + platform() + "/" + System.mapLibraryName(library);
        return Optional.ofNullable(OrtEnvironment.class.getResource(path));
    }

    /** ONNX Runtime's name for this platform, {@code linux-x64}. */
    private static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String system = os.contains("mac") ? "osx" : os.contains("win") ? "win" : "linux";
        return system + "-" + (arch.equals("amd64") || arch.equals("x86_64") ? "x64" : arch);
    }
}
