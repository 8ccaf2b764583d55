package io.gantry.ecs.service;

import io.gantry.base.AwsError;
import io.gantry.ecs.capacity.CapacityStrategy;
import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.cluster.Clusters;
import io.gantry.ecs.network.TaskInterfaces;
import io.gantry.ecs.resource.ClientTokens;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.ecs.resource.Tags;
import io.gantry.ecs.task.ServiceTasks;
import io.gantry.ecs.taskset.TaskSet;
import io.gantry.ecs.taskset.TaskSetShapes;
import io.gantry.ecs.taskset.TaskSets;
import io.gantry.state.StateStore;
import io.gantry.state.Tx;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import io.gantry.wire.codec.AwsJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.CreateTaskSetRequest;
import software.amazon.awssdk.services.ecs.model.CreateTaskSetResponse;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.Scale;
import software.amazon.awssdk.services.ecs.model.ScaleUnit;

/** Records a task set of a service that another controller deploys; the service's reconciler starts its tasks. */
public final class CreateTaskSet implements Operation<CreateTaskSetRequest, CreateTaskSetResponse> {
    private static final String NAME = "CreateTaskSet";
    private static final int WHOLE = 100;

    private final StateStore store;
    private final TaskInterfaces interfaces;

    public CreateTaskSet(StateStore store, TaskInterfaces interfaces) {
        this.store = store;
        this.interfaces = interfaces;
    }

    @Override
    public CreateTaskSetResponse call(CreateTaskSetRequest in, CallContext call) {
        Scope scope = Scope.of(call);
        String token = Optional.ofNullable(in.clientToken()).orElse("");
        ServiceRules.checkToken(token);
        Map<String, String> tags = Tags.of(in.tags());
        double percent = percent(in.scale());
        String parameters = token.isEmpty() ? "" : AwsJson.write(in);
        interfaces.verify(scope, in.networkConfiguration());
        return store.transact(tx -> {
            Cluster cluster = Clusters.active(tx, scope, Optional.ofNullable(in.cluster()));
            Service service = external(tx, cluster, in.service());
            Optional<TaskSet> known = token.isEmpty()
                    ? Optional.empty()
                    : ClientTokens.made(tx, scope, NAME, token, parameters)
                            .flatMap(
                                    ids -> TaskSets.find(tx, scope, service.cluster(), service.name(), ids.getFirst()));
            TaskSet set = known.orElseGet(() -> create(tx, cluster, service, in, percent, tags));
            if (known.isEmpty() && !token.isEmpty()) {
                ClientTokens.remember(tx, scope, NAME, token, parameters, List.of(set.name()));
            }
            return CreateTaskSetResponse.builder()
                    .taskSet(TaskSetShapes.describe(tx, set, service.desiredCount(), true))
                    .build();
        });
    }

    /**
     * The ACTIVE service that another controller deploys.
     *
     * @throws AwsError InvalidParameterException when ECS deploys it
     */
    static Service external(Tx tx, Cluster cluster, String named) {
        Service service = Services.active(tx, cluster, named);
        if (!ServiceDefinition.isExternal(ServiceDefinition.of(service))) {
            throw EcsErrors.invalidParameter(
                    "Task sets belong to services with the EXTERNAL deployment controller. Service " + service.name()
                            + " is deployed by ECS.");
        }
        return service;
    }

    /**
     * The part of the desired count that {@code scale} is; nothing when the caller gave none.
     *
     * @throws AwsError InvalidParameterException when it is no percentage
     */
    static double percent(@Nullable Scale scale) {
        if (scale == null) {
            return 0;
        }
        if (scale.unit() != null && scale.unit() != ScaleUnit.PERCENT) {
            throw EcsErrors.invalidParameter("The unit of scale must be PERCENT.");
        }
        double value = Optional.ofNullable(scale.value()).orElse(0.0);
        if (!(value >= 0 && value <= WHOLE)) {
            throw EcsErrors.invalidParameter(
                    "The value of scale must be between 0 and " + WHOLE + ", not " + value + ".");
        }
        return value;
    }

    private static TaskSet create(
            Tx tx,
            Cluster cluster,
            Service service,
            CreateTaskSetRequest in,
            double percent,
            Map<String, String> tags) {
        if (service.taskSets().size() >= TaskSets.MOST) {
            throw AwsError.client(
                    "LimitExceededException",
                    "The number of task sets per service is limited to " + TaskSets.MOST + ".");
        }
        TaskSet set = TaskSet.of(
                        service.scope(),
                        service.cluster(),
                        service.name(),
                        NewDeployment.number(tx),
                        defaults(tx, cluster, service, in),
                        tags,
                        tx.now())
                .scaled(percent, tx.now());
        CreateServiceRequest definition = ServiceDefinition.of(service, set);
        ServiceRules.checkTaskSet(definition);
        ServiceTasks.check(tx, cluster, ServiceDefinition.order(service, definition, set.name()));
        tx.put(TaskSets.TABLE, set);
        List<String> numbers = new ArrayList<>(service.taskSets());
        numbers.add(set.number());
        tx.put(Services.TABLE, service.withTaskSets(numbers));
        return set;
    }

    private static CreateTaskSetRequest defaults(Tx tx, Cluster cluster, Service service, CreateTaskSetRequest in) {
        CapacityStrategy strategy = Clusters.strategy(cluster, in.launchTypeAsString(), in.capacityProviderStrategy());
        CreateTaskSetRequest.Builder all = in.toBuilder()
                .clientToken(null)
                .cluster(null)
                .service(null)
                .scale((Scale) null)
                .tags(List.of())
                .capacityProviderStrategy(strategy.isEmpty() ? null : strategy.shape())
                .taskDefinition(CreateService.resolve(
                        tx,
                        service.scope(),
                        Optional.ofNullable(in.taskDefinition()).orElse("")));
        if (in.launchType() == null && strategy.isEmpty()) {
            all.launchType(LaunchType.EC2);
        }
        return all.build();
    }
}
