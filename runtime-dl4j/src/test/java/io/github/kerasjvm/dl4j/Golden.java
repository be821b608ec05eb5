package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** What real Keras recorded: arrays by name from an npz of float32 in row-major order. */
record Golden(Map<String, Tensor> arrays) {

    private static final Pattern SHAPE = Pattern.compile("'shape': \\(([^)]*)\\)");

    static Golden read(Path npz) {
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(npz)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName().replace(".npy", "");
                if (name.matches("(in|out|alt)_\\d+")) { // there are notes of the recorder, too
                    arrays.put(name, array(zip));
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return new Golden(arrays);
    }

    private static Tensor array(InputStream in) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
        int headerLength = bytes.getShort(8);
        String header = new String(bytes.array(), 10, headerLength, StandardCharsets.US_ASCII);
        Matcher matcher = SHAPE.matcher(header);
        if (!matcher.find() || !header.contains("'<f4'") || !header.contains("False")) {
            throw new IOException("not float32 in row-major order: " + header);
        }
        List<Integer> sizes = new ArrayList<>();
        for (String size : matcher.group(1).split(",")) {
            if (!size.isBlank()) {
                sizes.add(Integer.valueOf(size.strip()));
            }
        }
        Shape shape = Shape.of(sizes);
        float[] values = new float[Math.toIntExact(shape.elements())];
        bytes.position(10 + headerLength);
        bytes.asFloatBuffer().get(values);
        return Tensor.owning(shape, values);
    }

    List<Tensor> inputs() {
        return numbered("in_");
    }

    List<Tensor> outputs() {
        return numbered("out_");
    }

    List<Tensor> alternatives() {
        return numbered("alt_");
    }

    private List<Tensor> numbered(String prefix) {
        List<Tensor> found = new ArrayList<>();
        while (arrays.containsKey(prefix + found.size())) {
            found.add(arrays.get(prefix + found.size()));
        }
        return found;
    }
}
