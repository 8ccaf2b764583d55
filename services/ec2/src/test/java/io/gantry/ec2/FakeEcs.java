package io.gantry.ec2;

import io.gantry.models.ecs.EcsApi;
import io.gantry.wire.AwsCaller;
import io.gantry.wire.CallContext;
import io.gantry.wire.model.OperationType;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.DescribeContainerInstancesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeContainerInstancesResponse;
import software.amazon.awssdk.services.ecs.model.ListClustersResponse;
import software.amazon.awssdk.services.ecs.model.ListContainerInstancesRequest;
import software.amazon.awssdk.services.ecs.model.ListContainerInstancesResponse;

/** The operations of ECS that EC2 calls: one cluster, whose hosts are listed one a page. */
public final class FakeEcs implements AwsCaller {
    private final List<ContainerInstance> hosts = new ArrayList<>();

    /** A host joins. */
    public void join(ContainerInstance host) {
        hosts.add(host);
    }

    @Override
    @SuppressWarnings("unchecked") // The answer is of the type that was asked for.
    public <I, O> O call(OperationType<I, O> type, I input, CallContext as) {
        return (O) answer(type, input);
    }

    private Object answer(OperationType<?, ?> type, Object input) {
        if (type.equals(EcsApi.LIST_CLUSTERS)) {
            return ListClustersResponse.builder().clusterArns("cluster/one").build();
        }
        if (type.equals(EcsApi.LIST_CONTAINER_INSTANCES) && input instanceof ListContainerInstancesRequest in) {
            int next = in.nextToken() == null ? 0 : Integer.parseInt(in.nextToken());
            return ListContainerInstancesResponse.builder()
                    .containerInstanceArns(hosts.stream()
                            .skip(next)
                            .limit(1)
                            .map(ContainerInstance::containerInstanceArn)
                            .toList())
                    .nextToken(next + 1 < hosts.size() ? Integer.toString(next + 1) : null)
                    .build();
        }
        if (type.equals(EcsApi.DESCRIBE_CONTAINER_INSTANCES) && input instanceof DescribeContainerInstancesRequest in) {
            return DescribeContainerInstancesResponse.builder()
                    .containerInstances(hosts.stream()
                            .filter(host -> in.containerInstances().contains(host.containerInstanceArn()))
                            .toList())
                    .build();
        }
        throw new IllegalArgumentException("EC2 does not call " + type);
    }
}
