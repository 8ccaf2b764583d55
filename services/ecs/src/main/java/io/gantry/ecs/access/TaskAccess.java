package io.gantry.ecs.access;

import static io.gantry.ecs.access.Keys.enabled;
import static io.gantry.ecs.access.Keys.network;
import static io.gantry.ecs.access.Keys.providers;
import static io.gantry.ecs.access.Keys.several;
import static io.gantry.ecs.access.Keys.single;

import io.gantry.access.Access;
import io.gantry.models.ecs.EcsApi;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.StartTaskRequest;
import software.amazon.awssdk.services.ecs.model.TaskManagedEBSVolumeConfiguration;
import software.amazon.awssdk.services.ecs.model.TaskVolumeConfiguration;

/** Tasks. Starting one is an action on its definition. */
final class TaskAccess {
    /** Whom roles are handed to that ECS itself acts in. */
    static final String ECS = "ecs.amazonaws.com";

    private static final String TYPE = "task";

    private TaskAccess() {}

    static void fill(EcsAccess access) {
        access.all(EcsApi.RUN_TASK, TaskAccess::run)
                .all(EcsApi.START_TASK, TaskAccess::start)
                .all(EcsApi.STOP_TASK, (asked, in) -> one(asked, in.cluster(), in.task()))
                .all(EcsApi.DESCRIBE_TASKS, (asked, in) -> asked.withinEach(TYPE, in.cluster(), in.tasks()))
                .all(EcsApi.GET_TASK_PROTECTION, (asked, in) -> asked.withinEach(TYPE, in.cluster(), in.tasks()))
                .all(EcsApi.UPDATE_TASK_PROTECTION, (asked, in) -> asked.withinEach(TYPE, in.cluster(), in.tasks()))
                .one(
                        EcsApi.LIST_TASKS,
                        (asked, in) -> asked.within(
                                in.cluster(), asked.member("container-instance", in.cluster(), in.containerInstance())))
                .all(
                        EcsApi.EXECUTE_COMMAND,
                        (asked, in) -> one(asked, in.cluster(), in.task()).stream()
                                .map(exec -> exec.with(single("ecs:container-name", in.container()))
                                        .with("ecs:task", asked.member(TYPE, in.cluster(), in.task())))
                                .toList());
    }

    private static List<Access> one(Asked asked, @Nullable String cluster, @Nullable String task) {
        return asked.withinEach(
                TYPE, cluster, Optional.ofNullable(task).stream().toList());
    }

    private static List<Access> run(Asked asked, RunTaskRequest in) {
        Access run = starting(asked, in.cluster(), in.taskDefinition())
                .with(enabled("ecs:enable-execute-command", in.enableExecuteCommand()))
                .with(enabled(
                        "ecs:enable-ebs-volumes", !in.volumeConfigurations().isEmpty()))
                .with(single("ecs:propagate-tags", in.propagateTagsAsString()))
                .with(providers(in.capacityProviderStrategy()))
                .with(network(in.networkConfiguration()));
        List<Access> created = asked.creating(run, asked.member(TYPE, in.cluster(), null), in.tags());
        List<Access> tasks = asked.passing(
                created,
                TaskDefinitionAccess.roles(asked, in.taskDefinition(), in.overrides()),
                TaskDefinitionAccess.TASKS);
        return asked.passing(tasks, volumeRoles(in.volumeConfigurations()), ECS);
    }

    private static List<Access> start(Asked asked, StartTaskRequest in) {
        List<String> instances = in.containerInstances().stream()
                .flatMap(Stream::ofNullable)
                .map(one -> asked.member("container-instance", in.cluster(), one))
                .toList();
        Access start = starting(asked, in.cluster(), in.taskDefinition())
                .with(several("ecs:container-instances", instances))
                .with(enabled("ecs:enable-execute-command", in.enableExecuteCommand()))
                .with(enabled(
                        "ecs:enable-ebs-volumes", !in.volumeConfigurations().isEmpty()))
                .with(single("ecs:propagate-tags", in.propagateTagsAsString()))
                .with(network(in.networkConfiguration()));
        List<Access> created = asked.creating(start, asked.member(TYPE, in.cluster(), null), in.tags());
        List<Access> tasks = asked.passing(
                created,
                TaskDefinitionAccess.roles(asked, in.taskDefinition(), in.overrides()),
                TaskDefinitionAccess.TASKS);
        return asked.passing(tasks, volumeRoles(in.volumeConfigurations()), ECS);
    }

    private static Access starting(Asked asked, @Nullable String cluster, @Nullable String definition) {
        return asked.within(cluster, TaskDefinitionAccess.arn(asked, definition));
    }

    private static List<String> volumeRoles(List<TaskVolumeConfiguration> volumes) {
        return volumes.stream()
                .flatMap(Stream::ofNullable)
                .flatMap(volume -> Stream.ofNullable(volume.managedEBSVolume()))
                .map(TaskManagedEBSVolumeConfiguration::roleArn)
                .flatMap(Stream::ofNullable)
                .toList();
    }
}
