package io.github.kerasjvm.cli.command;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A file to be written.
 *
 * @param file the file
 */
record Target(Path file) {

    /** The target, checked before any work: its folder is there, and nothing is replaced unless that is wanted. */
    static Target of(Path file, boolean replaces) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw new CommandException(ExitCode.DATA, file + ": is a folder; expected the name of a file to write");
        }
        if (!Files.isDirectory(folder)) {
            throw new CommandException(ExitCode.DATA, file + ": cannot be written: there is no folder " + folder);
        }
        if (!replaces && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new CommandException(ExitCode.DATA, file + ": exists already. Replace it with --force");
        }
        return new Target(file);
    }

    /** The ending of a file's name in lower case, {@code .onnx}; empty if it has none. */
    static String ending(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot);
    }
}
