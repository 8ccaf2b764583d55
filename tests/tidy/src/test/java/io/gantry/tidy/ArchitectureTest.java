package io.gantry.tidy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTest {
    @ParameterizedTest
    @CsvSource({
        "services/ecs,services/efs",
        "services/efs,placement",
        "services/ecs,adapters/store-embedded",
        "kernel/wire,services/ecs",
        "kernel/base,kernel/state",
        "kernel/wire,models/api",
        "placement,kernel/state",
        "agent/node,services/ecs",
        "adapters/store-embedded,agent/node",
        "adapters/runtime-docker,kernel/state",
        "services/ecs,apps/server",
        "apps/server,tests/kit"
    })
    void whatTheTableForbidsIsRefused(String from, String to) {
        assertThat(Architecture.refuseModule(from, to)).contains(from + " may not use " + to);
    }

    @ParameterizedTest
    @CsvSource({
        "services/ecs,placement",
        "services/ecs,kernel/wire",
        "apps/server,services/ecs",
        "tests/simulation,services/ecs",
        "adapters/runtime-docker,agent/node",
        "kernel/base,kernel/base"
    })
    void whatTheTableAllowsIsAllowed(String from, String to) {
        assertThat(Architecture.refuseModule(from, to)).isEmpty();
    }

    @Test
    void librariesStayWhereTheyBelong() {
        assertThat(Architecture.refuseLibrary("kernel/base", "tools.jackson.core.JsonParser"))
                .isPresent();
        assertThat(Architecture.refuseLibrary("kernel/wire", "software.amazon.awssdk.services.ecs.EcsClient"))
                .isPresent();
        assertThat(Architecture.refuseLibrary("services/ecs", "org.rocksdb.RocksDB"))
                .isPresent();
        assertThat(Architecture.refuseLibrary("kernel/base", "java.time.Instant"))
                .isEmpty();
        assertThat(Architecture.refuseLibrary("kernel/wire", "software.amazon.awssdk.core.SdkPojo"))
                .isEmpty();
    }

    @Test
    void pureModulesMeetNoWorld() {
        assertThat(Architecture.refuseWorld("services/ecs", "java.nio.file.Files"))
                .isPresent();
        assertThat(Architecture.refuseWorld("placement", "java.lang.Thread")).isPresent();
        assertThat(Architecture.refuseWorld("services/ecs", "java.net.Socket")).isPresent();
        assertThat(Architecture.refuseWorld("services/ecs", "java.net.URI")).isEmpty();
        assertThat(Architecture.refuseWorld("apps/server", "java.nio.file.Files"))
                .isEmpty();
    }

    @Test
    void aRoomIsSeenThroughItsDoorOnly() {
        assertThat(Architecture.refuseInside("apps/server", "io.gantry.ecs.task.Task"))
                .isPresent();
        assertThat(Architecture.refuseInside("apps/server", "io.gantry.ecs.Ecs$Context"))
                .isEmpty();
        assertThat(Architecture.refuseInside("apps/server", "io.gantry.elbv2.port.TrafficPlane"))
                .isEmpty();
    }

    @Test
    void aModuleWithoutARowIsAnError() {
        assertThatThrownBy(() -> Architecture.refuseModule("gadgets/one", "kernel/base"))
                .hasMessageContaining("no row");
    }
}
