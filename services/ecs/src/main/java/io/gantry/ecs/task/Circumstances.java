package io.gantry.ecs.task;

import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.network.TaskInterfaces;
import io.gantry.ecs.role.TaskRoles;
import io.gantry.ecs.taskdefinition.TaskDefinitions;
import io.gantry.state.View;

/**
 * What a launch needs of other services: a network of EC2's, a role of IAM's. They are asked outside any transaction, once the
 * rest of the launch is in order.
 *
 * @param interfaces for tasks with a network of their own
 * @param roles for tasks that act in a role
 */
public record Circumstances(TaskInterfaces interfaces, TaskRoles roles) {
    /** As a definition is kept: what has no role need not be read to know that. */
    private static final String ROLE = "\"taskRoleArn\"";

    /**
     * Asks about a launch that needs any of it.
     *
     * @throws io.gantry.base.AwsError what EC2 refuses, or ClientException for a role that tasks cannot act in
     */
    void verify(View view, Cluster cluster, LaunchParameters asked) {
        boolean role = asked.overrides().taskRoleArn() != null
                || TaskDefinitions.find(view, cluster.scope(), asked.taskDefinition())
                        .filter(definition -> definition.definition().contains(ROLE))
                        .isPresent();
        if (role || !asked.network().isEmpty()) {
            Launch launch = Launch.of(view, cluster, asked);
            interfaces.verify(cluster.scope(), asked.network());
            roles.verify(cluster.scope(), launch.effective().definition().taskRoleArn());
        }
    }
}
