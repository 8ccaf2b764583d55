package io.gantry.cli;

import io.gantry.control.RealEnv;
import io.gantry.session.ClientEnd;
import io.gantry.session.RemoteTerminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/**
 * A shell, or another command, in a container of a running task: ECS Exec with a client of our own, which needs no plugin and ends
 * with the command's exit code.
 */
@Command(name = "shell", description = "Run a shell or a command in a container of a running task.")
final class Shell implements Callable<Integer> {
    private static final String DEFAULT_COMMAND = "/bin/sh";
    private static final byte[] END_OF_INPUT = {4};
    private static final int END_AT_MOST = 10;
    private static final Duration END_AGAIN = Duration.ofMillis(500);
    private static final Duration LOOK_AT_SIZE = Duration.ofSeconds(1);
    private static final int PIECE = 4096;

    @Mixin
    private Home home = new Home();

    @Parameters(
            arity = "1..*",
            paramLabel = "TASK [CONTAINER] [-- COMMAND]",
            description = "A task's id, the beginning of one, or an ARN; a container's name; and after -- a command"
                    + " (default /bin/sh).")
    private List<String> words = new ArrayList<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        List<String> all = spec.commandLine().getParseResult().originalArgs();
        int divide = all.indexOf("--");
        int named = words.size() - (divide < 0 ? 0 : all.size() - divide - 1);
        if (named < 1 || named > 2) {
            throw new CommandFailure(
                    "say which task, and which container if it has several: ./gantry shell TASK [CONTAINER] [-- COMMAND]");
        }
        AwsClient ecs = home.ecs();
        JsonNode task = new EcsReader(ecs).task(words.getFirst());
        checkEnabled(task);
        String container = container(task, named == 2 ? Optional.of(words.get(1)) : Optional.empty());
        List<String> command = words.subList(named, words.size());
        JsonNode session = ecs.call(
                        "ExecuteCommand",
                        EcsReader.object()
                                .put("cluster", EcsReader.text(task, "clusterArn"))
                                .put("task", EcsReader.text(task, "taskArn"))
                                .put("container", container)
                                .put("command", command.isEmpty() ? DEFAULT_COMMAND : quoted(command))
                                .put("interactive", true))
                .path("session");
        return converse(session);
    }

    private static void checkEnabled(JsonNode task) {
        if (task.path("enableExecuteCommand").asBoolean(false)) {
            return;
        }
        String group = EcsReader.text(task, "group");
        String how = group.startsWith("service:")
                ? "aws ecs update-service --cluster " + EcsReader.last(EcsReader.text(task, "clusterArn"))
                        + " --service "
                        + group.substring("service:".length())
                        + " --enable-execute-command --force-new-deployment gives the service tasks that have it."
                : "aws ecs run-task --enable-execute-command starts one that has it.";
        throw new CommandFailure("this task was started without ECS Exec, and a task that runs cannot get it. " + how);
    }

    private static String container(JsonNode task, Optional<String> named) {
        List<String> names = new ArrayList<>();
        task.path("containers").forEach(one -> names.add(EcsReader.text(one, "name")));
        if (named.isEmpty() && names.size() == 1) {
            return names.getFirst();
        }
        return named.filter(names::contains)
                .orElseThrow(() -> new CommandFailure(
                        (named.isEmpty() ? "this task has several containers: name one of " : "this task has only ")
                                + String.join(", ", names) + "."));
    }

    /** One line that a shell takes apart into the same words. */
    static String quoted(List<String> command) {
        return command.stream()
                .map(word -> word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }

    private int converse(JsonNode session) throws InterruptedException {
        Optional<LocalTerminal> local = LocalTerminal.open();
        Thread restore = new Thread(() -> local.ifPresent(LocalTerminal::close), "restore-terminal");
        Runtime.getRuntime().addShutdownHook(restore);
        ClientEnd.Ending ending;
        try (RealEnv env = new RealEnv();
                HttpClient client = HttpClient.newHttpClient();
                RemoteTerminal remote = RemoteTerminal.connect(
                        client,
                        env,
                        URI.create(EcsReader.text(session, "streamUrl")),
                        EcsReader.text(session, "tokenValue"),
                        Shell::print)) {
            ending = converse(remote, local);
        } catch (UncheckedIOException unreachable) {
            throw new CommandFailure(String.valueOf(unreachable.getMessage()), unreachable);
        } finally {
            local.ifPresent(LocalTerminal::close);
            Runtime.getRuntime().removeShutdownHook(restore);
        }
        if (!ending.words().isEmpty()) {
            spec.commandLine().getErr().println("gantry: " + ending.words());
        }
        return ending.exitCode().orElse(ending.words().isEmpty() ? 0 : 1);
    }

    private static ClientEnd.Ending converse(RemoteTerminal remote, Optional<LocalTerminal> local)
            throws InterruptedException {
        remote.awaitReady();
        Thread _ = Thread.ofPlatform().daemon().name("keys").start(() -> type(remote, local.isPresent()));
        Optional<LocalTerminal.Size> known = Optional.empty();
        Optional<ClientEnd.Ending> ending = Optional.empty();
        while (ending.isEmpty()) {
            Optional<LocalTerminal.Size> now = local.flatMap(LocalTerminal::size);
            if (!now.equals(known)) {
                now.ifPresent(size -> remote.resize(size.columns(), size.rows()));
                known = now;
            }
            ending = remote.awaitEnd(LOOK_AT_SIZE);
        }
        return ending.get();
    }

    /** Input that is no terminal has an end, which a terminal has as a key. */
    private static void type(RemoteTerminal remote, boolean terminal) {
        InputStream keys = System.in;
        byte[] some = new byte[PIECE];
        try {
            boolean on = true;
            for (int count = keys.read(some); on && count >= 0; count = keys.read(some)) {
                on = remote.type(Arrays.copyOf(some, count));
            }
            // A shell that was just setting up its terminal when the key came has not seen it.
            for (int times = 0; on && !terminal && times < END_AT_MOST; times++) {
                on = remote.type(END_OF_INPUT);
                Thread.sleep(END_AGAIN);
            }
        } catch (IOException unreadable) {
            remote.close();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private static void print(byte[] bytes) {
        System.out.write(bytes, 0, bytes.length);
        System.out.flush();
    }
}
