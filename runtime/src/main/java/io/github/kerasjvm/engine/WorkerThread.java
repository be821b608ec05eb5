package io.github.kerasjvm.engine;

import java.util.HashSet;
import java.util.Set;

/**
 * A thread that belongs to keras-jvm. On it, a native library may be given settings for the thread that would be somebody
 * else's on the thread of a caller.
 */
public final class WorkerThread extends Thread {

    private final Set<String> settings = new HashSet<>();

    WorkerThread(Runnable work) {
        super(work, "keras-jvm-worker");
        setDaemon(true);
    }

    /**
     * Makes a setting for this thread, unless it was made before. To be called on the thread itself.
     *
     * @param name the name of the setting
     * @param setting makes it
     */
    public void set(String name, Runnable setting) {
        if (!settings.contains(name)) {
            setting.run();
            settings.add(name);
        }
    }
}
