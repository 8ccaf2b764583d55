package io.gantry.ecs.service;

import io.gantry.ecs.capacity.CapacityStrategy;
import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.cluster.Clusters;
import io.gantry.ecs.network.TaskInterfaces;
import io.gantry.ecs.resource.ClientTokens;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.ecs.resource.Tags;
import io.gantry.ecs.task.ServiceTasks;
import io.gantry.ecs.taskdefinition.TaskDefinition;
import io.gantry.ecs.taskdefinition.TaskDefinitions;
import io.gantry.state.StateStore;
import io.gantry.state.Tx;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import io.gantry.wire.codec.AwsJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.CreateServiceResponse;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;

/** Records a service; its reconciler starts its tasks. */
public final class CreateService implements Operation<CreateServiceRequest, CreateServiceResponse> {
    private static final String NAME = "CreateService";

    private final StateStore store;
    private final TaskInterfaces interfaces;

    public CreateService(StateStore store, TaskInterfaces interfaces) {
        this.store = store;
        this.interfaces = interfaces;
    }

    @Override
    public CreateServiceResponse call(CreateServiceRequest in, CallContext call) {
        Scope scope = Scope.of(call);
        String name = Optional.ofNullable(in.serviceName()).orElse("");
        Services.checkName(name);
        String token = Optional.ofNullable(in.clientToken()).orElse("");
        ServiceRules.checkToken(token);
        Map<String, String> tags = Tags.of(in.tags());
        String parameters = token.isEmpty() ? "" : AwsJson.write(in);
        interfaces.verify(scope, in.networkConfiguration());
        return store.transact(tx -> {
            Cluster cluster = Clusters.active(tx, scope, Optional.ofNullable(in.cluster()));
            boolean again = !token.isEmpty()
                    && ClientTokens.made(tx, scope, NAME, token, parameters).isPresent();
            CreateServiceRequest definition =
                    ServiceDefinition.withDefaults(in, taskDefinition(tx, scope, in), strategy(cluster, in));
            ServiceRules.check(definition);
            Optional<Service> there =
                    Services.find(tx, cluster, name).filter(known -> known.status() != Service.Status.INACTIVE);
            if (there.isPresent()) {
                return answer(tx, same(there.get(), definition, tags, again));
            }
            Service made = create(tx, cluster, name, definition, tags, call);
            if (!token.isEmpty()) {
                ClientTokens.remember(
                        tx, scope, NAME, token, parameters, List.of(made.arn().toString()));
            }
            return answer(tx, made);
        });
    }

    private static CreateServiceResponse answer(View view, Service service) {
        return CreateServiceResponse.builder()
                .service(ServiceShapes.describe(view, service, true))
                .build();
    }

    private static boolean isExternal(CreateServiceRequest in) {
        return in.deploymentController() != null
                && in.deploymentController().type() == DeploymentControllerType.EXTERNAL;
    }

    /** The default is for what runs tasks: task sets have their own. */
    private static CapacityStrategy strategy(Cluster cluster, CreateServiceRequest in) {
        return isExternal(in) && in.capacityProviderStrategy().isEmpty()
                ? CapacityStrategy.NONE
                : Clusters.strategy(cluster, in.launchTypeAsString(), in.capacityProviderStrategy());
    }

    /** The ARN of the revision that the caller means. */
    private static Optional<String> taskDefinition(View view, Scope scope, CreateServiceRequest in) {
        String named = Optional.ofNullable(in.taskDefinition()).orElse("");
        if (isExternal(in)) {
            return Optional.of(named).filter(text -> !text.isEmpty());
        }
        return Optional.of(resolve(view, scope, named));
    }

    /** The ARN of the ACTIVE revision that {@code named} means. */
    static String resolve(View view, Scope scope, String named) {
        if (named.isEmpty()) {
            throw EcsErrors.invalidParameter("TaskDefinition can not be blank.");
        }
        TaskDefinition definition = TaskDefinitions.find(view, scope, named)
                .orElseThrow(() -> EcsErrors.client("TaskDefinition not found."));
        if (definition.status() != TaskDefinition.Status.ACTIVE) {
            throw EcsErrors.client("TaskDefinition is inactive");
        }
        return definition.arn().toString();
    }

    /** AWS answers the service that is there, if the call asks for exactly that one. */
    private static Service same(
            Service there, CreateServiceRequest definition, Map<String, String> tags, boolean again) {
        if (there.status() == Service.Status.DRAINING) {
            throw EcsErrors.invalidParameter("Unable to Start a service that is still Draining.");
        }
        if (!again && !(there.tags().equals(tags) && ServiceDefinition.of(there).equals(definition))) {
            throw EcsErrors.invalidParameter("Creation of service was not idempotent.");
        }
        return there;
    }

    private static Service create(
            Tx tx,
            Cluster cluster,
            String name,
            CreateServiceRequest definition,
            Map<String, String> tags,
            CallContext call) {
        Service service = new Service(
                cluster.scope(),
                cluster.name(),
                name,
                Service.Status.ACTIVE,
                Service.Scheduling.valueOf(definition.schedulingStrategyAsString()),
                Optional.ofNullable(definition.desiredCount()).orElse(0),
                AwsJson.write(definition),
                List.of(),
                "",
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                tags,
                call.principal().arn(),
                tx.now(),
                tx.now());
        forgetPredecessor(tx, service);
        if (definition.taskDefinition() != null) {
            ServiceTasks.check(tx, cluster, ServiceDefinition.order(service, definition));
            service = NewDeployment.begin(tx, counted(tx, service, definition));
        }
        tx.put(Services.TABLE, service);
        return service;
    }

    /** A daemon's count is known at once, or waiters would take none for all. */
    private static Service counted(Tx tx, Service service, CreateServiceRequest definition) {
        return service.scheduling() == Service.Scheduling.DAEMON
                ? service.wanting(
                        DaemonRollout.wanted(DaemonHosts.of(tx, service, definition, List.of()), Set.of()),
                        service.definition())
                : service;
    }

    /** A service that was deleted under the same name leaves its events behind: those of the new one begin anew. */
    private static void forgetPredecessor(Tx tx, Service service) {
        ServiceEvents.forget(tx, service, ServiceEvents.FORGOTTEN_WITH_A_SUCCESSOR);
    }
}
