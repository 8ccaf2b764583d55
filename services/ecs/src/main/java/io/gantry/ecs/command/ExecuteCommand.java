package io.gantry.ecs.command;

import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.cluster.Clusters;
import io.gantry.ecs.instance.ContainerInstance;
import io.gantry.ecs.instance.ContainerInstances;
import io.gantry.ecs.port.CommandSessions;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.ecs.task.ContainerState;
import io.gantry.ecs.task.Task;
import io.gantry.ecs.task.TaskContainer;
import io.gantry.ecs.task.TaskStatus;
import io.gantry.ecs.task.Tasks;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.model.ExecuteCommandRequest;
import software.amazon.awssdk.services.ecs.model.ExecuteCommandResponse;

/**
 * Opens a session that runs a command in a container of a running task. The answer says where its client connects.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExecuteCommand.html">ECS: ExecuteCommand</a>
 */
public final class ExecuteCommand implements Operation<ExecuteCommandRequest, ExecuteCommandResponse> {
    private static final int LONGEST_COMMAND = 8192;

    private final StateStore store;
    private final CommandSessions sessions;

    public ExecuteCommand(StateStore store, CommandSessions sessions) {
        this.store = store;
        this.sessions = sessions;
    }

    @Override
    public ExecuteCommandResponse call(ExecuteCommandRequest in, CallContext call) {
        if (!Boolean.TRUE.equals(in.interactive())) {
            throw CommandErrors.onlyInteractive();
        }
        List<String> words = words(in.command());
        View view = store.view();
        Cluster cluster = Clusters.active(view, Scope.of(call), Optional.ofNullable(in.cluster()));
        Task task = view.get(Tasks.TABLE, Tasks.recordId(cluster, in.task())).orElseThrow(CommandErrors::noSuchTask);
        TaskContainer container = container(task, Optional.ofNullable(in.container()));
        boolean carries = container
                .agent()
                .filter(agent -> agent.lastStatus() == ContainerState.RUNNING)
                .isPresent();
        if (task.lastStatus() != TaskStatus.RUNNING || !carries) {
            throw CommandErrors.notEnabled();
        }
        CommandErrors.checkConfiguration(cluster);
        boolean reachable = view.get(ContainerInstances.TABLE, task.instanceRecordId())
                .filter(ContainerInstance::agentConnected)
                .filter(ContainerInstance::carriesCommands)
                .isPresent();
        if (!reachable) {
            throw CommandErrors.targetNotConnected();
        }
        CommandSessions.Opened opened = sessions.open(new CommandSessions.Wanted(
                        call.principal().arn(),
                        task.arn().toString(),
                        container.name(),
                        container.runtimeId(),
                        task.instanceRecordId(),
                        in.command(),
                        words,
                        call.endpoint()))
                .orElseThrow(CommandErrors::tooMany);
        return ExecuteCommandResponse.builder()
                .clusterArn(task.clusterArn().toString())
                .taskArn(task.arn().toString())
                .containerArn(task.containerArn(container).toString())
                .containerName(container.name())
                .interactive(true)
                .session(session -> session.sessionId(opened.sessionId())
                        .streamUrl(opened.streamUrl().toString())
                        .tokenValue(opened.token()))
                .build();
    }

    private static List<String> words(String command) {
        if (command.length() > LONGEST_COMMAND) {
            throw EcsErrors.invalidParameter("command can have at most " + LONGEST_COMMAND + " characters.");
        }
        return CommandWords.of(command)
                .filter(found -> !found.isEmpty())
                .orElseThrow(() -> EcsErrors.invalidParameter(
                        command.isBlank() ? "command cannot be empty." : "A quote in command is not closed."));
    }

    private static TaskContainer container(Task task, Optional<String> named) {
        List<TaskContainer> all = task.containers();
        if (named.isEmpty() && all.size() == 1) {
            return all.getFirst();
        }
        String names = all.stream().map(TaskContainer::name).collect(Collectors.joining(", "));
        String wanted = named.orElseThrow(() -> CommandErrors.whichContainer(names));
        return all.stream()
                .filter(container -> container.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> CommandErrors.noSuchContainer(wanted, names));
    }
}
