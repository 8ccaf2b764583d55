package io.gantry.ecs.task;

import io.gantry.ecs.capacity.CapacityStrategy;
import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.cluster.Clusters;
import io.gantry.ecs.instance.ContainerInstances;
import io.gantry.ecs.resource.ClientTokens;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.placement.Placement;
import io.gantry.placement.Reason;
import io.gantry.placement.Strategy;
import io.gantry.state.StateStore;
import io.gantry.state.Tx;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import io.gantry.wire.codec.AwsJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;

/**
 * Places up to ten copies of a task on the cluster's hosts, in its own transaction, because AWS answers it with a reason for
 * each host at once when a copy finds no place.
 */
public final class RunTask implements Operation<RunTaskRequest, RunTaskResponse> {
    private static final int MOST = 10;
    private static final int DETAILS = 3;
    private static final String NAME = "RunTask";

    private final StateStore store;
    private final Circumstances circumstances;

    public RunTask(StateStore store, Circumstances circumstances) {
        this.store = store;
        this.circumstances = circumstances;
    }

    @Override
    public RunTaskResponse call(RunTaskRequest in, CallContext call) {
        Scope scope = Scope.of(call);
        int count = in.count() == null ? 1 : in.count();
        if (count < 1 || count > MOST) {
            throw EcsErrors.invalidParameter("Invalid count " + count + ". It must be between 1 and " + MOST + ".");
        }
        String token = ClientTokens.checked(LaunchParameters.text(in.clientToken()));
        List<Strategy> strategies = PlacementRules.strategies(in.placementStrategy());
        PlacementRules.Constraints given = PlacementRules.constraints(in.placementConstraints());
        String parameters = token.isEmpty() ? "" : AwsJson.write(in);
        verify(scope, in);
        return store.transact(tx -> {
            Cluster cluster = Clusters.active(tx, scope, Optional.ofNullable(in.cluster()));
            Optional<List<String>> made =
                    token.isEmpty() ? Optional.empty() : ClientTokens.made(tx, scope, NAME, token, parameters);
            if (made.isPresent()) {
                return again(tx, scope, made.get());
            }
            LaunchParameters asked = asked(cluster, in);
            Launch launch = Launch.of(tx, cluster, asked);
            boolean fargate = asked.launchType().equals(Fargate.TYPE);
            Hosts hosts = Hosts.of(tx, cluster, asked.launchType(), KeptRoom.NONE);
            if (!fargate && hosts.isEmpty()) {
                throw EcsErrors.invalidParameter("No Container Instances were found in your cluster.");
            }
            Placement placement = hosts.place(launch.request(count, given, strategies));
            List<Task> tasks = hosts.start(launch, placement.assignments(), Map.of());
            if (!token.isEmpty() && !tasks.isEmpty()) {
                List<String> arns =
                        tasks.stream().map(task -> task.arn().toString()).toList();
                ClientTokens.remember(tx, scope, NAME, token, parameters, arns);
            }
            return answer(tx, tasks, fargate ? lacks(count - tasks.size(), placement) : failures(scope, placement));
        });
    }

    /** Asks other services, whose answers may be long in coming, before the transaction. */
    private void verify(Scope scope, RunTaskRequest in) {
        View view = store.view();
        Cluster cluster = Clusters.active(view, scope, Optional.ofNullable(in.cluster()));
        circumstances.verify(view, cluster, asked(cluster, in));
    }

    private static LaunchParameters asked(Cluster cluster, RunTaskRequest in) {
        CapacityStrategy strategy = Clusters.strategy(cluster, in.launchTypeAsString(), in.capacityProviderStrategy());
        return LaunchParameters.of(in, launchType(in, strategy), strategy);
    }

    /** What launches an instance of ours; refuses what we do not have. */
    private static String launchType(RunTaskRequest in, CapacityStrategy strategy) {
        String type = strategy.launchTypeOr(in.launchTypeAsString() == null ? "EC2" : in.launchTypeAsString());
        if (type.equals(Fargate.TYPE)) {
            String _ = Fargate.platformVersion(in.platformVersion());
            Fargate.checkPlacement(in.placementConstraints(), in.placementStrategy());
        } else if (!type.equals("EC2") && !type.equals("EXTERNAL")) {
            throw Unsupported.refusal("The launch type " + type);
        } else if (in.platformVersion() != null) {
            throw EcsErrors.invalidParameter(
                    "The platform version must be null when specifying an " + type + " launch type.");
        }
        if (!in.volumeConfigurations().isEmpty()) {
            throw Unsupported.refusal("The parameter volumeConfigurations");
        }
        return type;
    }

    private static RunTaskResponse again(Tx tx, Scope scope, List<String> arns) {
        List<Task> tasks = arns.stream()
                .flatMap(arn -> Tasks.byArn(tx, scope, arn).stream())
                .toList();
        return answer(tx, tasks, List.of());
    }

    private static RunTaskResponse answer(Tx tx, List<Task> tasks, List<Failure> failures) {
        return RunTaskResponse.builder()
                .tasks(tasks.stream()
                        .map(task -> TaskShapes.describe(tx, task, true))
                        .toList())
                .failures(failures)
                .build();
    }

    /** Hosts are nobody's concern with FARGATE: one failure says that there is no room, its detail why. */
    private static List<Failure> lacks(int missing, Placement placement) {
        if (missing == 0) {
            return List.of();
        }
        String detail = placement.refusals().stream()
                .map(refusal -> failure("", refusal.reason()))
                .map(failure -> failure.detail() == null ? failure.reason() : failure.detail())
                .distinct()
                .limit(DETAILS)
                .collect(Collectors.joining("; "));
        Failure.Builder failure = Failure.builder().reason(Fargate.NO_CAPACITY);
        return List.of((detail.isEmpty() ? failure : failure.detail(detail)).build());
    }

    private static List<Failure> failures(Scope scope, Placement placement) {
        return placement.refusals().stream()
                .map(refusal ->
                        failure(ContainerInstances.arn(scope, refusal.host()).toString(), refusal.reason()))
                .toList();
    }

    /** A host's reason in AWS's words, with our detail where there is one. */
    static Failure failure(String arn, Reason reason) {
        Failure plain = TaskShapes.failure(arn, reason.code());
        String detail = switch (reason) {
            case Reason.Agent _, Reason.DistinctInstance _ -> "";
            case Reason.MemberOf constraint -> constraint.expression();
            case Reason.Attribute attribute -> "missing attribute " + attribute.name();
            case Reason.Resource resource -> resource.detail();
        };
        return detail.isEmpty() ? plain : plain.toBuilder().detail(detail).build();
    }
}
