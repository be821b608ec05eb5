package io.github.kerasjvm.cli.command;

/** The lines about exit codes in the help of the commands. */
final class ExitCodes {

    static final String DONE = "0:done";
    static final String DIFFERS = "1:ran, and the numbers differ";
    static final String LOSES = "1:--precision loses more than --max-loss";
    static final String PROBLEMS = "1:ran, and found problems";
    static final String USAGE = "2:the command line is wrong";
    static final String BROKEN = "3:not a model, or broken";
    static final String UNSUPPORTED = "4:a sound model that needs what does not run here";
    static final String OVER_LIMIT = "5:over a limit; the message names the option that raises it";
    static final String DATA = "6:data or output: missing, of the wrong shape, not writable";
    static final String ENGINE = "7:the engine or device is not available";
    static final String DEFECT = "70:a defect of keras-jvm";

    private ExitCodes() {}
}
