package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.train.optimizer.Optimizer;
import io.github.kerasjvm.train.optimizer.OptimizerConfig;
import io.github.kerasjvm.train.optimizer.RuleSummary;
import io.github.kerasjvm.train.schedule.ExponentialDecay;
import io.github.kerasjvm.train.schedule.InverseTimeDecay;
import io.github.kerasjvm.train.schedule.PiecewiseConstantDecay;
import io.github.kerasjvm.train.schedule.Schedule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.InverseSchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/**
 * Which updater of DL4J does what an optimizer of Keras does: the same formula with the epsilon at the same place, from the
 * same state (DL4J 1.0.0-M2.1, {@code org.nd4j.linalg.learning} and the native {@code updaters}).
 */
final class Updaters {

    private static final String INSIDE = "this Keras adds its epsilon inside the root, DL4J behind it";

    /** Which optimizers are carried, for the documentation. */
    static final List<Dl4jSupport> SUPPORT = List.of(
            line("Adam, AdamW", "`Adam`; with `amsgrad`, `AMSGrad`. Not with tf_keras's `adaptive_epsilon`."),
            line("SGD", "`Sgd`; with Nesterov's momentum, `Nesterovs`. DL4J has no plain momentum."),
            line("Adamax", "`AdaMax`."),
            line("Adadelta", "`AdaDelta`, which has no learning rate: only where Keras's is 1."),
            line(
                    "RMSprop, Adagrad",
                    "`RmsProp`, `AdaGrad`: of Keras 1 to 2.3 and of tf.keras before 2.11, which add the"
                            + " epsilon behind the root as DL4J does; later ones add it inside. Not centered, no momentum."),
            new Dl4jSupport("Nadam", Dl4jSupport.Level.REFUSED, "DL4J's gives other numbers from the first step on."),
            new Dl4jSupport("Ftrl, Lion, Lamb, Adafactor", Dl4jSupport.Level.REFUSED, "DL4J has none of them."));

    /** Which learning rates are carried, for the documentation. */
    static final List<Dl4jSupport> RATES = List.of(
            new Dl4jSupport("a number", Dl4jSupport.Level.EXACT, ""),
            new Dl4jSupport(
                    "`decay` of Keras 1, 2 and tf.keras before 2.11", Dl4jSupport.Level.EXACT, "`InverseSchedule`."),
            new Dl4jSupport(
                    "ExponentialDecay",
                    Dl4jSupport.Level.EXACT,
                    "`ExponentialSchedule`; as a staircase, `StepSchedule`."),
            line("InverseTimeDecay", "`InverseSchedule`; not as a staircase."),
            new Dl4jSupport("PiecewiseConstantDecay", Dl4jSupport.Level.EXACT, "`MapSchedule`."),
            new Dl4jSupport(
                    "PolynomialDecay, CosineDecay, CosineDecayRestarts",
                    Dl4jSupport.Level.REFUSED,
                    "DL4J has none of them that computes the same."));

    private Updaters() {}

    private static Dl4jSupport line(String name, String note) {
        return new Dl4jSupport(name, Dl4jSupport.Level.CONDITIONAL, note);
    }

    /** What DL4J has for an optimizer. */
    sealed interface Choice {
        /**
         * An updater.
         *
         * @param slots Keras's names of what it keeps, in DL4J's order
         */
        record Same(IUpdater updater, List<String> slots) implements Choice {}

        /** Nothing. */
        record None(String why) implements Choice {}
    }

    static Choice of(Optimizer optimizer) {
        OptimizerConfig config = optimizer.config();
        if (config.average().isPresent()) {
            return new Choice.None("it keeps a moving average of the weights, which DL4J does not");
        }
        if (config.accumulation() > 1) {
            return new Choice.None("it adds up the gradients of several steps, which DL4J does not");
        }
        if (optimizer.state().iterations() > Integer.MAX_VALUE) {
            return new Choice.None("it has done more steps than DL4J can count");
        }
        Optional<ISchedule> rate = rate(optimizer);
        return rate.isEmpty()
                ? new Choice.None("DL4J has no schedule of the learning rate that computes what "
                        + config.schedule().get().getClass().getSimpleName() + " does")
                : rule(config, rate.get());
    }

    private static Choice rule(OptimizerConfig config, ISchedule rate) {
        RuleSummary rule = config.summary();
        return switch (config.className()) {
            case "SGD" -> sgd(rule, rate);
            case "Adam", "AdamW" -> adam(rule, rate);
            case "Adamax" -> adamax(rule, rate);
            case "Adadelta" ->
                rate instanceof FixedSchedule && fixed(rate) == 1
                        ? new Choice.Same(
                                new AdaDelta(rule.number("rho"), rule.number("epsilon")),
                                List.of("accumulated_grad", "accumulated_delta_var"))
                        : new Choice.None("its learning rate is not 1, and DL4J's AdaDelta has none");
            case "Adagrad" ->
                rule.is(RuleSummary.EPSILON_INSIDE)
                        ? new Choice.None(INSIDE)
                        : !(rate instanceof FixedSchedule)
                                ? new Choice.None(
                                        "its learning rate changes, and DL4J's AdaGrad loses its schedule when copied")
                                : new Choice.Same(
                                        AdaGrad.builder()
                                                .learningRate(fixed(rate))
                                                .epsilon(rule.number("epsilon"))
                                                .build(),
                                        List.of("accumulator"));
            case "RMSprop" -> rmsProp(rule, rate);
            case "Nadam" -> new Choice.None("DL4J's Nadam gives other numbers");
            default -> new Choice.None("DL4J has no such updater");
        };
    }

