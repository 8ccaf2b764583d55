package io.gantry.server;

import io.gantry.wire.Authorizer;
import io.gantry.wire.CallContext;
import io.gantry.wire.model.OperationType;
import java.util.Set;

/**
 * Until there is IAM: the root user may do everything, and the key of nodes what AWS's managed policy for container
 * instances allows, what AWS asks its users to add to that for task metadata with tags, and to look at security groups,
 * routes, interfaces and the addresses of other hosts, since here the node and not EC2 makes the network.
 *
 * @see <a href="https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEC2ContainerServiceforEC2Role.html">
 *     AWS: AmazonEC2ContainerServiceforEC2Role</a>
 */
record NodeAuthorizer(String nodeArn) implements Authorizer {
    private static final Set<String> ALLOWED = Set.of(
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeRouteTables",
            "ec2:DescribeSecurityGroups",
            "ecs:CreateCluster",
            "ecs:DeregisterContainerInstance",
            "ecs:DiscoverPollEndpoint",
            "ecs:ListAttributes",
            "ecs:ListTagsForResource",
            "ecs:RegisterContainerInstance",
            "ecs:UpdateContainerInstancesState",
            "ecs:SubmitAttachmentStateChanges",
            "ecs:SubmitContainerStateChange",
            "ecs:SubmitTaskStateChange");

    /** The principal that the key of nodes stands for. */
    static NodeAuthorizer of(String accountId) {
        return new NodeAuthorizer("arn:aws:iam::" + accountId + ":user/gantry-node");
    }

    @Override
    public void authorize(CallContext call, OperationType<?, ?> type, Object input) {
        if (!call.principal().root() && !(isNode(call) && ALLOWED.contains(type.action()))) {
            throw Authorizer.denied(call, type);
        }
    }

    /** Whether the caller may open an agent's channels ({@code ecs:Poll}, {@code ecs:StartTelemetrySession}). */
    boolean mayOpenChannels(CallContext call) {
        return call.principal().root() || isNode(call);
    }

    private boolean isNode(CallContext call) {
        return call.principal().arn().equals(nodeArn);
    }
}
