package io.gantry.ecs.taskdefinition.rule;

import java.util.Set;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.SystemControl;

/**
 * Kernel parameters: only those of a namespace that the containers do not share with the host.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_SystemControl.html">AWS: SystemControl</a>
 */
final class SystemControlRule implements Rule {
    private static final Set<String> IPC = Set.of(
            "kernel.msgmax",
            "kernel.msgmnb",
            "kernel.msgmni",
            "kernel.sem",
            "kernel.shmall",
            "kernel.shmmax",
            "kernel.shmmni",
            "kernel.shm_rmid_forced");

    @Override
    public void check(Draft draft) {
        for (ContainerDefinition container : draft.containers()) {
            for (SystemControl control : container.systemControls()) {
                check(draft, container, control);
            }
        }
    }

    private static void check(Draft draft, ContainerDefinition container, SystemControl control) {
        String namespace = control.namespace();
        if (namespace == null || control.value() == null) {
            throw Refusal.setting("systemControls", container, "namespace and value should not be null.");
        }
        boolean ipc = IPC.contains(namespace) || namespace.startsWith("fs.mqueue.");
        boolean net = namespace.startsWith("net.");
        if (!ipc && !net) {
            throw Refusal.setting(
                    "systemControls",
                    container,
                    "'" + namespace + "' is not namespaced. Use a parameter that starts with net. or fs.mqueue., or one"
                            + " of " + String.join(", ", IPC.stream().sorted().toList()) + ".");
        }
        if (net && draft.networkMode().equals("host")) {
            throw Refusal.setting(
                    "systemControls", container, "'" + namespace + "' is not supported when networkMode=host.");
        }
        if (ipc && "host".equals(draft.request().ipcModeAsString())) {
            throw Refusal.setting(
                    "systemControls", container, "'" + namespace + "' is not supported when ipcMode=host.");
        }
    }
}
