package io.github.kerasjvm.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.cli.command.CommandException;
import io.github.kerasjvm.cli.command.ExitCode;
import io.github.kerasjvm.cli.text.ToJson;
import io.github.kerasjvm.data.DataException;
import io.github.kerasjvm.engine.EngineException;
import io.github.kerasjvm.problem.ImportException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/**
 * What is said when a command ends with an exception.
 *
 * @param exit what the command ends with
 * @param lines the message, a line for each problem
 * @param cause the exception
 */
record Failure(ExitCode exit, List<String> lines, Throwable cause) {

    static Failure of(Throwable cause) {
        if (cause instanceof ImportException e) {
            return new Failure(ExitCode.of(e), lines(e), cause);
        }
        if (cause instanceof CommandException e) {
            return one(e.exit(), e.getMessage(), cause);
        }
        if (cause instanceof EngineException e) {
            return one(ExitCode.ENGINE, e.getMessage(), cause);
        }
        if (cause instanceof DataException e) {
            return one(ExitCode.DATA, e.getMessage(), cause);
        }
        if (cause instanceof IOException e) {
            return one(ExitCode.DATA, said(e), cause);
        }
        if (cause instanceof OutOfMemoryError) {
            String advice = "the memory is used up. Give more with KERAS_JVM_OPTS=-Xmx8g, or smaller batches";
            return one(ExitCode.OVER_LIMIT, advice, cause);
        }
        String defect = "a defect of keras-jvm: " + cause + ". Please report it with what --verbose prints";
        return one(ExitCode.DEFECT, defect, cause);
    }

    static Failure usage(String message) {
        return one(ExitCode.USAGE, message, null);
    }

    private static Failure one(ExitCode exit, String message, Throwable cause) {
        return new Failure(exit, List.of("keras-jvm: " + message), cause);
    }

    private static List<String> lines(ImportException e) {
        return e.problems().stream().map(problem -> e.file() + ": " + problem).toList();
    }

    private static String said(IOException e) {
        if (e instanceof NoSuchFileException) {
            return e.getMessage() + ": there is no such file or folder";
        }
        if (e instanceof FileAlreadyExistsException) {
            return e.getMessage() + ": exists already. Replace it with --force";
        }
        if (e instanceof AccessDeniedException) {
            return e.getMessage() + ": may not be read or written";
        }
        return String.valueOf(e.getMessage());
    }

    ObjectNode json() {
        ObjectNode root = ToJson.object();
        ObjectNode error = root.putObject("error");
        error.put("exit", exit.number()).put("message", String.join("\n", lines));
        error.set(
                "problems",
                cause instanceof ImportException e
                        ? ToJson.problems(e.file(), e.problems())
                        : ToJson.object().arrayNode());
        return root;
    }
}
