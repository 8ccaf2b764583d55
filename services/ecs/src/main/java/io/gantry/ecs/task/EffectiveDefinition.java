package io.gantry.ecs.task;

import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.taskdefinition.TaskDefinition;
import io.gantry.wire.codec.AwsJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
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
    private static final int UNITS = 1024;
    private static final Pattern NUMBER = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*(vcpu|gb|mb)?");

    /**
     * Applies {@code overrides} to {@code stored}.
     *
     * @throws io.gantry.base.AwsError InvalidParameterException when an override names no container or is no number
     */
    public static EffectiveDefinition of(TaskDefinition stored, TaskOverride overrides) {
        software.amazon.awssdk.services.ecs.model.TaskDefinition plain =
                AwsJson.read(stored.definition(), software.amazon.awssdk.services.ecs.model.TaskDefinition.builder());
        Map<String, ContainerDefinition> containers = new LinkedHashMap<>();
        plain.containerDefinitions().forEach(container -> containers.put(container.name(), container));
        for (ContainerOverride override : overrides.containerOverrides()) {
            String name = override.name() == null ? "" : override.name();
            ContainerDefinition container = Optional.ofNullable(containers.get(name))
                    .orElseThrow(() -> EcsErrors.invalidParameter(
                            "Override for container named " + name + " is not a container in the TaskDefinition."));
            containers.put(name, apply(container, override));
        }
        String cpu = overrides.cpu() == null ? plain.cpu() : overrides.cpu();
        String memory = overrides.memory() == null ? plain.memory() : overrides.memory();
        return new EffectiveDefinition(
                plain.toBuilder().containerDefinitions(containers.values()).build(),
                amount("cpu", cpu),
                amount("memory", memory));
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

    private static List<KeyValuePair> merged(List<KeyValuePair> base, List<KeyValuePair> over) {
        Map<String, KeyValuePair> byName = new LinkedHashMap<>();
        base.forEach(pair -> byName.put(pair.name(), pair));
        over.forEach(pair -> byName.put(pair.name(), pair));
        return new ArrayList<>(byName.values());
    }

    /** CPU units or MiB: a plain number, or one with vCPU or GB behind it. */
    private static int amount(String what, String text) {
        if (text == null || text.isEmpty()) {
            return 0;
        }
        Matcher matcher = NUMBER.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw EcsErrors.invalidParameter("Invalid '" + what + "' setting for task: " + text);
        }
        String unit = matcher.group(2);
        boolean scaled = unit != null && !unit.equals("mb");
        double amount = Double.parseDouble(matcher.group(1)) * (scaled ? UNITS : 1);
        if (amount > Integer.MAX_VALUE) {
            throw EcsErrors.invalidParameter("Invalid '" + what + "' setting for task: " + text);
        }
        return (int) Math.round(amount);
    }
}
