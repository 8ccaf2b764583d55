package io.gantry.ecs.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ecs.EcsRoom;
import io.gantry.records.Json;
import io.gantry.records.JsonRecordCodec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ContainerInstanceTest {
    private static final Instant REGISTERED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = REGISTERED.plusSeconds(60);

    private static final ContainerInstance NEW = new ContainerInstance(
            EcsRoom.scope(),
            "default",
            "a1",
            "a1",
            ContainerInstance.Status.ACTIVE,
            false,
            0,
            "",
            AgentVersion.UNKNOWN,
            Map.of(),
            Map.of(),
            REGISTERED,
            1,
            List.of(),
            Optional.empty(),
            REGISTERED,
            REGISTERED);

    @Test
    void theMomentIsThatOfTheLastChangeOfTheAgentsVerdict() {
        ContainerInstance connected = NEW.connected(AgentVersion.UNKNOWN, LATER);
        assertThat(connected.agentChangedAt()).isEqualTo(LATER);
        assertThat(connected
                        .connected(AgentVersion.UNKNOWN, LATER.plusSeconds(9))
                        .agentChangedAt())
                .isEqualTo(LATER);
        ContainerInstance away = connected.disconnected(LATER.plusSeconds(30));
        assertThat(away.agentChangedAt()).isEqualTo(LATER.plusSeconds(30));
        assertThat(away.disconnected(LATER.plusSeconds(40))).isEqualTo(away);
    }

    @Test
    void anInstanceThatAnEarlierReleaseStoredCanBeRead() {
        ObjectNode stored = Json.MAPPER.valueToTree(NEW.connected(AgentVersion.UNKNOWN, LATER));
        assertThat(stored.remove("agentChangedAt")).isNotNull();
        ContainerInstance read =
                JsonRecordCodec.of(ContainerInstance.class).decode(Json.MAPPER.writeValueAsBytes(stored));
        assertThat(read.agentChangedAt()).isEqualTo(REGISTERED);
    }
}
