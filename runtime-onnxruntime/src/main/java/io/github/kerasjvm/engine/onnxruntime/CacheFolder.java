package io.github.kerasjvm.engine.onnxruntime;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** Where this user's programs keep what they can make again. */
final class CacheFolder {

    /** The system property that names another folder. */
    static final String PROPERTY = "keras-jvm.cache";

    private CacheFolder() {}

    /** The folder of this project for the user who runs this process; it need not exist. */
    static Path ofUser() {
        return of(System.getProperties(), System.getenv());
    }

    static Path of(Properties properties, Map<String, String> environment) {
        String chosen = properties.getProperty(PROPERTY);
        if (chosen != null && !chosen.isBlank()) {
            return Path.of(chosen).toAbsolutePath();
        }
        return base(properties, environment).resolve("keras-jvm").toAbsolutePath();
    }

    private static Path base(Properties properties, Map<String, String> environment) {
        String os = properties.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        Path home = Path.of(properties.getProperty("user.home"));
        if (os.contains("mac")) {
            return home.resolve("Library").resolve("Caches");
        }
        String variable = environment.getOrDefault(os.contains("win") ? "LOCALAPPDATA" : "XDG_CACHE_HOME", "");
        if (!variable.isBlank()) {
            return Path.of(variable);
        }
        return os.contains("win") ? home.resolve("AppData").resolve("Local") : home.resolve(".cache");
    }
}
