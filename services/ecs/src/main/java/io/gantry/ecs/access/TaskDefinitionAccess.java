package io.gantry.ecs.access;

import static io.gantry.ecs.access.Keys.several;
import static io.gantry.ecs.access.Keys.single;

import io.gantry.access.Access;
import io.gantry.base.AwsError;
import io.gantry.ecs.taskdefinition.TaskDefinition;
import io.gantry.ecs.taskdefinition.TaskDefinitionDescription;
import io.gantry.ecs.taskdefinition.TaskDefinitions;
import io.gantry.models.ecs.EcsApi;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.TaskOverride;

/** Task definitions, and the roles that starting one hands over. */
final class TaskDefinitionAccess {
    /** Whom tasks' roles are handed to. */
    static final String TASKS = "ecs-tasks.amazonaws.com";

    private static final String PATH = "task-definition/";

    private TaskDefinitionAccess() {}

    static void fill(EcsAccess access) {
        access.all(EcsApi.REGISTER_TASK_DEFINITION, TaskDefinitionAccess::register)
                .anywhere(EcsApi.DEREGISTER_TASK_DEFINITION)
                .anywhere(EcsApi.DESCRIBE_TASK_DEFINITION)
                .anywhere(EcsApi.LIST_TASK_DEFINITIONS)
                .anywhere(EcsApi.LIST_TASK_DEFINITION_FAMILIES)
                .all(EcsApi.DELETE_TASK_DEFINITIONS, (asked, in) -> asked.onEach(PATH, in.taskDefinitions()));
    }

    private static List<Access> register(Asked asked, RegisterTaskDefinitionRequest in) {
        String family = asked.arn(PATH, in.family() + ":*");
        boolean privileged = in.containerDefinitions().stream()
                .filter(Objects::nonNull)
                .anyMatch(container -> Boolean.TRUE.equals(container.privileged()));
        Access register = asked.on(family)
                .with(several("ecs:compute-compatibility", in.requiresCompatibilitiesAsStrings()))
                .with(single("ecs:task-cpu", in.cpu()))
                .with(single("ecs:task-memory", in.memory()))
                .with(Keys.enabled("ecs:privileged", privileged));
        List<String> roles = Stream.of(
                        Optional.ofNullable(in.taskRoleArn()), Optional.ofNullable(in.executionRoleArn()))
                .flatMap(Optional::stream)
                .toList();
        return asked.passing(asked.creating(register, family, in.tags()), roles, TASKS);
    }

    /** The ARN of the revision that a caller names; of what it wrote when there is none. */
    static String arn(Asked asked, @Nullable String named) {
        return find(asked, named)
                .map(definition -> definition.arn().toString())
                .orElseGet(() -> asked.arn(PATH, named == null ? "*" : named));
    }

    /** The roles of a revision, and those that overrides put in their place. */
    static List<String> roles(Asked asked, @Nullable String named, @Nullable TaskOverride overrides) {
        Optional<software.amazon.awssdk.services.ecs.model.TaskDefinition> definition =
                find(asked, named).map(TaskDefinitionDescription::of);
        Optional<TaskOverride> over = Optional.ofNullable(overrides);
        return Stream.of(
                        over.map(TaskOverride::taskRoleArn).or(() -> definition.map(one -> one.taskRoleArn())),
                        over.map(TaskOverride::executionRoleArn)
                                .or(() -> definition.map(one -> one.executionRoleArn())))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<TaskDefinition> find(Asked asked, @Nullable String named) {
        try {
            return named == null ? Optional.empty() : TaskDefinitions.find(asked.view(), asked.scope(), named);
        } catch (AwsError malformed) {
            // The operation itself will say that it is no name.
            return Optional.empty();
        }
    }
}
