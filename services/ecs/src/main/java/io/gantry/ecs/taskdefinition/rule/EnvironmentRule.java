package io.gantry.ecs.taskdefinition.rule;

import java.util.HashSet;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.EnvironmentFile;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.Secret;

/** Environment variables, files of them, and secrets, which need an execution role. */
final class EnvironmentRule implements Rule {
    private static final int MOST_FILES = 10;

    @Override
    public void check(Draft draft) {
        for (ContainerDefinition container : draft.containers()) {
            checkVariables(container);
            checkFiles(draft, container);
            if (!container.secrets().isEmpty() && !draft.hasExecutionRole()) {
                throw Refusal.because("When you are specifying container secrets, you must also specify a value for"
                        + " 'executionRoleArn'.");
            }
            if (container.repositoryCredentials() != null && !draft.hasExecutionRole()) {
                throw Refusal.because("When you are specifying repositoryCredentials, you must also specify a value for"
                        + " 'executionRoleArn'.");
            }
        }
    }

    private static void checkVariables(ContainerDefinition container) {
        Set<String> names = new HashSet<>();
        for (KeyValuePair variable : container.environment()) {
            if (variable.name() == null || variable.name().isEmpty()) {
                throw Refusal.setting("environment", container, "A variable's name should not be null or empty.");
            }
            names.add(variable.name());
        }
        for (Secret secret : container.secrets()) {
            if (secret.name() == null || secret.name().isEmpty()) {
                throw Refusal.setting("secrets", container, "A secret's name should not be null or empty.");
            }
            if (secret.valueFrom() == null || secret.valueFrom().isEmpty()) {
                throw Refusal.setting("secrets", container, "A secret's valueFrom should not be null or empty.");
            }
            if (!names.add(secret.name())) {
                throw Refusal.because("The secret name must be unique and not shared with any new or existing"
                        + " environment variables set on the container, such as '" + secret.name() + "'.");
            }
        }
    }

    private static void checkFiles(Draft draft, ContainerDefinition container) {
        if (container.environmentFiles().size() > MOST_FILES) {
            throw Refusal.setting(
                    "environmentFiles", container, "A container can have at most " + MOST_FILES + " files.");
        }
        for (EnvironmentFile file : container.environmentFiles()) {
            if (!file.value().matches("arn:aws[a-z-]*:s3:::[^/]+/.+\\.env")) {
                throw Refusal.setting(
                        "environmentFiles",
                        container,
                        "The ARN of an S3 object whose name ends in .env is expected, not '" + file.value() + "'.");
            }
            if (!draft.hasExecutionRole()) {
                throw Refusal.because("When you are specifying environmentFiles, you must also specify a value for"
                        + " 'executionRoleArn'.");
            }
        }
    }
}
