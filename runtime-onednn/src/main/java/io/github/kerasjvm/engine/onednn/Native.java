package io.github.kerasjvm.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** Descriptions that oneDNN holds for a recipe, freed together. What it gives may be shared between threads. */
final class Native implements AutoCloseable {

    private final Deque<Runnable> frees = new ArrayDeque<>();
    private final dnnl_engine engine = new dnnl_engine();
    private final dnnl_primitive_attr plain;

    Native() {
        Library.check(dnnl_engine_create(engine, dnnl_cpu, 0), "make an engine");
        frees.push(() -> dnnl_engine_destroy(engine));
        plain = attributes();
    }

    dnnl_engine engine() {
        return engine;
    }

    /** Closes a recipe that belongs to this one together with the rest. */
    void adopt(Recipe inner) {
        free(inner::close);
    }

    /** Frees something together with the rest. */
    private void free(Runnable free) {
        frees.push(free);
    }

    /** Truth values, one byte each, in row-major order. */
    dnnl_memory_desc bytes(long... sizes) {
        dnnl_memory_desc desc = new dnnl_memory_desc();
        Library.check(
                dnnl_memory_desc_create_with_strides(desc, sizes.length, sizes, dnnl_s8, Sizes.strides(sizes)),
                "describe an array");
        free(() -> dnnl_memory_desc_destroy(desc));
        return desc;
    }

    /** How float32 numbers lie in memory. */
    dnnl_memory_desc desc(long[] sizes, long[] strides) {
        dnnl_memory_desc desc = new dnnl_memory_desc();
        Library.check(
                dnnl_memory_desc_create_with_strides(desc, sizes.length, sizes, dnnl_f32, strides),
                "describe an array");
        free(() -> dnnl_memory_desc_destroy(desc));
        return desc;
    }

    /** float32 numbers in row-major order. */
    dnnl_memory_desc dense(long... sizes) {
        return desc(sizes, Sizes.strides(sizes));
    }

    /** A part of an array, where it lies. */
    dnnl_memory_desc part(dnnl_memory_desc whole, long[] sizes, long[] from) {
        dnnl_memory_desc desc = new dnnl_memory_desc();
        Library.check(
                dnnl_memory_desc_create_submemory(desc, whole, sizes, from.clone()), "describe a part of an array");
        free(() -> dnnl_memory_desc_destroy(desc));
        return desc;
    }

    /** float32 numbers that may lie as the kernel likes it best. */
    dnnl_memory_desc any(long[] sizes) {
        dnnl_memory_desc desc = new dnnl_memory_desc();
        Library.check(
                dnnl_memory_desc_create_with_tag(desc, sizes.length, sizes, dnnl_f32, dnnl_format_tag_any),
                "describe an array");
        free(() -> dnnl_memory_desc_destroy(desc));
        return desc;
    }

    /** The attributes that all calls have: the working memory is the session's, so that threads do not share it. */
    final dnnl_primitive_attr attributes() {
        dnnl_primitive_attr attributes = new dnnl_primitive_attr();
        Library.check(dnnl_primitive_attr_create(attributes), "make attributes");
        free(() -> dnnl_primitive_attr_destroy(attributes));
        Library.check(
                dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user), "set the scratchpad");
        return attributes;
    }

    dnnl_primitive_attr plain() {
        return plain;
    }

    /** Attributes with one function of each element behind the kernel. */
    dnnl_primitive_attr followedBy(int function, float alpha, float beta) {
        dnnl_primitive_attr attributes = attributes();
        dnnl_post_ops after = new dnnl_post_ops();
        Library.check(dnnl_post_ops_create(after), "make post-operations");
        free(() -> dnnl_post_ops_destroy(after));
        Library.check(dnnl_post_ops_append_eltwise(after, function, alpha, beta), "append a post-operation");
        Library.check(dnnl_primitive_attr_set_post_ops(attributes, after), "set post-operations");
        return attributes;
    }

    /** Makes the description of a primitive. */
    @FunctionalInterface
    interface Making {
        /** Calls oneDNN; gives its status. */
        int into(dnnl_primitive_desc made);
    }

    dnnl_primitive_desc primitive(String what, Making making) {
        dnnl_primitive_desc made = new dnnl_primitive_desc();
        Library.check(making.into(made), what);
        free(() -> dnnl_primitive_desc_destroy(made));
        return made;
    }

    /** The description that a primitive asks for; belongs to the primitive's. */
    static dnnl_memory_desc wanted(dnnl_primitive_desc made, int query, int index) {
        return dnnl_primitive_desc_query_md(made, query, index);
    }

    static boolean same(dnnl_memory_desc a, dnnl_memory_desc b) {
        return dnnl_memory_desc_equal(a, b) != 0;
    }

    static long bytes(dnnl_memory_desc desc) {
        return dnnl_memory_desc_get_size(desc);
    }

    @Override
    public void close() {
        while (!frees.isEmpty()) {
            frees.pop().run();
        }
    }
}
