package io.github.kerasjvm.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LimitsTest {

    @Test
    void everyLimitIsSetByItsNameAndNoOtherChanges() {
        for (String changed : Limits.names()) {
            Limits limits = Limits.DEFAULT.with(changed, 7);
            for (String name : Limits.names()) {
                assertThat(limits.get(name)).isEqualTo(name.equals(changed) ? 7 : Limits.DEFAULT.get(name));
            }
        }
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> Limits.DEFAULT.with("arraybytes", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"arraybytes\" is not a limit")
                .hasMessageContaining("arrayBytes, totalBytes");
    }

    @Test
    void aValueOutOfRangeIsRefused() {
        assertThatThrownBy(() -> Limits.DEFAULT.with("depth", 0)).hasMessageContaining("expected 1 to 2147483647");
        assertThatThrownBy(() -> Limits.DEFAULT.with("depth", 1L << 31)).hasMessageContaining("depth is 2147483648");
    }
}
