package io.github.kerasjvm.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** A {@link Step.Loop} with memory. The results of the states hold the states of the moment. */
final class LoopRun implements Runnable {

    private final Step.Loop loop;
    private final Session step;
    private final List<FloatPointer> reads;
    private final List<FloatPointer> writes;
    private final dnnl_stream stream;
    private final List<Copier> before = new ArrayList<>();
    private final List<Copier> behind = new ArrayList<>();

    /**
     * Makes it ready.
     *
     * @param loop the loop
     * @param step the session of its step
     * @param outer the session around it
     * @param memory the memory of that
     */
    LoopRun(Step.Loop loop, Session step, Session outer, Memory memory) {
        this.loop = loop;
        this.step = step;
        this.stream = outer.stream();
        this.reads = loop.reads().stream().map(memory::inNative).toList();
        this.writes = loop.writes().stream().map(memory::inNative).toList();
        int states = loop.scan().states();
        int sequences = loop.scan().sequences();
        for (int i = 0; i < loop.strips().size(); i++) {
            Loops.Strip strip = loop.strips().get(i);
            boolean into = i >= sequences;
            int place = into ? states + i - sequences : states + i;
            FloatPointer alone = into ? step.output(place) : step.input(place);
            FloatPointer whole = into ? writes.get(place) : reads.get(place);
            (into ? behind : before).add(new Copier(strip, alone, whole, into, outer));
        }
    }

    /** A place that moves along a sequence. */
    private static final class Moving extends Pointer {
        private void to(long place) {
            address = place;
        }
    }

    /** Copies one step's part. */
    private static final class Copier {
        private final Loops.Strip strip;
        private final long start;
        private final Moving moving = new Moving();
        private final dnnl_memory along;
        private final dnnl_primitive primitive;
        private final dnnl_exec_arg_t args;

        private Copier(Loops.Strip strip, FloatPointer alone, FloatPointer whole, boolean into, Session outer) {
            this.strip = strip;
            this.start = whole.address();
            this.along = outer.memory(strip.strip(), whole);
            this.primitive = outer.primitive(strip.made(), "a copy");
            this.args = outer.args(2);
            args.position(0).arg(into ? DNNL_ARG_TO : DNNL_ARG_FROM).memory(along);
            args.position(1).arg(into ? DNNL_ARG_FROM : DNNL_ARG_TO).memory(outer.memory(strip.part(), alone));
            args.position(0);
        }

        private void copy(int index, dnnl_stream stream) {
            moving.to(start + index * strip.bytes());
            Library.check(dnnl_memory_set_data_handle(along, moving), "move along a sequence");
            Library.check(dnnl_primitive_execute(primitive, stream, 2, args), "copy a step");
        }
    }

    @Override
    public void run() {
        int states = loop.scan().states();
        int walked = states + loop.scan().sequences();
        for (int i = walked; i < reads.size(); i++) {
            copy(reads.get(i), step.input(i));
            step.settle(i);
        }
        for (int i = 0; i < states; i++) {
            copy(reads.get(i), writes.get(i));
        }
        for (int i = 0; i < loop.steps(); i++) {
            turn(loop.scan().reversed() ? loop.steps() - 1 - i : i, states);
        }
    }

    private void turn(int index, int states) {
        for (int i = 0; i < states; i++) {
            copy(writes.get(i), step.input(i));
            step.settle(i);
        }
        for (int i = 0; i < before.size(); i++) {
            before.get(i).copy(index, stream);
            step.settle(states + i);
        }
        step.compute();
        for (int i = 0; i < states; i++) {
            copy(step.output(i), writes.get(i));
        }
        for (Copier copier : behind) {
            copier.copy(index, stream);
        }
    }

    private static void copy(FloatPointer from, FloatPointer to) {
        if (from.address() != to.address()) {
            Pointer.memcpy(to, from, Math.min(from.capacity(), to.capacity()) * Float.BYTES);
        }
    }
}
