package io.github.kerasjvm.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BatchedPlanTest {

    /** Negates, and counts how it is used. */
    private static final class Negation implements Plan {
        private final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());
        private final AtomicInteger running = new AtomicInteger();
        private final AtomicInteger mostAtOnce = new AtomicInteger();
        private final AtomicInteger closed = new AtomicInteger();
        private UnaryOperator<Tensor> before = UnaryOperator.identity();

        @Override
        public List<Tensor> run(List<Tensor> inputs) {
            mostAtOnce.accumulateAndGet(running.incrementAndGet(), Math::max);
            try {
                float[] values = before.apply(inputs.get(0)).toArray();
                batches.add(inputs.get(0).shape().size(0));
                for (int i = 0; i < values.length; i++) {
                    values[i] = -values[i];
                }
                return List.of(Tensor.owning(inputs.get(0).shape(), values));
            } finally {
                running.decrementAndGet();
            }
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    private final Negation negation = new Negation();

    private Plan plan(int rows, int threads) {
        Ops ops = new Ops();
        Value y = ops.negate(ops.input("x", Shape.of(Shape.ANY, 2)));
        OpGraph graph = ops.build(List.of(new OpGraph.Output("y", y)));
        return new BatchedPlan(new Program(graph), negation, BatchRule.parts(rows), new EngineOptions(threads));
    }

    private static Tensor line(int rows) {
        float[] values = new float[rows * 2];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return Tensor.owning(Shape.of(rows, 2), values);
    }

    @Test
    void writesIntoBuffersOfTheCaller() {
        FloatBuffer heap = FloatBuffer.wrap(new float[40]).position(3);
        FloatBuffer direct = ByteBuffer.allocateDirect(36 * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        try (Plan plan = plan(4, 3)) {
            plan.run(List.of(line(18)), List.of(heap));
            plan.run(List.of(line(18)), List.of(direct));

            assertThat(heap.position()).isEqualTo(39);
            assertThat(direct.position()).isEqualTo(36);
            for (int i = 0; i < 36; i++) {
                assertThat(heap.get(3 + i)).isEqualTo(-i);
                assertThat(direct.get(i)).isEqualTo(-i);
            }
            assertThatThrownBy(() -> plan.run(List.of(line(18)), List.of(FloatBuffer.allocate(35))))
                    .isInstanceOf(BufferOverflowException.class);
        }
    }

    @Test
    void usesSoManyThreadsOfARunAsTheOptionsSay() {
        Ops ops = new Ops();
        Value y = ops.negate(ops.input("x", Shape.of(Shape.ANY, 2)));
        Program program = new Program(ops.build(List.of(new OpGraph.Output("y", y))));
        try (Plan plan = new BatchedPlan(program, negation, BatchRule.parts(1), new EngineOptions(3).withRunsAlone())) {
            plan.run(List.of(line(50)));

            assertThat(negation.batches).hasSize(50);
            assertThat(negation.mostAtOnce).hasValue(1);
        }
    }

    @Test
    void putsThePartsInTheirPlaces() {
        try (Plan plan = plan(4, 3)) {
            Tensor found = plan.run(List.of(line(18))).get(0);
            assertThat(found.shape()).isEqualTo(Shape.of(18, 2));
            for (int i = 0; i < 36; i++) {
                assertThat(found.get(i)).isEqualTo(-i);
            }
            assertThat(negation.batches).containsExactlyInAnyOrder(4, 4, 4, 4, 2);
        }
    }

    @Test
    void runsASmallBatchWhole() {
        try (Plan plan = plan(4, 3)) {
            plan.run(List.of(line(4)));
            assertThat(negation.batches).containsExactly(4);
        }
    }

    @Test
    void needsNoEngineForNoRows() {
        try (Plan plan = plan(4, 3)) {
            assertThat(plan.run(List.of(line(0)))).containsExactly(line(0));
            assertThat(negation.batches).isEmpty();
        }
    }

    @Test
    void usesAllItsThreads() {
        CyclicBarrier all = new CyclicBarrier(3);
        negation.before = x -> {
            await(all);
            return x;
        };
        try (Plan plan = plan(1, 3)) {
            plan.run(List.of(line(3)));
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("not all threads came", e);
        }
    }

    @Test
    void computesOnNoMoreThreadsThanAllowed() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(16);
        try (Plan plan = plan(3, 2)) {
            List<Future<List<Tensor>>> found = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                Tensor input = line(i);
                found.add(callers.submit(() -> plan.run(List.of(input))));
            }
            for (int i = 0; i < 64; i++) {
                assertThat(found.get(i).get().get(0).shape()).isEqualTo(Shape.of(i, 2));
            }
            assertThat(negation.mostAtOnce).hasValueLessThanOrEqualTo(2);
        } finally {
            callers.shutdown();
        }
    }

    private Plan plan(Negation shared) {
        Ops ops = new Ops();
        Value y = ops.negate(ops.input("x", Shape.of(Shape.ANY, 2)));
        Program program = new Program(ops.build(List.of(new OpGraph.Output("y", y))));
        return new BatchedPlan(program, negation, () -> shared, new BatchRule(4, true, 0, 0), new EngineOptions(3));
    }

    @Test
    void sharesTheWorkOfFewRowsAmongAllThreads() {
        Negation shared = new Negation();
        try (Plan plan = plan(shared)) {
            plan.run(List.of(line(1)));
            assertThat(plan.run(List.of(line(2))).get(0).get(3)).isEqualTo(-3);
            FloatBuffer buffer = FloatBuffer.allocate(2);
            plan.run(List.of(line(1)), List.of(buffer));
            assertThat(buffer.get(1)).isEqualTo(-1);
            plan.run(List.of(line(3)));
        }
        assertThat(shared.batches).containsExactly(2, 1);
        assertThat(negation.batches).containsExactly(1, 1, 1, 1);
        assertThat(shared.closed).hasValue(1);
    }

    @Test
    void computesFewRowsOnOneThreadWhileOthersCompute() throws Exception {
        Negation shared = new Negation();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        negation.before = x -> {
            if (x.shape().size(0) == 4 && x.get(0) == 0) {
                begun.countDown();
                await(go);
            }
            return x;
        };
        ExecutorService callers = Executors.newFixedThreadPool(1);
        try (Plan plan = plan(shared)) {
            plan.run(List.of(line(1)));
            Future<?> large = callers.submit(() -> plan.run(List.of(line(12))));
            begun.await();
            assertThat(plan.run(List.of(line(2))).get(0).get(3)).isEqualTo(-3);
            go.countDown();
            large.get();
        } finally {
            callers.shutdown();
        }
        assertThat(shared.batches).isEmpty();
        assertThat(negation.batches).containsExactlyInAnyOrder(1, 4, 4, 4, 2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void makesThePlanOfAllThreadsOnlyWhereItIsWantedAgain() {
        Ops ops = new Ops();
        Value y = ops.negate(ops.input("x", Shape.of(Shape.ANY, 2)));
        Program program = new Program(ops.build(List.of(new OpGraph.Output("y", y))));
        Supplier<Plan> none = () -> {
            throw new EngineException("not wanted");
        };
        try (Plan plan = new BatchedPlan(program, negation, none, new BatchRule(4, true, 0, 0), new EngineOptions(3))) {
            assertThat(plan.run(List.of(line(9)))).hasSize(1);
            assertThat(plan.run(List.of(line(1)))).hasSize(1);
            assertThatThrownBy(() -> plan.run(List.of(line(1)))).hasMessage("not wanted");
            assertThat(plan.run(List.of(line(9)))).hasSize(1);
        }
    }

    @Test
    void passesOnWhatAWorkerThrows() {
        negation.before = x -> {
            if (x.get(0) == 20) {
                throw new EngineException("row 10 is bad");
            }
            return x;
        };
        try (Plan plan = plan(1, 2)) {
            assertThatThrownBy(() -> plan.run(List.of(line(40))))
                    .isInstanceOf(EngineException.class)
                    .hasMessage("row 10 is bad");
            assertThat(plan.run(List.of(line(5)))).hasSize(1);
        }
    }

    @Test
    void closesThePlanOnceAndAfterTheLastRun() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        negation.before = x -> {
            begun.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            assertThat(negation.closed).hasValue(0);
            return x;
        };
        ExecutorService callers = Executors.newFixedThreadPool(2);
        try {
            Plan plan = plan(2, 2);
            Future<List<Tensor>> run = callers.submit(() -> plan.run(List.of(line(2))));
            begun.await();
            Future<?> close = callers.submit(plan::close);
            go.countDown();
            assertThat(run.get()).hasSize(1);
            close.get();
            plan.close();
            assertThat(negation.closed).hasValue(1);
        } finally {
            callers.shutdown();
        }
    }

    @Test
    void refusesSizesBelowOne() {
        assertThatThrownBy(() -> plan(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plan(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
