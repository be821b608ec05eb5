package io.github.kerasjvm.engine;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** The engines on the class path. */
public final class Engines {

    private Engines() {}

    /**
     * All engines, the first choice first, whether they can run here or not.
     *
     * @return the engines by falling priority
     */
    public static List<Engine> all() {
        return ServiceLoader.load(Engine.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparingInt(Engine::priority).reversed())
                .toList();
    }

    /**
     * The engine of a name, or for {@code auto} the first that can run here.
     *
     * @param name the name, or {@code auto}
     * @return the engine
     * @throws EngineException if there is none of that name, or none that can run
     */
    public static Engine find(String name) {
        return find(name, Engine::priority);
    }

    /**
     * The engine of a name, or for {@code auto} the first choice for training that can run here.
     *
     * @param name the name, or {@code auto}
     * @return the engine
     * @throws EngineException if there is none of that name, or none that can run
     */
    public static Engine forTraining(String name) {
        return find(name, Engine::trainingPriority);
    }

    private static Engine find(String name, ToIntFunction<Engine> priority) {
        List<Engine> all = all();
        // The first choice first: whoever is behind it is not even asked, since that loads native libraries.
        return all.stream()
                .sorted(Comparator.comparingInt(priority).reversed())
                .filter(engine -> name.equals("auto")
                        ? priority.applyAsInt(engine) >= 0
                                && engine.availability().available()
                        : engine.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new EngineException("no engine " + name + " is on the class path; there are: "
                        + all.stream().map(Engine::name).collect(Collectors.joining(", "))));
    }
}
