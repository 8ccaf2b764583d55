package io.gantry.ec2.instance;

import io.gantry.base.AwsError;
import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.ec2.resource.Scope;
import io.gantry.models.ecs.EcsApi;
import io.gantry.wire.AwsCaller;
import io.gantry.wire.CallContext;
import io.gantry.wire.Principal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.ContainerInstanceField;
import software.amazon.awssdk.services.ecs.model.DescribeContainerInstancesRequest;
import software.amazon.awssdk.services.ecs.model.ListClustersRequest;
import software.amazon.awssdk.services.ecs.model.ListClustersResponse;
import software.amazon.awssdk.services.ecs.model.ListContainerInstancesRequest;
import software.amazon.awssdk.services.ecs.model.ListContainerInstancesResponse;
import software.amazon.awssdk.services.ecs.model.Resource;
import software.amazon.awssdk.services.ecs.model.Tag;

/** The hosts that have joined, which ECS knows: asked of it each time, as the service that EC2 is to it. */
public final class Machines {
    private static final Principal EC2 = new Principal("ec2.amazonaws.com", "", true);
    private static final URI HERE = URI.create("http://ec2.amazonaws.com");
    private static final double UNITS = 1024;

    private final AwsCaller ecs;

    public Machines(AwsCaller ecs) {
        this.ecs = ecs;
    }

    /** All hosts of an account in a region. */
    List<Machine> all(Scope scope) {
        CallContext as = new CallContext(scope.accountId(), scope.region(), EC2, "ec2", HERE);
        List<Machine> found = new ArrayList<>();
        for (String cluster : clusters(as)) {
            Optional<String> next = Optional.empty();
            do {
                ListContainerInstancesResponse page = ecs.call(
                        EcsApi.LIST_CONTAINER_INSTANCES,
                        ListContainerInstancesRequest.builder()
                                .cluster(cluster)
                                .nextToken(next.orElse(null))
                                .build(),
                        as);
                found.addAll(described(scope, as, cluster, page.containerInstanceArns()));
                next = Optional.ofNullable(page.nextToken());
            } while (next.isPresent());
        }
        return found;
    }

    /**
     * The hosts that a caller named, all when it named none.
     *
     * @throws AwsError InvalidInstanceID.NotFound
     */
    List<Machine> named(Scope scope, List<String> ids) {
        List<Machine> all = all(scope);
        List<String> known = all.stream().map(Machine::instanceId).toList();
        for (String id : ids) {
            if (!id.matches("i-[0-9a-f]{8,17}")) {
                throw AwsError.client(
                        "InvalidInstanceID.Malformed",
                        "Invalid id: \"" + Ec2Errors.shown(id) + "\" (expecting \"i-...\")");
            }
            if (!known.contains(id)) {
                throw AwsError.client("InvalidInstanceID.NotFound", "The instance ID '" + id + "' does not exist");
            }
        }
        return all.stream()
                .filter(machine -> ids.isEmpty() || ids.contains(machine.instanceId()))
                .toList();
    }

    private List<String> clusters(CallContext as) {
        List<String> clusters = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            ListClustersResponse page = ecs.call(
                    EcsApi.LIST_CLUSTERS,
                    ListClustersRequest.builder().nextToken(next.orElse(null)).build(),
                    as);
            clusters.addAll(page.clusterArns());
            next = Optional.ofNullable(page.nextToken());
        } while (next.isPresent());
        return clusters;
    }

    private List<Machine> described(Scope scope, CallContext as, String cluster, List<String> arns) {
        if (arns.isEmpty()) {
            return List.of();
        }
        return ecs
                .call(
                        EcsApi.DESCRIBE_CONTAINER_INSTANCES,
                        DescribeContainerInstancesRequest.builder()
                                .cluster(cluster)
                                .containerInstances(arns)
                                .include(ContainerInstanceField.TAGS)
                                .build(),
                        as)
                .containerInstances()
                .stream()
                .map(host -> machine(scope, host))
                .toList();
    }

    private static Machine machine(Scope scope, ContainerInstance host) {
        Map<String, String> attributes = host.attributes().stream()
                .filter(attribute -> attribute.value() != null)
                .collect(Collectors.toMap(each -> each.name(), each -> each.value(), (one, other) -> one));
        String architecture = attributes.getOrDefault("ecs.cpu-architecture", "x86_64");
        String address = attributes.getOrDefault("ecs.network-address", "");
        return new Machine(
                scope,
                host.ec2InstanceId(),
                architecture,
                attributes.getOrDefault(
                        "ecs.instance-type",
                        Machine.typeOf(architecture, registered(host, "CPU") / UNITS, registered(host, "MEMORY"))),
                address.contains(":") ? address.substring(0, address.indexOf(':')) : address,
                attributes.getOrDefault("ecs.availability-zone", scope.region() + "a"),
                Boolean.TRUE.equals(host.agentConnected()),
                host.registeredAt(),
                host.tags().stream()
                        .filter(tag -> tag.value() != null)
                        .collect(Collectors.toMap(Tag::key, Tag::value, (one, other) -> one)));
    }

    private static int registered(ContainerInstance host, String resource) {
        return host.registeredResources().stream()
                .filter(one -> one.name().equals(resource))
                .mapToInt(Resource::integerValue)
                .findFirst()
                .orElse(0);
    }
}
