package io.github.kerasjvm.train.optimizer;

import java.util.Map;
import java.util.Set;

/**
 * A rule in words and numbers, for those who hand an optimizer on to another library. Immutable.
 *
 * @param numbers its numbers by Keras's names: {@code beta_1}
 * @param marks what else is so of what can be otherwise: {@code amsgrad}, {@link #EPSILON_INSIDE}
 */
public record RuleSummary(Map<String, Float> numbers, Set<String> marks) {

    /** The epsilon is added inside the root: {@code sqrt(a + epsilon)}. */
    public static final String EPSILON_INSIDE = "epsilon inside the root";

    /** Of a rule of which no other library needs to know more than the name. */
    static final RuleSummary NONE = new RuleSummary(Map.of(), Set.of());

    /** Keeps its own copies. */
    public RuleSummary {
        numbers = Map.copyOf(numbers);
        marks = Set.copyOf(marks);
    }

    /**
     * A number.
     *
     * @param name Keras's name for it
     * @return the number
     * @throws IllegalArgumentException if the rule has none of that name
     */
    public double number(String name) {
        Float number = numbers.get(name);
        if (number == null) {
            throw new IllegalArgumentException("the rule has no " + name + ", only " + numbers.keySet());
        }
        return number;
    }

    /**
     * Whether something is so.
     *
     * @param mark what
     * @return true if it is
     */
    public boolean is(String mark) {
        return marks.contains(mark);
    }
}
