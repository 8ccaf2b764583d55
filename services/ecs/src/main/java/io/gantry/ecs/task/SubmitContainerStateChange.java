package io.gantry.ecs.task;

import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.SubmitContainerStateChangeRequest;
import software.amazon.awssdk.services.ecs.model.SubmitContainerStateChangeResponse;

/** A report on one container; only RUNNING and STOPPED are legal. Agents of today put it into the task's report. */
public final class SubmitContainerStateChange
        implements Operation<SubmitContainerStateChangeRequest, SubmitContainerStateChangeResponse> {
    private final StateStore store;

    public SubmitContainerStateChange(StateStore store) {
        this.store = store;
    }

    @Override
    public SubmitContainerStateChangeResponse call(SubmitContainerStateChangeRequest in, CallContext call) {
        ContainerState state = Reports.state(in.status())
                .filter(known -> known != ContainerState.PENDING)
                .orElseThrow(() -> EcsErrors.invalidParameter("Invalid container status: " + in.status()));
        TaskReport report = TaskReport.of(new TaskReport.ContainerReport(
                LaunchParameters.text(in.containerName()),
                Optional.of(state),
                Reports.text(in.runtimeId()),
                Optional.ofNullable(in.exitCode()),
                Reports.reason(in.reason()),
                "",
                Reports.bindings(in.networkBindings())));
        Reports.file(
                store, Scope.of(call), LaunchParameters.text(in.cluster()), LaunchParameters.text(in.task()), report);
        return SubmitContainerStateChangeResponse.builder().acknowledgment("ok").build();
    }
}
