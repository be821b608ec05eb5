package io.github.kerasjvm.layer.operation;

import io.github.kerasjvm.op.Einsum;
import io.github.kerasjvm.op.Value;
import java.util.List;

/** Products that sum over axes. */
final class ProductFunctions {

    private ProductFunctions() {}

    static void register(Functions functions) {
        functions
                .on("Matmul linalg.matmul matmul MatMul BatchMatMulV2", ProductFunctions::matmul)
                .on("Dot", ProductFunctions::dot)
                .on("Einsum", ProductFunctions::einsum);
    }

    private static Value matmul(OperationCall call) {
        call.passOver("name", "output_type");
        for (String name : List.of("adjoint_a", "adjoint_b", "a_is_sparse", "b_is_sparse")) {
            OperationCall.require(!call.flag(name), name, call.setting(name));
        }
        Value a = call.tensor(0, "x1", "a");
        Value b = call.tensor(1, "x2", "b");
        OperationCall.require(
                a.shape().rank() >= 2 && b.shape().rank() >= 2, "a", call.setting("rank of " + a.shape() + b.shape()));
        return call.ops().matmul(a, b, call.flag("transpose_a"), call.flag("transpose_b"));
    }

    /** The equation is a setting of Keras 3; tf.keras does not write the arrays of one into its files. */
    private static Value einsum(OperationCall call) {
        Einsum einsum = Einsum.parse(call.setting("subscripts").asText());
        return einsum.lower(call.ops(), call.tensor(0), call.tensor(1));
    }

    /** NumPy's dot with a matrix. */
    private static Value dot(OperationCall call) {
        Value a = call.tensor(0, "x1", "a");
        Value b = call.tensor(1, "x2", "b");
        if (b.shape().rank() != 2 || a.shape().rank() < 2) {
            throw new IllegalArgumentException("multiplies " + a.shape() + " by " + b.shape());
        }
        return call.ops().matmul(a, b);
    }
}
