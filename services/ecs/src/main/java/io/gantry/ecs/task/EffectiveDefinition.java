package io.gantry.ecs.task;

import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.taskdefinition.TaskDefinition;
import io.gantry.ecs.taskdefinition.rule.Draft;
import io.gantry.ecs.taskdefinition.rule.TaskDefinitionRules;
import io.gantry.wire.codec.AwsJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.TaskOverride;

/**
 * A task definition as one task runs it: with the overrides applied.
 *
 * @param definition AWS's shape
 * @param cpu CPU units of the whole task, 0 when it has no limit
 * @param memory MiB of the whole task, 0 when it has no limit
 */
public record EffectiveDefinition(
        software.amazon.awssdk.services.ecs.model.TaskDefinition definition, int cpu, int memory) {
    /**
     * Applies {@code overrides} to {@code stored}.
     *
     * @throws io.gantry.base.AwsError InvalidParameterException when an override names no container or variable,
     *     ClientException when a size is none
     */
    public static EffectiveDefinition of(TaskDefinition stored, TaskOverride overrides) {
        return of(
                AwsJson.read(stored.definition(), software.amazon.awssdk.services.ecs.model.TaskDefinition.builder()),
                overrides);
    }

    /** Applies {@code overrides} to a definition in AWS's shape. */
    static EffectiveDefinition of(
            software.amazon.awssdk.services.ecs.model.TaskDefinition plain, TaskOverride overrides) {
        Map<String, ContainerDefinition> containers = new LinkedHashMap<>();
        plain.containerDefinitions().forEach(container -> containers.put(container.name(), container));
        for (ContainerOverride override : overrides.containerOverrides()) {
            String name = override.name() == null ? "" : override.name();
            ContainerDefinition container = Optional.ofNullable(containers.get(name))
                    .orElseThrow(() -> EcsErrors.invalidParameter(
                            "Override for container named " + name + " is not a container in the TaskDefinition."));
            containers.put(name, apply(container, override));
        }
        software.amazon.awssdk.services.ecs.model.TaskDefinition definition = plain.toBuilder()
                .containerDefinitions(containers.values())
                .taskRoleArn(text(overrides.taskRoleArn()).orElse(plain.taskRoleArn()))
                .executionRoleArn(text(overrides.executionRoleArn()).orElse(plain.executionRoleArn()))
                .build();
        Draft draft = draft(
                definition,
                overrides.cpu() == null ? plain.cpu() : overrides.cpu(),
                overrides.memory() == null ? plain.memory() : overrides.memory());
        return new EffectiveDefinition(
                definition, draft.cpu().orElse(0), draft.memory().orElse(0));
    }

    /**
     * The same with images held to these digests, by container name: {@code web:1@sha256:...}, as AWS writes it.
     *
     * @see <a href="https://github.com/aws/amazon-ecs-agent/issues/4226">what DescribeTasks shows then</a>
     */
    EffectiveDefinition holding(Map<String, String> digests) {
        List<ContainerDefinition> held = definition.containerDefinitions().stream()
                .map(container -> Optional.ofNullable(digests.get(container.name()))
                        .filter(_ -> !container.image().contains("@"))
                        .map(digest -> container.toBuilder()
                                .image(container.image() + "@" + digest)
                                .build())
                        .orElse(container))
                .toList();
        return new EffectiveDefinition(
                definition.toBuilder().containerDefinitions(held).build(), cpu, memory);
    }

    /** The definition that {@code task} runs. */
    public static EffectiveDefinition of(TaskDefinition stored, Task task) {
        String json = task.launch().overrides();
        return of(stored, json.isEmpty() ? TaskOverride.builder().build() : AwsJson.read(json, TaskOverride.builder()));
    }

    private static ContainerDefinition apply(ContainerDefinition container, ContainerOverride override) {
        ContainerDefinition.Builder changed = container.toBuilder();
        if (override.hasCommand()) {
            changed.command(override.command());
        }
        if (override.hasEnvironment()) {
            checkNames(override);
            changed.environment(merged(container.environment(), override.environment()));
        }
        if (override.cpu() != null) {
            changed.cpu(override.cpu());
        }
        if (override.memory() != null) {
            changed.memory(override.memory());
        }
        if (override.memoryReservation() != null) {
            changed.memoryReservation(override.memoryReservation());
        }
        return changed.build();
    }

    private static void checkNames(ContainerOverride override) {
        boolean nameless = override.environment().stream()
                .anyMatch(pair -> pair.name() == null || pair.name().isEmpty());
        if (nameless) {
            throw EcsErrors.invalidParameter("Override for container named " + override.name()
                    + " holds an environment variable without a name.");
        }
    }

    private static List<KeyValuePair> merged(List<KeyValuePair> base, List<KeyValuePair> over) {
        Map<String, KeyValuePair> byName = new LinkedHashMap<>();
        base.forEach(pair -> byName.put(pair.name(), pair));
        over.forEach(pair -> byName.put(pair.name(), pair));
        return new ArrayList<>(byName.values());
    }

    /**
     * Refuses sizes that no definition could have been registered with.
     *
     * @throws io.gantry.base.AwsError ClientException
     */
    void checkSizes() {
        TaskDefinitionRules.checkSizes(draft(definition, text(cpu), text(memory)));
    }

    private static Draft draft(
            software.amazon.awssdk.services.ecs.model.TaskDefinition definition, String cpu, String memory) {
        return Draft.of(RegisterTaskDefinitionRequest.builder()
                .containerDefinitions(definition.containerDefinitions())
                .networkMode(definition.networkModeAsString())
                .cpu(cpu)
                .memory(memory)
                .build());
    }

    private static Optional<String> text(@Nullable String given) {
        return Optional.ofNullable(given).filter(text -> !text.isEmpty());
    }

    private static String text(int amount) {
        return amount == 0 ? "" : Integer.toString(amount);
    }
}