    private static Choice sgd(RuleSummary rule, ISchedule rate) {
        double momentum = rule.number("momentum");
        if (momentum == 0) {
            return new Choice.Same(
                    Sgd.builder()
                            .learningRate(fixed(rate))
                            .learningRateSchedule(changing(rate))
                            .build(),
                    List.of());
        }
        return rule.is("nesterov")
                ? new Choice.Same(
                        Nesterovs.builder()
                                .learningRate(fixed(rate))
                                .learningRateSchedule(changing(rate))
                                .momentum(momentum)
                                .build(),
                        List.of("momentum"))
                : new Choice.None("DL4J has no plain momentum, only Nesterov's");
    }

    private static Choice adam(RuleSummary rule, ISchedule rate) {
        double beta1 = rule.number("beta_1");
        double beta2 = rule.number("beta_2");
        double epsilon = rule.number("epsilon");
        if (rule.is("adaptive_epsilon")) {
            return new Choice.None("its epsilon changes with the steps, which DL4J's does not");
        }
        return rule.is("amsgrad")
                ? new Choice.Same(
                        AMSGrad.builder()
                                .learningRate(fixed(rate))
                                .learningRateSchedule(changing(rate))
                                .beta1(beta1)
                                .beta2(beta2)
                                .epsilon(epsilon)
                                .build(),
                        List.of("momentum", "velocity", "velocity_hat"))
                : new Choice.Same(
                        Adam.builder()
                                .learningRate(fixed(rate))
                                .learningRateSchedule(changing(rate))
                                .beta1(beta1)
                                .beta2(beta2)
                                .epsilon(epsilon)
                                .build(),
                        List.of("momentum", "velocity"));
    }

    private static Choice adamax(RuleSummary rule, ISchedule rate) {
        AdaMax updater = new AdaMax(fixed(rate), rule.number("beta_1"), rule.number("beta_2"), rule.number("epsilon"));
        updater.setLearningRateSchedule(changing(rate));
        return new Choice.Same(updater, List.of("momentum", "norm"));
    }

    private static Choice rmsProp(RuleSummary rule, ISchedule rate) {
        if (rule.is("centered") || rule.number("momentum") != 0) {
            return new Choice.None("it is centered or has a momentum, which DL4J's RmsProp does not know");
        }
        return rule.is(RuleSummary.EPSILON_INSIDE)
                ? new Choice.None(INSIDE)
                : new Choice.Same(
                        RmsProp.builder()
                                .learningRate(fixed(rate))
                                .learningRateSchedule(changing(rate))
                                .rmsDecay(rule.number("rho"))
                                .epsilon(rule.number("epsilon"))
                                .build(),
                        List.of("velocity"));
    }

    /** DL4J's updaters hold a number, or a schedule in its place. */
    private static double fixed(ISchedule rate) {
        return rate.valueAt(0, 0);
    }

    private static ISchedule changing(ISchedule rate) {
        return rate instanceof FixedSchedule ? null : rate;
    }

    private static Optional<ISchedule> rate(Optimizer optimizer) {
        OptimizerConfig config = optimizer.config();
        double decay = config.decay();
        if (config.schedule().isPresent()) {
            return decay > 0 ? Optional.empty() : schedule(config.schedule().get());
        }
        double rate = optimizer.state().learningRate();
        return Optional.of(
                decay > 0 ? new InverseSchedule(ScheduleType.ITERATION, rate, decay, 1) : new FixedSchedule(rate));
    }

    private static Optional<ISchedule> schedule(Schedule schedule) {
        if (schedule instanceof ExponentialDecay e) {
            return Optional.of(
                    e.staircase()
                            ? new StepSchedule(ScheduleType.ITERATION, e.initial(), e.rate(), e.steps())
                            : new ExponentialSchedule(
                                    ScheduleType.ITERATION, e.initial(), Math.pow(e.rate(), 1 / (double) e.steps())));
        }
        if (schedule instanceof InverseTimeDecay i && !i.staircase()) {
            return Optional.of(
                    new InverseSchedule(ScheduleType.ITERATION, i.initial(), i.rate() / (double) i.steps(), 1));
        }
        if (schedule instanceof PiecewiseConstantDecay p) {
            Map<Integer, Double> from = new HashMap<>();
            from.put(0, p.values().get(0));
            for (int i = 0; i < p.boundaries().size(); i++) {
                from.put((int) Math.floor(p.boundaries().get(i)) + 1, p.values().get(i + 1));
            }
            return Optional.of(new MapSchedule(ScheduleType.ITERATION, from));
        }
        return Optional.empty();
    }
}
