package io.gantry.wire.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessKeyIdsTest {
    @ParameterizedTest
    @ValueSource(strings = {"000000000000", "123456789012", "999999999999"})
    void anIdTellsItsAccount(String accountId) {
        String id = AccessKeyIds.of("AKIA", accountId, "ffffffffff");
        assertThat(id).matches("AKIA[A-Z2-7]{16}");
        assertThat(AccessKeyIds.accountOf(id)).contains(accountId);
    }

    /** The example of AWS's own page on identifiers. */
    @Test
    void idsOfAwsAreReadToo() {
        assertThat(AccessKeyIds.accountOf("ASIAQNZGKIQY56JQ7WML")).contains("029608264753");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AKIA", "AKIAIOSFODNN7EXAMPLE", "AKIA0000000000000000", "AKIAaaaaaaaaaaaaaaaa"})
    void otherIdsTellNothing(String id) {
        assertThat(AccessKeyIds.accountOf(id)).isEmpty();
    }

    @Test
    void aSecretHasFortyCharacters() {
        assertThat(AccessKeyIds.secret("ff".repeat(AccessKeyIds.SECRET_BYTES))).hasSize(40);
    }
}
