package io.gantry.ecs.taskdefinition.rule;

import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.RuntimePlatform;

/** The runtime platform, ephemeral storage, and security options. */
final class PlatformRule implements Rule {
    private static final int LEAST_STORAGE = 21;
    private static final int MOST_STORAGE = 200;

    @Override
    public void check(Draft draft) {
        RuntimePlatform platform = draft.request().runtimePlatform();
        if (platform != null && draft.windows() && "ARM64".equals(platform.cpuArchitectureAsString())) {
            throw Refusal.because("The cpuArchitecture ARM64 is not supported for Windows containers.");
        }
        if (draft.request().ephemeralStorage() != null) {
            int size = draft.request().ephemeralStorage().sizeInGiB();
            if (size < LEAST_STORAGE || size > MOST_STORAGE) {
                throw Refusal.because("Invalid 'ephemeralStorage' setting for task. sizeInGiB must be between "
                        + LEAST_STORAGE + " and " + MOST_STORAGE + ", not " + size + ".");
            }
        }
        if (draft.windows()
                && (draft.request().pidModeAsString() != null || draft.request().ipcModeAsString() != null)) {
            throw Refusal.because("pidMode and ipcMode are not supported for Windows containers.");
        }
        draft.containers().forEach(PlatformRule::checkSecurity);
    }

    private static void checkSecurity(ContainerDefinition container) {
        if (container.credentialSpecs().size() > 1) {
            throw Refusal.setting("credentialSpecs", container, "At most one is allowed.");
        }
        for (String spec : container.credentialSpecs()) {
            if (!spec.matches("(credentialspec|credentialspecdomainless):.+")) {
                throw Refusal.setting(
                        "credentialSpecs",
                        container,
                        "'credentialspec:ARN' or 'credentialspecdomainless:ARN' is expected, not '" + spec + "'.");
            }
        }
        for (String option : container.dockerSecurityOptions()) {
            if (!option.matches("no-new-privileges|apparmor:.+|label:.+|credentialspec:.+")) {
                throw Refusal.setting(
                        "dockerSecurityOptions",
                        container,
                        "no-new-privileges, apparmor:PROFILE, label:VALUE or credentialspec:PATH is expected, not '"
                                + option + "'.");
            }
        }
    }
}
