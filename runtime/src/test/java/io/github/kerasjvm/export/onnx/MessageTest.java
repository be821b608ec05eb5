package io.github.kerasjvm.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class MessageTest {

    /** The three examples of protobuf.dev/programming-guides/encoding. */
    @Test
    void writesWhatTheSpecificationShows() {
        assertThat(new Message().integer(1, 150).toBytes()).containsExactly(0x08, 0x96, 0x01);
        assertThat(new Message().text(2, "testing").toBytes())
                .containsExactly(0x12, 0x07, 't', 'e', 's', 't', 'i', 'n', 'g');
        assertThat(new Message().message(3, new Message().integer(1, 150)).toBytes())
                .containsExactly(0x1a, 0x03, 0x08, 0x96, 0x01);
    }

    @Test
    void writesNegativeNumbersInTenBytes() {
        byte[] bytes = new Message().integer(1, -1).toBytes();
        assertThat(bytes).hasSize(11);
        assertThat(OnnxFile.fields(bytes).get(0).integer()).isEqualTo(-1);
    }

    @Test
    void writesFloatsLeastSignificantByteFirst() {
        assertThat(new Message().number(2, 1f).toBytes()).containsExactly(0x15, 0, 0, (byte) 0x80, 0x3f);
        assertThat(new Message().floats(9, FloatBuffer.wrap(new float[] {1f})).toBytes())
                .containsExactly(0x4a, 4, 0, 0, (byte) 0x80, 0x3f);
    }

    @Test
    void writesWholeNumbersAsEightBytes() {
        assertThat(new Message().longs(9, 2, -1).toBytes())
                .containsExactly(0x4a, 16, 2, 0, 0, 0, 0, 0, 0, 0, -1, -1, -1, -1, -1, -1, -1, -1);
    }

    @Test
    void writesLargeArraysInParts() throws IOException {
        float[] numbers = new float[100_000];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
        }
        Message message = new Message().floats(9, FloatBuffer.wrap(numbers).asReadOnlyBuffer());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        message.writeTo(out);

        assertThat(out.toByteArray()).isEqualTo(message.toBytes());
        assertThat(message.size()).isEqualTo(out.size());
        float[] read = new float[numbers.length];
        ByteBuffer.wrap(OnnxFile.fields(out.toByteArray()).get(0).bytes())
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(read);
        assertThat(read).isEqualTo(numbers);
    }
}
