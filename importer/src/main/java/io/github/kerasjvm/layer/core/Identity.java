package io.github.kerasjvm.layer.core;

import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.InferenceIdentity;
import io.github.kerasjvm.layer.KeepsMask;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.lift.Lifting;

/** Keras {@code Identity}: gives its input. */
public record Identity() implements InferenceIdentity, KeepsMask {

    /** How it is read. */
    public static final Kind<Identity> KIND = Kind.of(Group.CORE, "Identity", args -> new Identity())
            .inKeras("2, 3")
            .inKeras3(Lifting.taking())
            .doc("Gives its input");
}
