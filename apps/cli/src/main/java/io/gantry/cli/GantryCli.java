package io.gantry.cli;

import io.gantry.settings.SettingsException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program. Exit codes: 0 all is well, 1 something is not and the text says what, 2 the call was wrong. */
@Command(
        name = "gantry",
        description = "Amazon ECS that you run yourself.",
        subcommands = {
            Status.class,
            Logs.class,
            Shell.class,
            Deployments.class,
            Explain.class,
            Doctor.class,
            Exports.class,
            Welcome.class
        })
public final class GantryCli implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Runs one command. */
    public static void main(String[] arguments) {
        System.exit(run(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                arguments));
    }

    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = new CommandLine(new GantryCli());
        line.setOut(out);
        line.setErr(err);
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof CommandFailure || failure instanceof SettingsException) {
                err.println("gantry: " + failure.getMessage());
                return 1;
            }
            throw failure;
        });
        int status = line.execute(arguments);
        out.flush();
        err.flush();
        return status;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say which command.");
    }
}
