package io.github.kerasjvm.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.cli.text.Page;
import io.github.kerasjvm.cli.text.ToJson;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problem;
import java.util.List;

/** What {@code validate} found out. */
record ValidateAnswer(List<ValidateCommand.Checked> files, boolean isStrict) implements Answer {

    /** One code for all files: that of the gravest problem, in the order in which the importer weighs them. */
    @Override
    public ExitCode exit() {
        List<Problem> all =
                files.stream().flatMap(file -> file.problems().stream()).toList();
        boolean isNoModel = all.stream().anyMatch(problem -> problem.code().group() == Code.Group.NOT_A_MODEL);
        if (isStrict || isNoModel) {
            return ExitCode.of(all);
        }
        return all.isEmpty() ? ExitCode.DONE : ExitCode.NO;
    }

    @Override
    public void print(Page page) {
        for (ValidateCommand.Checked file : files) {
            if (file.problems().isEmpty()) {
                page.line(file.file() + ": " + page.good("sound"));
            }
            file.problems().forEach(problem -> page.line(file.file() + ": " + problem));
        }
    }

    @Override
    public ObjectNode json() {
        ObjectNode root = ToJson.object();
        ArrayNode array = root.putArray("files");
        for (ValidateCommand.Checked file : files) {
            array.addObject()
                    .put("file", file.file())
                    .put("isSound", file.problems().isEmpty())
                    .put("exit", ExitCode.of(file.problems()).number())
                    .set("problems", ToJson.problems(file.file(), file.problems()));
        }
        return root.put("exit", exit().number());
    }
}
