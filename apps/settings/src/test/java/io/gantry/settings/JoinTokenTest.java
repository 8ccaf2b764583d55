package io.gantry.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class JoinTokenTest {
    @Test
    void aTokenIsReadBackAndShowsNoSecret() {
        JoinToken token = new JoinToken(new AccessKey("AKIAAAAAAAAAAAAAAAAA", "abc/def+ghi"), "eu-west-1");
        assertThat(JoinToken.parse(token.text())).isEqualTo(token);
        assertThat(token.text()).doesNotContain("abc/def").matches("[\\w.-]+");
        assertThat(token.toString()).doesNotContain("abc/def");
    }

    @Test
    void anythingElseIsRefusedWithWhatToDo() {
        for (String text : new String[] {"", "gantry1.", "gantry1.@@@", "gantry1.YWJj", "eyJhbGciOi"}) {
            assertThatThrownBy(() -> JoinToken.parse(text))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("./gantry env --join");
        }
    }
}
