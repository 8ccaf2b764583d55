package io.gantry.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.settings.AccessKey;
import io.gantry.settings.Settings;
import io.gantry.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerConfigTest {
    private static final String LONG_SECRET = "s".repeat(40);

    @TempDir
    Path home;

    private ServerConfig config(String... flags) {
        return ServerConfig.of(Settings.load(List.of(flags), Map.of("GANTRY_HOME", home.toString())));
    }

    @Test
    void withoutAnySettingItListensOnLoopbackOnly() {
        ServerConfig config = config();
        assertThat(config.listen().toString()).isEqualTo("127.0.0.1:4566");
        assertThat(config.listen().loopback()).isTrue();
        assertThat(config.rootKey()).isEmpty();
        assertThat(config.localProfile()).isTrue();
    }

    @Test
    void shortRootKeysAreForLoopbackOnly() {
        String[] shortKeys = {"--root-access-key-id=test", "--root-secret-access-key=test"};
        assertThat(config(shortKeys).rootKey()).contains(new AccessKey("test", "test"));
        assertThatThrownBy(() -> config(shortKeys[0], shortKeys[1], "--listen", "0.0.0.0:4566"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("too short");
        assertThat(config(
                                "--root-access-key-id=AKIA123456789012",
                                "--root-secret-access-key=" + LONG_SECRET,
                                "--listen=0.0.0.0:1")
                        .rootKey())
                .isPresent();
        assertThatThrownBy(() -> config(shortKeys[0])).hasMessageContaining("both or neither");
    }

    @Test
    void anEndpointIsAUrlWithoutAPath() {
        assertThat(config("--endpoint", "http://gantry.example:4566/")
                        .endpoint()
                        .map(Object::toString))
                .contains("http://gantry.example:4566");
        assertThatThrownBy(() -> config("--endpoint", "gantry.example")).hasMessageContaining("URL");
    }

    @Test
    void keysAreMadeOnceAndLookLikeAwsKeys() throws IOException {
        Keys first = Keys.of(home, Optional.empty());
        assertThat(first.root().accessKeyId()).matches("AKIA[A-Z2-7]{16}");
        assertThat(first.root().secretAccessKey()).matches("[A-Za-z0-9+/]{40}");
        assertThat(first.node()).isNotEqualTo(first.root());
        assertThat(Keys.of(home, Optional.empty())).isEqualTo(first);
        assertThat(first.find(first.node().accessKeyId())).contains(first.node());
        assertThat(first.find("AKIANOBODY")).isEmpty();
    }

    @Test
    void aConfiguredRootKeyIsWrittenWhereTheShellFindsIt() throws IOException {
        AccessKey mine = new AccessKey("test", "test");
        assertThat(Keys.of(home, Optional.of(mine)).root()).isEqualTo(mine);
        assertThat(AccessKey.read(AccessKey.rootFile(home))).contains(mine);
    }
}
