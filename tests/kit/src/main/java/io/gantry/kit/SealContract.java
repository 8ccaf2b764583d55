package io.gantry.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.base.Seal;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every seal promises. */
public abstract class SealContract {
    /** A seal; asked twice in one test, one with the same key. */
    protected abstract Seal seal() throws IOException;

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "ein Schlüssel, 鍵\n\0", "{\"a\":\"b\"}"})
    void whatIsSealedIsOpened(String plain) throws IOException {
        Seal seal = seal();
        assertThat(seal.open(seal.seal(plain, "here"), "here")).contains(plain);
    }

    @Test
    void whatIsSealedShowsNothing() throws IOException {
        String sealed = seal().seal("wJalrXUtnFEMI", "here");
        assertThat(sealed).matches("[A-Za-z0-9+/]+").doesNotContain("wJalr");
    }

    @Test
    void theSameTextIsSealedToSomethingElseEachTime() throws IOException {
        Seal seal = seal();
        assertThat(seal.seal("secret", "here")).isNotEqualTo(seal.seal("secret", "here"));
    }

    @Test
    void itOpensOnlyWhereItBelongs() throws IOException {
        Seal seal = seal();
        assertThat(seal.open(seal.seal("secret", "here"), "there")).isEmpty();
    }

    @Test
    void anAlteredTextIsWorthNothing() throws IOException {
        Seal seal = seal();
        String sealed = seal.seal("secret", "here");
        for (int i = 0; i < sealed.length() - 1; i++) {
            char other = sealed.charAt(i) == 'A' ? 'B' : 'A';
            String altered = sealed.substring(0, i) + other + sealed.substring(i + 1);
            assertThat(seal.open(altered, "here")).as(altered).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "secret", "???", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void whatWasNeverSealedIsNotOpened(String text) throws IOException {
        assertThat(seal().open(text, "here")).isEmpty();
    }
}
