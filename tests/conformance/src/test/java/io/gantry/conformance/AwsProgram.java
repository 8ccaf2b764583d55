package io.gantry.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The {@code aws} program, pointed at a running Gantry by its environment alone. */
record AwsProgram(RunningGantry gantry) {
    AwsProgram {
        assumeTrue(Command.find("aws").isPresent(), "skipped: there is no AWS command line on the path");
    }

    /** {@code aws ecs ...}, however it ends. */
    Command.Ended ecs(String... arguments) {
        return run("ecs", arguments);
    }

    /** {@code aws ec2 ...} that has to succeed: what it printed. */
    JsonNode ec2(String... arguments) {
        return EcsCalls.read(run("ec2", arguments).success());
    }

    /** {@code aws SERVICE ...}, however it ends. */
    Command.Ended run(String service, String... arguments) {
        List<String> words = new ArrayList<>(List.of("aws", service));
        words.addAll(List.of(arguments));
        words.addAll(List.of("--output", "json"));
        return new Command(words, gantry.environment(), Path.of(".")).run();
    }

    /** {@code aws logs ...}, however it ends. */
    Command.Ended logs(String... arguments) {
        List<String> words = new ArrayList<>(List.of("aws", "logs"));
        words.addAll(List.of(arguments));
        words.addAll(List.of("--output", "json"));
        return new Command(words, gantry.environment(), Path.of(".")).run();
    }

    /** {@code aws ecs ...} that has to succeed: what it printed. */
    JsonNode json(String... arguments) {
        return EcsCalls.read(ecs(arguments).success());
    }

    /** {@code aws ecs wait ...} of services, which has to succeed. */
    void awaitServices(String waiter, String... names) {
        List<String> words = new ArrayList<>(List.of("wait", waiter, "--services"));
        words.addAll(List.of(names));
        String _ = ecs(words.toArray(String[]::new)).success();
    }

    /** {@code aws ecs wait ...} of tasks, which has to succeed. */
    void await(String waiter, List<String> tasks) {
        List<String> words = new ArrayList<>(List.of("wait", waiter, "--tasks"));
        words.addAll(tasks);
        String _ = ecs(words.toArray(String[]::new)).success();
    }
}
