package io.github.kerasjvm.data;

import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Sees what kind of data a file or folder holds, and puts a data set together. */
final class DataFiles {

    private static final byte[] ZIP = {'P', 'K', 3, 4};

    private final List<InputSpec> wanted;
    private final DataOptions options;
    private List<String> classes = List.of();

    private DataFiles(List<InputSpec> wanted, DataOptions options) {
        this.wanted = wanted;
        this.options = options;
    }

    static DataSet open(Path path, List<InputSpec> wanted, DataOptions options) {
        try {
            return new DataFiles(wanted, options).open(path);
        } catch (IOException e) {
            throw Npy.unreadable(path.toString(), e);
        }
    }

    private DataSet open(Path path) throws IOException {
        Found found = Files.isDirectory(path) ? folder(path) : file(path);
        List<Rows> labels =
                options.labels().isPresent() ? List.of(single(options.labels().get(), path)) : found.labels;
        return new DataSet(formed(path, found.inputs), labels, classes, options.most());
    }

    /** Rows as they are stored. */
    private record Found(List<Rows> inputs, List<Rows> labels) {}

    private List<Rows> formed(Path path, List<Rows> inputs) {
        if (inputs.size() != wanted.size()) {
            throw new DataException(path + ": holds " + inputs.size() + " inputs ("
                    + String.join(", ", inputs.stream().map(Rows::name).toList()) + "), the model takes "
                    + wanted.size() + " ("
                    + String.join(", ", wanted.stream().map(InputSpec::name).toList()) + ")");
        }
        List<Rows> formed = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Rows rows = inputs.get(i);
            // Pictures come decoded in the layout of the model.
            RowForm form = rows instanceof ImageFolder
                    ? RowForm.asIs(rows.row())
                    : RowForm.find(rows.name(), rows.row(), wanted.get(i), options.layout());
            formed.add(new FormedRows(rows, options.scale(), form));
        }
        return formed;
    }

    private Found folder(Path folder) throws IOException {
        List<Path> images;
        try (Stream<Path> children = Files.list(folder)) {
            images = children.filter(path -> name(path).matches(".*images[-.]idx\\d-ubyte(\\.gz)?"))
                    .sorted()
                    .toList();
        }
        if (!images.isEmpty()) {
            return idx(ofSplit(folder, images));
        }
        ImageFolder pictures = ImageFolder.open(folder, pictureShape(), pictureLayout());
        classes = pictures.classes();
        return new Found(List.of(pictures), List.of(pictures.labelRows()));
    }

    /** What the model takes, if it takes a picture. */
    private Shape pictureShape() {
        return wanted.size() == 1 ? wanted.get(0).shape().from(1) : Shape.SCALAR;
    }

    private Layout pictureLayout() {
        Shape shape = pictureShape();
        boolean first = shape.rank() == 3 && shape.last() != 1 && shape.last() != 3;
        return first ? Layout.CHANNELS_FIRST : Layout.CHANNELS_LAST;
    }

    private Path ofSplit(Path folder, List<Path> images) {
        if (images.size() == 1) {
            return images.get(0);
        }
        String start = options.split() == DataOptions.Split.TRAIN ? "train" : "t10k|test";
        return images.stream()
                .filter(path -> name(path).matches("(" + start + ").*"))
                .findFirst()
                .orElseThrow(() -> new DataException(folder + ": holds "
                        + String.join(", ", images.stream().map(DataFiles::name).toList())
                        + "; expected one, or names that begin with train, t10k or test. Give the file"));
    }

    private static Found idx(Path images) {
        Path labels = images.resolveSibling(name(images).replaceFirst("images([-.])idx\\d", "labels$1idx1"));
        boolean found = !labels.equals(images) && Files.exists(labels);
        return new Found(List.of(Idx.open(images)), found ? List.of(Idx.open(labels)) : List.of());
    }

    private Found file(Path file) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(NpyHeader.MAGIC.length);
        }
        if (Arrays.equals(start, NpyHeader.MAGIC)) {
            return new Found(List.of(npy(file)), List.of());
        }
        if (start.length > ZIP.length && Arrays.equals(Arrays.copyOf(start, ZIP.length), ZIP)) {
            try (Npz npz = Npz.open(file)) {
                NpzMembers members = NpzMembers.find(file, npz, wanted, options.split());
                return new Found(rows(file, npz, members.inputs()), rows(file, npz, members.labels()));
            }
        }
        if (name(file).toLowerCase(Locale.ROOT).endsWith(".csv")) {
            Csv csv = Csv.open(file);
            return new Found(List.of(csv), List.of(csv.labelRows()));
        }
        if (ImageFolder.isPicture(file)) {
            return new Found(List.of(ImageFolder.ofPicture(file, pictureShape(), pictureLayout())), List.of());
        }
        if (Idx.is(file)) {
            return idx(file);
        }
        throw new DataException(file + ": is not data of a known kind; expected IDX, .npz, .npy, .csv,"
                + " a picture, or a folder with IDX files or with pictures by class");
    }

    private static List<Rows> rows(Path file, Npz npz, List<String> members) {
        return members.stream().map(name -> npz.rows(file, name)).toList();
    }

    private static Rows npy(Path file) throws IOException {
        NpyHeader header;
        try (InputStream in = Files.newInputStream(file)) {
            header = NpyHeader.read(file.toString(), in);
        }
        Npy.checkSize(file.toString(), header, header.numbers(file.toString()), Files.size(file));
        return header.fortran() || header.shape().rank() == 0
                ? new TensorRows(file.toString(), Npy.read(file))
                : new NpyRows(file.toString(), header, () -> Files.newInputStream(file));
    }

    /** The one array of a file of labels. */
    private Rows single(Path labels, Path data) throws IOException {
        Found found = new DataFiles(List.of(), options).file(labels);
        List<Rows> all = Stream.of(found.inputs, found.labels)
                .filter(rows -> rows.size() == 1)
                .findFirst()
                .orElse(List.of());
        return Optional.of(all)
                .filter(rows -> rows.size() == 1)
                .map(rows -> rows.get(0))
                .orElseThrow(() -> new DataException(labels + ": holds " + found.inputs.size()
                        + " arrays, expected one with the labels of " + data));
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }
}
