package io.gantry.ecs.taskdefinition.rule;

import java.util.List;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.FirelensConfiguration;

/** A log router and those that log through it: neither without the other. */
final class FirelensRule implements Rule {
    @Override
    public void check(Draft draft) {
        List<ContainerDefinition> routers = draft.containers().stream()
                .filter(container -> container.firelensConfiguration() != null)
                .toList();
        boolean used = draft.containers().stream()
                .anyMatch(container -> container.logConfiguration() != null
                        && "awsfirelens".equals(container.logConfiguration().logDriverAsString()));
        if (routers.size() > 1) {
            throw Refusal.because("Only one container of a task definition can have a firelensConfiguration.");
        }
        if (!routers.isEmpty() && !used) {
            throw Refusal.because("When a firelensConfiguration object is specified, at least one container has to be"
                    + " configured with the awsfirelens log driver.");
        }
        if (routers.isEmpty() && used) {
            throw Refusal.because(
                    "When the awsfirelens log driver is specified, one container has to be configured with"
                            + " a firelensConfiguration object.");
        }
        routers.forEach(router -> checkOptions(router, router.firelensConfiguration()));
    }

    private static void checkOptions(ContainerDefinition router, FirelensConfiguration firelens) {
        String type = firelens.options().get("config-file-type");
        String value = firelens.options().get("config-file-value");
        if (type != null && !type.equals("s3") && !type.equals("file")) {
            throw Refusal.setting("firelensConfiguration", router, "config-file-type must be s3 or file.");
        }
        if ((type == null) != (value == null)) {
            throw Refusal.setting(
                    "firelensConfiguration", router, "config-file-type and config-file-value must be given together.");
        }
        String metadata = firelens.options().get("enable-ecs-log-metadata");
        if (metadata != null && !metadata.equals("true") && !metadata.equals("false")) {
            throw Refusal.setting("firelensConfiguration", router, "enable-ecs-log-metadata must be true or false.");
        }
    }
}
