package io.gantry.ecs.service;

import io.gantry.ecs.capacity.CapacityStrategy;
import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.cluster.Clusters;
import io.gantry.ecs.network.TaskInterfaces;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.ecs.task.ServiceTasks;
import io.gantry.state.StateStore;
import io.gantry.state.Tx;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import io.gantry.wire.codec.AwsJson;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceResponse;

/**
 * Records what a service is to be from now on. A change of what its tasks are starts a deployment; a change of how many there
 * are, where, and how they are rolled out does not.
 */
public final class UpdateService implements Operation<UpdateServiceRequest, UpdateServiceResponse> {
    private final StateStore store;
    private final TaskInterfaces interfaces;

    public UpdateService(StateStore store, TaskInterfaces interfaces) {
        this.store = store;
        this.interfaces = interfaces;
    }

    @Override
    public UpdateServiceResponse call(UpdateServiceRequest in, CallContext call) {
        Scope scope = Scope.of(call);
        interfaces.verify(scope, in.networkConfiguration());
        return store.transact(tx -> {
            Cluster cluster = Clusters.active(tx, scope, Optional.ofNullable(in.cluster()));
            Service service = Services.active(tx, cluster, in.service());
            Service next = update(tx, cluster, service, in);
            tx.put(Services.TABLE, next);
            return UpdateServiceResponse.builder()
                    .service(ServiceShapes.describe(tx, next, true))
                    .build();
        });
    }

    private static Service update(Tx tx, Cluster cluster, Service service, UpdateServiceRequest in) {
        CreateServiceRequest old = ServiceDefinition.of(service);
        checkController(old, in);
        Optional<String> taskDefinition = Optional.ofNullable(in.taskDefinition())
                .map(named -> CreateService.resolve(tx, service.scope(), named));
        CreateServiceRequest next = ServiceDefinition.updated(old, in, taskDefinition);
        checkCapacity(cluster, old, next, in);
        ServiceRules.check(next);
        boolean ecs = next.deploymentController().type() == DeploymentControllerType.ECS;
        if (ecs) {
            ServiceTasks.check(tx, cluster, ServiceDefinition.order(service, next));
        }
        int count = next.schedulingStrategy() == SchedulingStrategy.DAEMON
                ? service.desiredCount()
                : Optional.ofNullable(next.desiredCount()).orElse(0);
        Service wanting = service.wanting(count, AwsJson.write(next));
        boolean deploys = ecs
                && (Boolean.TRUE.equals(in.forceNewDeployment())
                        || !ServiceDefinition.revision(next).equals(ServiceDefinition.revision(old)));
        if (deploys) {
            return NewDeployment.begin(tx, wanting);
        }
        return wanting.equals(service.withSteady(false)) ? service : wanting;
    }

    /**
     * A change of the strategy, to one or back to a launch type included, comes with a deployment that the caller asks for.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html">ECS: UpdateService, on
     *     capacityProviderStrategy</a>
     */
    private static void checkCapacity(
            Cluster cluster, CreateServiceRequest old, CreateServiceRequest next, UpdateServiceRequest in) {
        CapacityStrategy strategy = ServiceDefinition.strategy(next);
        if (strategy.equals(ServiceDefinition.strategy(old))) {
            return;
        }
        if (!strategy.isEmpty()) {
            CapacityStrategy _ = Clusters.strategy(cluster, null, in.capacityProviderStrategy());
        }
        if (!Boolean.TRUE.equals(in.forceNewDeployment())) {
            throw EcsErrors.invalidParameter("When switching from launch type to capacity provider strategy on an"
                    + " existing service, or making a change to a capacity provider strategy on a service that is"
                    + " already using one, you must force a new deployment.");
        }
    }

    /** With another controller than ECS, what tasks are is said by task sets. */
    private static void checkController(CreateServiceRequest old, UpdateServiceRequest in) {
        if (in.deploymentController() != null
                && in.deploymentController().type()
                        != old.deploymentController().type()) {
            throw EcsErrors.unsupportedFeature("A change of the deploymentController is not supported yet.");
        }
        if (old.deploymentController().type() != DeploymentControllerType.EXTERNAL) {
            return;
        }
        boolean ofTaskSets = in.taskDefinition() != null
                || in.networkConfiguration() != null
                || in.platformVersion() != null
                || in.hasLoadBalancers()
                || in.hasServiceRegistries()
                || in.hasCapacityProviderStrategy()
                || Boolean.TRUE.equals(in.forceNewDeployment());
        if (ofTaskSets) {
            throw EcsErrors.invalidParameter("Unable to update task definition, network configuration, load balancers,"
                    + " capacity or platform version on services with an EXTERNAL deployment controller. Use task sets"
                    + " instead.");
        }
    }
}
