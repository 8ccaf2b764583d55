package io.gantry.ecs.taskdefinition.rule;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Device;
import software.amazon.awssdk.services.ecs.model.KernelCapabilities;
import software.amazon.awssdk.services.ecs.model.LinuxParameters;
import software.amazon.awssdk.services.ecs.model.Tmpfs;
import software.amazon.awssdk.services.ecs.model.Ulimit;

/**
 * Linux parameters and ulimits.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinuxParameters.html">AWS:
 *     LinuxParameters</a>
 */
final class LinuxRule implements Rule {
    private static final Set<String> CAPABILITIES = Set.of(
            "ALL",
            "AUDIT_CONTROL",
            "AUDIT_READ",
            "AUDIT_WRITE",
            "BLOCK_SUSPEND",
            "CHOWN",
            "DAC_OVERRIDE",
            "DAC_READ_SEARCH",
            "FOWNER",
            "FSETID",
            "IPC_LOCK",
            "IPC_OWNER",
            "KILL",
            "LEASE",
            "LINUX_IMMUTABLE",
            "MAC_ADMIN",
            "MAC_OVERRIDE",
            "MKNOD",
            "NET_ADMIN",
            "NET_BIND_SERVICE",
            "NET_BROADCAST",
            "NET_RAW",
            "SETFCAP",
            "SETGID",
            "SETPCAP",
            "SETUID",
            "SYS_ADMIN",
            "SYS_BOOT",
            "SYS_CHROOT",
            "SYS_MODULE",
            "SYS_NICE",
            "SYS_PACCT",
            "SYS_PTRACE",
            "SYS_RAWIO",
            "SYS_RESOURCE",
            "SYS_TIME",
            "SYS_TTY_CONFIG",
            "SYSLOG",
            "WAKE_ALARM");

    private static final Set<String> MOUNT_OPTIONS = Set.of(
            "defaults",
            "ro",
            "rw",
            "suid",
            "nosuid",
            "dev",
            "nodev",
            "exec",
            "noexec",
            "sync",
            "async",
            "dirsync",
            "remount",
            "mand",
            "nomand",
            "atime",
            "noatime",
            "diratime",
            "nodiratime",
            "bind",
            "rbind",
            "unbindable",
            "runbindable",
            "private",
            "rprivate",
            "shared",
            "rshared",
            "slave",
            "rslave",
            "relatime",
            "norelatime",
            "strictatime",
            "nostrictatime",
            "mode",
            "uid",
            "gid",
            "nr_inodes",
            "nr_blocks",
            "mpol");

    @Override
    public void check(Draft draft) {
        for (ContainerDefinition container : draft.containers()) {
            checkUlimits(container);
            LinuxParameters linux = container.linuxParameters();
            if (linux == null) {
                continue;
            }
            if (draft.windows()) {
                throw Refusal.setting("linuxParameters", container, "It is not supported for Windows containers.");
            }
            checkMemory(container, linux);
            if (linux.capabilities() != null) {
                checkCapabilities(container, linux.capabilities());
            }
            for (Tmpfs tmpfs : linux.tmpfs()) {
                checkTmpfs(container, tmpfs);
            }
            for (Device device : linux.devices()) {
                if (device.hostPath() == null || !device.hostPath().startsWith("/")) {
                    throw Refusal.setting("devices", container, "hostPath must be an absolute path.");
                }
            }
        }
    }

    private static void checkUlimits(ContainerDefinition container) {
        Set<String> names = new HashSet<>();
        for (Ulimit ulimit : container.ulimits()) {
            if (!names.add(ulimit.nameAsString())) {
                throw Refusal.setting("ulimits", container, "'" + ulimit.nameAsString() + "' is given twice.");
            }
            boolean unlimited = ulimit.hardLimit() == -1;
            if (!unlimited && (ulimit.softLimit() > ulimit.hardLimit() || ulimit.softLimit() == -1)) {
                throw Refusal.setting(
                        "ulimits",
                        container,
                        "The softLimit of '" + ulimit.nameAsString() + "' must not be greater than its hardLimit.");
            }
        }
    }

    private static void checkMemory(ContainerDefinition container, LinuxParameters linux) {
        if (linux.swappiness() != null && (linux.swappiness() < 0 || linux.swappiness() > 100)) {
            throw Refusal.setting("swappiness", container, "It must be a whole number between 0 and 100.");
        }
        if (linux.maxSwap() != null && linux.maxSwap() < 0) {
            throw Refusal.setting("maxSwap", container, "It must be zero or greater.");
        }
        if (linux.sharedMemorySize() != null && linux.sharedMemorySize() < 0) {
            throw Refusal.setting("sharedMemorySize", container, "It must be zero or greater.");
        }
    }

    private static void checkCapabilities(ContainerDefinition container, KernelCapabilities capabilities) {
        for (List<String> names : List.of(capabilities.add(), capabilities.drop())) {
            for (String name : names) {
                if (!CAPABILITIES.contains(name)) {
                    throw Refusal.setting("capabilities", container, "'" + name + "' is no Linux capability.");
                }
            }
        }
    }

    private static void checkTmpfs(ContainerDefinition container, Tmpfs tmpfs) {
        if (tmpfs.containerPath() == null || !tmpfs.containerPath().startsWith("/")) {
            throw Refusal.setting("tmpfs", container, "containerPath must be an absolute path.");
        }
        if (tmpfs.size() == null || tmpfs.size() < 1) {
            throw Refusal.setting("tmpfs", container, "size must be at least 1 MiB.");
        }
        for (String option : tmpfs.mountOptions()) {
            if (!MOUNT_OPTIONS.contains(option.split("=", 2)[0])) {
                throw Refusal.setting("tmpfs", container, "'" + option + "' is no mount option.");
            }
        }
    }
}
