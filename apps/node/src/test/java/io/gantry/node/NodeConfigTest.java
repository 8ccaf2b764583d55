package io.gantry.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.settings.Settings;
import io.gantry.settings.SettingsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NodeConfigTest {
    @TempDir
    Path home;

    private NodeConfig config(String... flags) {
        List<String> all = new ArrayList<>(List.of(flags));
        all.add("--home=" + home);
        return NodeConfig.of(Settings.load(all, Map.of()), Map.of());
    }

    @Test
    void theZoneIsAnAttributeBesideThoseOfTheOperator() {
        assertThat(config().attributes()).isEmpty();
        assertThat(config("--node-availability-zone=us-east-1b", "--node-attributes=rack=7,stack=prod")
                        .attributes())
                .isEqualTo(Map.of("ecs.availability-zone", "us-east-1b", "rack", "7", "stack", "prod"));
    }

    @Test
    void aZoneThatIsNoneIsRefusedByName() {
        assertThatThrownBy(() -> config("--node-availability-zone=here, there"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("node.availability-zone");
    }
}
