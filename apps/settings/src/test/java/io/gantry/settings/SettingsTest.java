package io.gantry.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsTest {
    @TempDir
    Path home;

    private Settings load(Map<String, String> variables, String... commandLine) {
        Map<String, String> environment = new java.util.HashMap<>(variables);
        environment.put("GANTRY_HOME", home.toString());
        return Settings.load(List.of(commandLine), environment);
    }

    @Test
    void aFlagWinsOverTheEnvironmentWhichWinsOverTheFile() throws IOException {
        Files.writeString(
                home.resolve("gantry.conf"), "# mine\nlisten = 127.0.0.1:1\nregion=eu-west-1\nprofile = aws\n");

        Settings settings = load(
                Map.of("GANTRY_LISTEN", "127.0.0.1:2", "GANTRY_REGION", "eu-west-2"), "--listen=127.0.0.1:3", "up");

        assertThat(settings.address(Setting.LISTEN).port()).isEqualTo(3);
        assertThat(settings.region()).isEqualTo("eu-west-2");
        assertThat(settings.localProfile()).isFalse();
        assertThat(settings.accountId()).isEqualTo("000000000000");
        assertThat(settings.arguments()).containsExactly("up");
    }

    @Test
    void theHomeIsUnderTheUsersHomeUnlessTold() {
        assertThat(Settings.load(List.of(), Map.of("HOME", "/home/ada")).home())
                .isEqualTo(Path.of("/home/ada/.gantry"));
        assertThat(Settings.load(List.of("--home", "/srv/gantry"), Map.of("GANTRY_HOME", "/elsewhere"))
                        .home())
                .isEqualTo(Path.of("/srv/gantry"));
    }

    @Test
    void anUnknownSettingIsRefusedByNameWhereverItStands() throws IOException {
        assertThatThrownBy(() -> load(Map.of("GANTRY_LISTNE", "x")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("GANTRY_LISTNE");
        assertThatThrownBy(() -> load(Map.of(), "--listne", "x")).hasMessageContaining("--listne");
        Files.writeString(home.resolve("gantry.conf"), "listne = x\n");
        assertThatThrownBy(() -> load(Map.of()))
                .hasMessageContaining("\"listne\"")
                .hasMessageContaining("gantry.conf");
        Files.writeString(home.resolve("gantry.conf"), "home = /x\n");
        assertThatThrownBy(() -> load(Map.of())).hasMessageContaining("\"home\"");
    }

    @Test
    void aLineThatIsNoSettingIsRefusedWithItsNumber() throws IOException {
        Files.writeString(home.resolve("gantry.conf"), "\nlisten\n");
        assertThatThrownBy(() -> load(Map.of())).hasMessageContaining("gantry.conf:2");
        Files.writeString(home.resolve("gantry.conf"), "region = us-east-1\nregion = us-east-2\n");
        assertThatThrownBy(() -> load(Map.of())).hasMessageContaining("twice");
    }

    @Test
    void valuesAreCheckedWhenRead() {
        assertThatThrownBy(() -> load(Map.of(), "--account-id", "12").accountId())
                .hasMessageContaining("twelve digits");
        assertThatThrownBy(() -> load(Map.of(), "--region", "Mars").region()).hasMessageContaining("us-east-1");
        assertThatThrownBy(() -> load(Map.of(), "--profile", "fast").localProfile())
                .hasMessageContaining("local or aws");
        assertThatThrownBy(() -> load(Map.of(), "--listen", "4566").address(Setting.LISTEN))
                .hasMessageContaining("127.0.0.1:4566");
        assertThatThrownBy(() -> load(Map.of(), "--node-reserved-memory", "-1").number(Setting.NODE_RESERVED_MEMORY))
                .hasMessageContaining("whole number");
        assertThatThrownBy(() -> load(Map.of(), "--listen")).hasMessageContaining("needs a value");
    }

    @Test
    void loopbackIsToldFromTheRest() {
        assertThat(HostAndPort.parse(Setting.LISTEN, "127.0.0.1:1").loopback()).isTrue();
        assertThat(HostAndPort.parse(Setting.LISTEN, "[::1]:1").loopback()).isTrue();
        assertThat(HostAndPort.parse(Setting.LISTEN, "0.0.0.0:1").loopback()).isFalse();
        assertThat(HostAndPort.parse(Setting.LISTEN, ":1").loopback()).isFalse();
        assertThat(HostAndPort.parse(Setting.LISTEN, "127.0.0.1.example.org:1").loopback())
                .isFalse();
    }

    @Test
    void aKeyIsReadBackAndIsNobodyElsesToRead() throws IOException {
        AccessKey key = new AccessKey("AKIAAAAAAAAAAAAAAAAA", "s".repeat(39) + "=");
        key.write(AccessKey.rootFile(home));

        assertThat(AccessKey.read(AccessKey.rootFile(home))).contains(key);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(AccessKey.rootFile(home))))
                .isEqualTo("rw-------");
        assertThat(key.toString()).doesNotContain("sss");
        assertThat(key.fullLength()).isTrue();
        assertThat(new AccessKey("test", "test").fullLength()).isFalse();
        assertThat(AccessKey.read(AccessKey.nodeFile(home))).isEmpty();
    }

    @Test
    void anAnnouncementIsReadBack() throws IOException {
        assertThat(Announcement.read(home)).isEmpty();
        Announcement here = new Announcement("http://127.0.0.1:4566", "000000000000", "us-east-1", 42, false);
        here.write(home);
        assertThat(Announcement.read(home)).contains(here);
    }

    @Test
    void aTimeHasAUnit() {
        assertThat(load(Map.of(), "--replace-after", "90s").duration(Setting.REPLACE_AFTER))
                .isEqualTo(Duration.ofSeconds(90));
        assertThat(load(Map.of()).duration(Setting.REPLACE_AFTER)).isEqualTo(Duration.ofMinutes(5));
        assertThat(load(Map.of(), "--replace-after", "2h").duration(Setting.REPLACE_AFTER))
                .isEqualTo(Duration.ofHours(2));
        for (String wrong : List.of("5", "0s", "-1m", "soon", "5 m")) {
            assertThatThrownBy(() -> load(Map.of(), "--replace-after=" + wrong).duration(Setting.REPLACE_AFTER))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("replace-after");
        }
    }
}
