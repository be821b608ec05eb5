package io.github.kerasjvm.data;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A decoded picture.
 *
 * @param height rows
 * @param width columns
 * @param channels 1 for gray, 3 for red, green, blue
 * @param values {@code [height, width, channels]}, 0 to 255
 */
record Pixels(int height, int width, int channels, float[] values) {

    /** Larger pictures are refused before memory is taken for them. */
    private static final long MOST_PIXELS = 1L << 26;

    /**
     * Decodes PNG, JPEG, BMP or the first frame of GIF, as {@code tf.io.decode_image} does. For JPEG numbers may differ
     * by a few of 255: TensorFlow chooses a fast and less exact transform ({@code JDCT_IFAST}, decode_image_op.cc).
     */
    static Pixels read(Path file, int channels) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new DataException(file + ": is not a picture of a known kind; expected PNG, JPEG, BMP or GIF");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                return decode(file, reader, channels);
            } catch (IOException | RuntimeException e) {
                // The readers of the Java library throw all kinds of runtime exceptions on damaged files.
                if (e instanceof DataException known) {
                    throw known;
                }
                throw new DataException(file + ": is a damaged picture: " + e.getMessage(), e);
            } finally {
                reader.dispose();
            }
        }
    }

    private static Pixels decode(Path file, ImageReader reader, int channels) throws IOException {
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > MOST_PIXELS) {
            throw new DataException(file + ": has " + pixels + " pixels, expected at most " + MOST_PIXELS);
        }
        boolean luminance = channels == 1 && reader.getFormatName().equalsIgnoreCase("jpeg");
        if (luminance && reader.canReadRaster()) {
            // JPEG stores gray as its first component; decoding to colours and back would change the numbers.
            return band(reader.readRaster(0, null));
        }
        BufferedImage image = reader.read(0);
        boolean gray = image.getRaster().getNumBands() <= 2 && !(image.getColorModel() instanceof IndexColorModel);
        Pixels decoded = gray ? band(image.getRaster()) : colours(image);
        return decoded.channels == channels ? decoded : channels == 1 ? decoded.toGray() : decoded.toColours();
    }

    /** The first band as it is stored; {@code getRGB} would apply a gamma curve to gray pictures. */
    private static Pixels band(Raster raster) {
        float[] values = raster.getSamples(
                raster.getMinX(), raster.getMinY(), raster.getWidth(), raster.getHeight(), 0, (float[]) null);
        int surplus = raster.getSampleModel().getSampleSize(0) - 8;
        for (int i = 0; surplus > 0 && i < values.length; i++) {
            values[i] = (int) values[i] >> surplus;
        }
        return new Pixels(raster.getHeight(), raster.getWidth(), 1, values);
    }

    private static Pixels colours(BufferedImage image) {
        int height = image.getHeight();
        int width = image.getWidth();
        int[] packed = image.getRGB(0, 0, width, height, null, 0, width);
        float[] values = new float[3 * packed.length];
        for (int i = 0; i < packed.length; i++) {
            values[3 * i] = packed[i] >> 16 & 0xff;
            values[3 * i + 1] = packed[i] >> 8 & 0xff;
            values[3 * i + 2] = packed[i] & 0xff;
        }
        return new Pixels(height, width, 3, values);
    }

    /** As libpng does, through which TensorFlow turns colours to gray: 15-bit weights, rounded down. */
    private Pixels toGray() {
        float[] gray = new float[height * width];
        for (int i = 0; i < gray.length; i++) {
            int r = (int) values[3 * i];
            int g = (int) values[3 * i + 1];
            int b = (int) values[3 * i + 2];
            gray[i] = 9797 * r + 19234 * g + 3737 * b >> 15;
        }
        return new Pixels(height, width, 1, gray);
    }

    private Pixels toColours() {
        float[] colours = new float[3 * values.length];
        for (int i = 0; i < colours.length; i++) {
            colours[i] = values[i / 3];
        }
        return new Pixels(height, width, 3, colours);
    }

    /** As {@code tf.image.resize} does: bilinear, pixel centres at one half, no antialiasing. */
    Pixels resized(int toHeight, int toWidth) {
        if (toHeight == height && toWidth == width) {
            return this;
        }
        float[] result = new float[toHeight * toWidth * channels];
        Samples rows = Samples.of(height, toHeight);
        Samples columns = Samples.of(width, toWidth);
        int at = 0;
        for (int y = 0; y < toHeight; y++) {
            for (int x = 0; x < toWidth; x++) {
                for (int c = 0; c < channels; c++) {
                    float top = mix(rows.low[y], columns, x, c);
                    float bottom = mix(rows.high[y], columns, x, c);
                    result[at++] = top + (bottom - top) * rows.share[y];
                }
            }
        }
        return new Pixels(toHeight, toWidth, channels, result);
    }

    private float mix(int y, Samples columns, int x, int c) {
        float left = values[(y * width + columns.low[x]) * channels + c];
        float right = values[(y * width + columns.high[x]) * channels + c];
        return left + (right - left) * columns.share[x];
    }

    /** For each place of the result the two places of the source, and the share of the second. */
    private record Samples(int[] low, int[] high, float[] share) {
        static Samples of(int from, int to) {
            Samples samples = new Samples(new int[to], new int[to], new float[to]);
            float scale = from / (float) to;
            for (int i = 0; i < to; i++) {
                float place = (i + 0.5f) * scale - 0.5f;
                float floor = (float) Math.floor(place);
                samples.low[i] = Math.max(0, (int) floor);
                samples.high[i] = Math.min(from - 1, (int) Math.ceil(place));
                samples.share[i] = place - floor;
            }
            return samples;
        }
    }
}
