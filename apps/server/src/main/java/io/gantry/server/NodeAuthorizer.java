package io.gantry.server;

import io.gantry.access.Access;
import io.gantry.access.PolicyAuthorizer;
import io.gantry.wire.Authorizer;
import io.gantry.wire.CallContext;
import io.gantry.wire.model.OperationType;
import java.util.Set;

/**
 * Whose permissions count. The key of nodes may do what AWS's managed policy for container
 * instances allows, what AWS asks its users to add to that for task metadata with tags, and to look at security groups,
 * routes, interfaces and the addresses of other hosts, since here the node and not EC2 makes the network. Root may do
 * everything, and everybody else what policies allow.
 *
 * @param nodeArn the principal that the key of nodes stands for
 * @param policies what decides about everybody else
 * @see <a href="https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEC2ContainerServiceforEC2Role.html">
 *     AWS: AmazonEC2ContainerServiceforEC2Role</a>
 */
record NodeAuthorizer(String nodeArn, PolicyAuthorizer policies) implements Authorizer {
    private static final Set<String> ALLOWED = Set.of(
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeRouteTables",
            "ec2:DescribeSecurityGroups",
            "ec2:DescribeVpcAttribute",
            "ec2:DescribeVpcs",
            "ecs:CreateCluster",
            "ecs:DeregisterContainerInstance",
            "ecs:DiscoverPollEndpoint",
            "ecs:ListAttributes",
            "ecs:ListTagsForResource",
            "ecs:RegisterContainerInstance",
            "ecs:UpdateContainerInstancesState",
            "ecs:SubmitAttachmentStateChanges",
            "ecs:SubmitContainerStateChange",
            "ecs:SubmitTaskStateChange",
            "logs:CreateLogGroup",
            "logs:CreateLogStream",
            "logs:DescribeLogStreams",
            "logs:PutLogEvents");

    /** With the principal of the account's nodes. */
    static NodeAuthorizer of(String accountId, PolicyAuthorizer policies) {
        return new NodeAuthorizer("arn:aws:iam::" + accountId + ":user/gantry-node", policies);
    }

    @Override
    public void authorize(CallContext call, OperationType<?, ?> type, Object input) {
        if (!isNode(call)) {
            policies.authorize(call, type, input);
        } else if (!ALLOWED.contains(type.action())) {
            throw Authorizer.denied(call, type);
        }
    }

    /** Whether the caller may open an agent's channels ({@code ecs:Poll}, {@code ecs:StartTelemetrySession}). */
    boolean mayOpenChannels(CallContext call) {
        return isNode(call) || policies.allows(call, Access.of("ecs:Poll"));
    }

    private boolean isNode(CallContext call) {
        return call.principal().arn().equals(nodeArn);
    }
}
