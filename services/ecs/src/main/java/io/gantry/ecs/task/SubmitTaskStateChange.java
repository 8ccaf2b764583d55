package io.gantry.ecs.task;

import io.gantry.ecs.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.ContainerStateChange;
import software.amazon.awssdk.services.ecs.model.ManagedAgentStateChange;
import software.amazon.awssdk.services.ecs.model.SubmitTaskStateChangeRequest;
import software.amazon.awssdk.services.ecs.model.SubmitTaskStateChangeResponse;

/** An agent's report on a task and its containers; late and repeated ones change nothing. */
public final class SubmitTaskStateChange
        implements Operation<SubmitTaskStateChangeRequest, SubmitTaskStateChangeResponse> {
    private final StateStore store;

    public SubmitTaskStateChange(StateStore store) {
        this.store = store;
    }

    @Override
    public SubmitTaskStateChangeResponse call(SubmitTaskStateChangeRequest in, CallContext call) {
        List<TaskReport.ContainerReport> containers =
                in.containers().stream().map(SubmitTaskStateChange::container).toList();
        TaskReport report = new TaskReport(
                Reports.state(in.status()),
                Reports.reason(in.reason()),
                containers,
                Optional.ofNullable(in.pullStartedAt()),
                Optional.ofNullable(in.pullStoppedAt()),
                Optional.ofNullable(in.executionStoppedAt()),
                in.attachments().stream()
                        .filter(change -> "ATTACHED".equals(change.status()))
                        .map(change -> LaunchParameters.text(change.attachmentArn()))
                        .toList(),
                in.managedAgents().stream()
                        .flatMap(change -> agent(change).stream())
                        .toList());
        Reports.file(
                store, Scope.of(call), LaunchParameters.text(in.cluster()), LaunchParameters.text(in.task()), report);
        return SubmitTaskStateChangeResponse.builder().acknowledgment("ok").build();
    }

    /** A state that only newer agents know says nothing. */
    private static Optional<TaskReport.AgentReport> agent(ManagedAgentStateChange change) {
        return Reports.state(change.status())
                .map(state -> new TaskReport.AgentReport(
                        LaunchParameters.text(change.containerName()), state, Reports.reason(change.reason())));
    }

    private static TaskReport.ContainerReport container(ContainerStateChange change) {
        return new TaskReport.ContainerReport(
                LaunchParameters.text(change.containerName()),
                Reports.state(change.status()),
                Reports.text(change.runtimeId()),
                Optional.ofNullable(change.exitCode()),
                Reports.reason(change.reason()),
                Reports.text(change.imageDigest()),
                Reports.bindings(change.networkBindings()));
    }
}
