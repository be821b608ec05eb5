package io.github.kerasjvm.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.cli.text.Page;

/** What a command found out; printed as text or as one JSON document, never both. */
interface Answer {

    /** What the command ends with. */
    ExitCode exit();

    /** The answer for a script. */
    ObjectNode json();

    /** The answer for a person. */
    void print(Page page);
}
