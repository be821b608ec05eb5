package io.github.kerasjvm.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.op.Primitive;
import org.junit.jupiter.api.Test;

class RoutinesTest {

    @Test
    void thereIsCodeForEveryPrimitive() {
        assertThat(Primitive.class.getPermittedSubclasses()).allMatch(Routines::has);
    }
}
