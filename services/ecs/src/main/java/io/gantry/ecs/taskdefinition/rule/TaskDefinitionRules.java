package io.gantry.ecs.taskdefinition.rule;

import io.gantry.base.AwsError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All the rules, in the order in which they are asked. */
public final class TaskDefinitionRules {
    private static final List<Rule> ALWAYS = List.of(
            new FamilyRule(),
            new ContainerNameRule(),
            new ContainerSizeRule(),
            new PortRule(),
            new NetworkRule(),
            new VolumeRule(),
            new MountRule(),
            new DependencyRule(),
            new LogRule(),
            new FirelensRule(),
            new HealthCheckRule(),
            new LifecycleRule(),
            new EnvironmentRule(),
            new LinuxRule(),
            new SystemControlRule(),
            new ProxyRule(),
            new ResourceRule(),
            new RoleRule(),
            new PlacementRule(),
            new PlatformRule());

    private static final Map<String, Rule> BY_LAUNCH_TYPE = byLaunchType();

    private TaskDefinitionRules() {}

    private static Map<String, Rule> byLaunchType() {
        Map<String, Rule> rules = new LinkedHashMap<>();
        rules.put("EC2", new Ec2Rule());
        rules.put("FARGATE", new FargateRule());
        rules.put("EXTERNAL", new ExternalRule());
        rules.put("MANAGED_INSTANCES", new ManagedInstancesRule());
        return rules;
    }

    /**
     * Checks a draft and answers the launch types that can run it, {@code compatibilities}.
     *
     * @throws AwsError ClientException when a rule is broken, one of a launch type in {@code requiresCompatibilities}
     *     included, or when no launch type can run it
     */
    public static List<String> check(Draft draft) {
        ALWAYS.forEach(rule -> rule.check(draft));
        for (String required : draft.request().requiresCompatibilitiesAsStrings()) {
            Rule rule = BY_LAUNCH_TYPE.get(required);
            if (rule == null) {
                throw Refusal.because("Invalid requiresCompatibilities value '" + required + "'. Valid values are "
                        + String.join(", ", BY_LAUNCH_TYPE.keySet()) + ".");
            }
            rule.check(draft);
        }
        List<String> compatible = BY_LAUNCH_TYPE.entrySet().stream()
                .filter(rule -> accepts(rule.getValue(), draft))
                .map(Map.Entry::getKey)
                .toList();
        if (compatible.isEmpty()) {
            new Ec2Rule().check(draft);
        }
        return new ArrayList<>(compatible);
    }

    /**
     * Checks the sizes of a definition as one task is to run it on an instance, overrides applied.
     *
     * @throws AwsError ClientException when they break a rule
     */
    public static void checkSizes(Draft effective) {
        new ContainerSizeRule().check(effective);
        new Ec2Rule().check(effective);
    }

    private static boolean accepts(Rule rule, Draft draft) {
        try {
            rule.check(draft);
            return true;
        } catch (AwsError refused) {
            return false;
        }
    }
}
