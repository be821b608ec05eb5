package io.github.kerasjvm.layer.operation;

import io.github.kerasjvm.op.Value;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operations by their names: of {@code keras.ops} as the class is called, {@code GetItem}; of {@code tf} as called, {@code math.add}. */
final class Functions {

    private static final Map<String, Function> ALL = Map.copyOf(new Functions()
            .withAll(ElementwiseFunctions::register)
            .withAll(ReductionFunctions::register)
            .withAll(ShapeFunctions::register)
            .withAll(PartFunctions::register)
            .withAll(ProductFunctions::register)
            .byName);

    private final Map<String, Function> byName = new HashMap<>();

    private Functions() {}

    /** What an operation does. */
    @FunctionalInterface
    interface Function {
        /** Appends the operation; gives its results. */
        List<Value> apply(OperationCall call);
    }

    /** What an operation of one result does. */
    @FunctionalInterface
    interface Single {
        /** Appends the operation; gives its result. */
        Value apply(OperationCall call);
    }

    /** A group of operations. */
    @FunctionalInterface
    private interface Group {
        void register(Functions functions);
    }

    private Functions withAll(Group group) {
        group.register(this);
        return this;
    }

    /** Adds an operation of one result under all its names, separated by blanks. */
    Functions on(String names, Single function) {
        return onAll(names, call -> List.of(function.apply(call)));
    }

    /** Adds an operation of several results. */
    Functions onAll(String names, Function function) {
        Arrays.stream(names.split(" ")).forEach(name -> byName.put(name, function));
        return this;
    }

    /** The operation of a name; empty if there is none. */
    static Optional<Function> named(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /** Whether there is an operation of a name. */
    static boolean has(String name) {
        return ALL.containsKey(name);
    }
}
