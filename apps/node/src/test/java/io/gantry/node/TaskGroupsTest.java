package io.gantry.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.agent.node.port.ContainerRuntime.Engine;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups on a directory that plays the kernel's, and slices asked of a program that plays systemd's. */
final class TaskGroupsTest {
    @TempDir
    Path folder;

    private static Engine engine(int version, String driver) {
        return new Engine("20.10.24", "1.41", "1.12", List.of(), List.of(), version, driver, "/var/lib/docker");
    }

    private String systemctl(String script) throws IOException {
        Path program = folder.resolve("systemctl");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program.toString();
    }

    @Test
    void systemdIsAskedForASliceWithTheTasksLimits() throws IOException {
        Path asked = folder.resolve("asked");
        TaskGroups groups =
                new TaskGroups(engine(2, "systemd"), folder.resolve("cgroup"), systemctl("echo \"$@\" >> " + asked), 0);
        assertThat(groups.usable()).isTrue();

        assertThat(groups.create("0f01", 0.25, 512)).contains("ecstasks-0f01.slice");
        assertThat(groups.create("0f02", 0, 64)).contains("ecstasks-0f02.slice");
        groups.remove("0f01");

        assertThat(Files.readAllLines(asked))
                .containsExactly(
                        "show --property=Version",
                        "set-property --runtime ecstasks-0f01.slice CPUQuota=25% MemoryMax=536870912",
                        "set-property --runtime ecstasks-0f02.slice MemoryMax=67108864",
                        "stop ecstasks-0f01.slice",
                        "revert ecstasks-0f01.slice");
    }

    @Test
    void aSliceThatCannotBeMadeEndsTheTaskInItsWords() throws IOException {
        TaskGroups groups = new TaskGroups(
                engine(2, "systemd"),
                folder.resolve("cgroup"),
                systemctl("[ \"$1\" = show ] || { echo Access denied >&2; exit 1; }"),
                0);
        assertThatThrownBy(() -> groups.create("0f01", 1, 0))
                .isInstanceOf(RuntimeFailure.class)
                .hasMessageContaining("unable to create cgroup for task 0f01")
                .hasMessageContaining("Access denied");
    }

    @Test
    void withoutSystemdAtHandTasksAreNotLimitedAndItIsKnown() {
        TaskGroups groups = new TaskGroups(engine(2, "systemd"), folder, "/no/such/systemctl", 0);
        assertThat(groups.usable()).isFalse();
        assertThat(groups.create("0f01", 1, 64)).isEmpty();
    }

    @Test
    void versionOneTakesQuotaAndLimitInTheirHierarchies() throws IOException {
        TaskGroups groups = new TaskGroups(engine(1, "cgroupfs"), folder, "/no/such/systemctl", 0);
        assertThat(groups.usable()).isTrue();
        // The kernel makes these files with the directory.
        Path cpu = Files.createDirectories(folder.resolve("cpu/ecs/0f01"));
        Path memory = Files.createDirectories(folder.resolve("memory/ecs/0f01"));
        Files.writeString(cpu.resolve("cpu.cfs_period_us"), "50000\n");
        Files.writeString(cpu.resolve("cpu.cfs_quota_us"), "-1\n");
        Files.writeString(memory.resolve("memory.limit_in_bytes"), "9223372036854771712\n");

        assertThat(groups.create("0f01", 0.5, 32)).contains("/ecs/0f01");
        assertThat(Files.readString(cpu.resolve("cpu.cfs_period_us"))).isEqualTo("100000");
        assertThat(Files.readString(cpu.resolve("cpu.cfs_quota_us"))).isEqualTo("50000");
        assertThat(Files.readString(memory.resolve("memory.limit_in_bytes"))).isEqualTo("33554432");
    }

    @Test
    void versionTwoTakesBothInOneGroup() throws IOException {
        Path group = Files.createDirectories(folder.resolve("ecstasks-probe.slice"));
        Files.writeString(group.resolve("memory.max"), "max\n");
        Files.writeString(group.resolve("cpu.max"), "max 100000\n");
        TaskGroups groups = new TaskGroups(engine(2, "cgroupfs"), folder, "/no/such/systemctl", 0);
        assertThat(groups.usable()).isTrue();
        Path task = Files.createDirectories(folder.resolve("ecstasks-0f01.slice"));
        Files.writeString(task.resolve("memory.max"), "max\n");
        Files.writeString(task.resolve("cpu.max"), "max 100000\n");

        assertThat(groups.create("0f01", 2, 256)).contains("/ecstasks-0f01.slice");
        assertThat(Files.readString(task.resolve("cpu.max"))).isEqualTo("200000 100000");
        assertThat(Files.readString(task.resolve("memory.max"))).isEqualTo("268435456");
    }

    @Test
    void emptyGroupsAreRemovedFromEveryHierarchy() throws IOException {
        TaskGroups groups = new TaskGroups(engine(1, "cgroupfs"), folder, "/no/such/systemctl", 0);
        for (String hierarchy : List.of("cpu", "memory", "pids")) {
            Files.createDirectories(folder.resolve(hierarchy + "/ecs/0f01"));
        }
        groups.remove("0f01");
        for (String hierarchy : List.of("cpu", "memory", "pids")) {
            assertThat(folder.resolve(hierarchy + "/ecs/0f01")).doesNotExist();
        }
    }

    @Test
    void theHostsLimitOfProcessesHoldsForEveryTask() throws IOException {
        Path asked = folder.resolve("asked");
        TaskGroups slices = new TaskGroups(engine(2, "systemd"), folder, systemctl("echo \"$@\" >> " + asked), 50);
        assertThat(slices.limitsEveryTask()).isTrue();
        assertThat(slices.create("0f01", 0, 0)).contains("ecstasks-0f01.slice");
        assertThat(Files.readAllLines(asked)).contains("set-property --runtime ecstasks-0f01.slice TasksMax=50");

        TaskGroups groups = new TaskGroups(engine(1, "cgroupfs"), folder, "/no/such/systemctl", 50);
        Path limit = Files.createDirectories(folder.resolve("pids/ecs/0f01")).resolve("pids.max");
        Files.writeString(limit, "max\n");
        assertThat(groups.create("0f01", 0, 0)).contains("/ecs/0f01");
        assertThat(Files.readString(limit)).isEqualTo("50");
        assertThatThrownBy(() -> groups.create("0f02", 0, 0))
                .isInstanceOf(RuntimeFailure.class)
                .hasMessageContaining("pids controller");
    }
}
