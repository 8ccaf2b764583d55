package io.gantry.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/**
 * What the containers of a task, or of all tasks of a service, printed: from CloudWatch Logs where their definition names it, else
 * from the node of this machine, which keeps the output of its own tasks.
 */
@Command(name = "logs", description = "Show what the containers of a task or service printed.")
final class Logs implements Callable<Integer> {
    private static final Pattern AGO = Pattern.compile("(\\d{1,6})([smhd])");

    @Mixin
    private Home home = new Home();

    @Parameters(
            index = "0",
            paramLabel = "TASK|SERVICE",
            description = "A task's id, the beginning of one, or an ARN; or a service's name.")
    private String wanted = "";

    @Parameters(index = "1", paramLabel = "CONTAINER", arity = "0..1", description = "Only this container.")
    private String container = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Go on until the containers end.")
    private boolean follow;

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            description =
                    "Only what was printed since: 30s, 10m, 2h, 1d ago, or a moment such as 2026-11-22T05:00:00Z.")
    private String since = "";

    @Option(names = "--grep", paramLabel = "TEXT", description = "Only lines that hold this text.")
    private String grep = "";

    @Option(names = "--cluster", paramLabel = "NAME", description = "The service's cluster (default: default).")
    private String cluster = "default";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        EcsReader reader = new EcsReader(home.ecs());
        Instant from = since.isEmpty()
                ? Instant.EPOCH
                : moment(since, InstantSource.system().instant());
        List<JsonNode> tasks = tasks(reader);
        List<LogSource> sources = new LogSources(reader, home.announcement().region()).of(tasks, container);
        if (sources.isEmpty()) {
            throw new CommandFailure(
                    container.isEmpty()
                            ? "none of its containers was started yet. ./gantry status says how far they are."
                            : "this task has no container " + container + ". ./gantry status shows its tasks.");
        }
        LogPrinter printer = new LogPrinter(out, sources, grep, colours());
        new LogTail(home, reader, sources, from).run(printer, follow);
        return 0;
    }

    private List<JsonNode> tasks(EcsReader reader) {
        if (reader.findService(cluster, wanted).isEmpty()) {
            return List.of(reader.task(wanted));
        }
        List<JsonNode> tasks = new ArrayList<>(reader.tasksOf(cluster, wanted));
        if (tasks.isEmpty()) {
            throw new CommandFailure(
                    "no task of the service " + wanted + " runs. ./gantry explain " + wanted + " says why.");
        }
        return tasks;
    }

    /** Colours are for people, on a terminal, who have not asked for none. */
    private static boolean colours() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
                && Optional.ofNullable(System.getenv("NO_COLOR")).orElse("").isEmpty();
    }

    /** The moment that {@code text} names, seen from {@code now}. */
    static Instant moment(String text, Instant now) {
        Matcher ago = AGO.matcher(text.toLowerCase(Locale.ROOT));
        if (ago.matches()) {
            long count = Long.parseLong(ago.group(1));
            return now.minus(
                    switch (ago.group(2)) {
                        case "s" -> Duration.ofSeconds(count);
                        case "m" -> Duration.ofMinutes(count);
                        case "h" -> Duration.ofHours(count);
                        case String days -> Duration.ofDays(count);
                    });
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException neither) {
            throw new CommandFailure(
                    "--since " + text
                            + " is neither a time ago, such as 10m, nor a moment, such as 2026-11-22T05:00:00Z.",
                    neither);
        }
    }
}
