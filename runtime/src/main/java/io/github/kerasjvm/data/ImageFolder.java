package io.github.kerasjvm.data;

import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Pictures in one folder for each class. As in Keras's {@code image_dataset_from_directory} without shuffling: the
 * folders' names in order are the classes 0, 1, …, and the pictures come class by class, by name.
 *
 * @param folder the folder
 * @param classes the names of the classes
 * @param files the pictures
 * @param labels the class of each picture
 * @param row the shape of a decoded and resized picture, as the model takes it
 * @param layout where its channels stand
 */
record ImageFolder(Path folder, List<String> classes, List<Path> files, Tensor labels, Shape row, Layout layout)
        implements Rows {

    private static final List<String> ENDINGS = List.of(".bmp", ".gif", ".jpeg", ".jpg", ".png");

    static ImageFolder open(Path folder, Shape row, Layout layout) {
        check(folder, row, layout);
        try {
            List<Path> classFolders = children(folder).stream()
                    .filter(Files::isDirectory)
                    .filter(path -> !name(path).startsWith("."))
                    .toList();
            List<Path> files = new ArrayList<>();
            List<Integer> labels = new ArrayList<>();
            for (int i = 0; i < classFolders.size(); i++) {
                List<Path> found = pictures(classFolders.get(i));
                files.addAll(found);
                labels.addAll(Collections.nCopies(found.size(), i));
            }
            if (files.isEmpty()) {
                throw new DataException(folder + ": holds no pictures; expected a folder for each class with PNG, JPEG,"
                        + " BMP or GIF files, or IDX files");
            }
            float[] values = new float[labels.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = labels.get(i);
            }
            List<String> names = classFolders.stream().map(ImageFolder::name).toList();
            Tensor labelTensor = Tensor.owning(Shape.of(values.length), values);
            return new ImageFolder(folder, names, files, labelTensor, row, layout);
        } catch (IOException e) {
            throw Npy.unreadable(folder.toString(), e);
        }
    }

    /** One picture as a data set of one row, without labels. */
    static ImageFolder ofPicture(Path file, Shape row, Layout layout) {
        check(file, row, layout);
        return new ImageFolder(file, List.of(), List.of(file), Tensor.scalar(0), row, layout);
    }

    /** Whether a file is a picture by its name. */
    static boolean isPicture(Path file) {
        return ENDINGS.stream().anyMatch(name(file).toLowerCase(Locale.ROOT)::endsWith);
    }

    private static void check(Path folder, Shape row, Layout layout) {
        int rank = row.rank();
        int channels = rank == 3 ? row.size(layout == Layout.CHANNELS_FIRST ? 0 : 2) : 1;
        if (rank != 3 && rank != 2 || channels != 1 && channels != 3 || !row.isKnown()) {
            throw new DataException(folder + ": holds pictures, the model takes " + row.after(Shape.ANY)
                    + "; expected an input of known height and width with 1 or 3 channels");
        }
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted(Comparator.comparing(ImageFolder::name)).toList();
        }
    }

    /** All pictures of a class, at any depth, as Keras finds them. */
    private static List<Path> pictures(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(ImageFolder::isPicture)
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        }
    }

    Rows labelRows() {
        return new TensorRows(folder + " (classes)", labels);
    }

    @Override
    public String name() {
        return folder.toString();
    }

    @Override
    public int count() {
        return files.size();
    }

    @Override
    public Reader open() {
        int[] next = {0};
        int size = Math.toIntExact(row.elements());
        return (target, rows) -> {
            for (int i = 0; i < rows; i++) {
                put(files.get(next[0]++), target, i * size);
            }
        };
    }

    private void put(Path file, float[] target, int at) throws IOException {
        boolean first = layout == Layout.CHANNELS_FIRST && row.rank() == 3;
        int channels = row.rank() == 2 ? 1 : row.size(first ? 0 : 2);
        int height = row.size(first ? 1 : 0);
        int width = row.size(first ? 2 : 1);
        float[] values = Pixels.read(file, channels).resized(height, width).values();
        for (int i = 0; i < values.length; i++) {
            int place = first ? i % channels * height * width + i / channels : i;
            target[at + place] = values[i];
        }
    }
}
