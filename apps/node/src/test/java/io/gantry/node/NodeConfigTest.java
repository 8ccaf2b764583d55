package io.gantry.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.agent.node.ImageCleanup;
import io.gantry.settings.HostAndPort;
import io.gantry.settings.Settings;
import io.gantry.settings.SettingsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void nameServersAreTheHostsUnlessOthersAreNamed() {
        assertThat(config().nameServers()).isEmpty();
        assertThat(config("--node-name-servers=10.0.0.2, 127.0.0.1:5300").nameServers())
                .isEqualTo(List.of(new HostAndPort("10.0.0.2", 53), new HostAndPort("127.0.0.1", 5300)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dns.example", "10.0.0.256", "10.0.0", "10.0.0.2:0", "10.0.0.2:70000", "10.0.0.2.:53"})
    void aNameServerIsAnAddress(String text) {
        assertThatThrownBy(() -> config("--node-name-servers=" + text))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("node.name-servers");
    }

    @Test
    void imagesAreCleanedUpAsThePublicAgentDoesUnlessToldOtherwise() {
        assertThat(config().imageCleanup()).isEqualTo(ImageCleanup.Rules.DEFAULT);
        assertThat(config(
                                "--node-image-cleanup-interval=10m",
                                "--node-image-cleanup-minimum-age=5s",
                                "--node-image-cleanup-count=2")
                        .imageCleanup())
                .isEqualTo(new ImageCleanup.Rules(Duration.ofMinutes(10), Duration.ofSeconds(5), 2));
        assertThat(config("--node-image-cleanup=false").imageCleanup()).isEqualTo(ImageCleanup.Rules.NEVER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--node-image-cleanup=maybe",
                "--node-image-cleanup-interval=9m",
                "--node-image-cleanup-minimum-age=old",
                "--node-image-cleanup-count=0"
            })
    void aRuleForImagesThatCannotBeIsRefusedByName(String flag) {
        String key = flag.substring(2, flag.indexOf('=')).replaceFirst("-", ".");
        assertThatThrownBy(() -> config(flag))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(key);
    }

    @Test
    void aZoneThatIsNoneIsRefusedByName() {
        assertThatThrownBy(() -> config("--node-availability-zone=here, there"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("node.availability-zone");
    }
}
