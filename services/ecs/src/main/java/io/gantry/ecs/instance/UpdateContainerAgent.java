package io.gantry.ecs.instance;

import io.gantry.base.AwsError;
import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.cluster.Clusters;
import io.gantry.ecs.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.UpdateContainerAgentRequest;
import software.amazon.awssdk.services.ecs.model.UpdateContainerAgentResponse;

/** Refuses, in AWS's words: we publish no agent, so none is newer than the one that runs. */
public final class UpdateContainerAgent
        implements Operation<UpdateContainerAgentRequest, UpdateContainerAgentResponse> {
    private final StateStore store;

    public UpdateContainerAgent(StateStore store) {
        this.store = store;
    }

    @Override
    public UpdateContainerAgentResponse call(UpdateContainerAgentRequest in, CallContext call) {
        View view = store.view();
        Cluster cluster = Clusters.active(view, Scope.of(call), Optional.ofNullable(in.cluster()));
        ContainerInstance instance = ContainerInstances.registered(view, cluster, in.containerInstance());
        if (instance.agent().agentVersion().isEmpty()) {
            throw AwsError.client(
                    "MissingVersionException",
                    "Amazon ECS could not determine the current version of the container agent on the instance.");
        }
        throw AwsError.client(
                "NoUpdateAvailableException", "There is no update available for this Amazon ECS container agent.");
    }
}
