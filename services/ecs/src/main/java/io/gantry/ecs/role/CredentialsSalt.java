package io.gantry.ecs.role;

import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Table;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What makes the ids under which containers ask for their task's credentials unpredictable, and the same for as long as a task
 * lives: containers hold the URL, also when this server has been started anew.
 *
 * @param id there is one
 * @param salt at random
 */
public record CredentialsSalt(String id, String salt) {
    /** The one. */
    public static final String ID = "salt";

    /** The table of the one. */
    public static final Table<CredentialsSalt> TABLE =
            Table.of("ecs/credentials-salt", CredentialsSalt::id, JsonRecordCodec.of(CredentialsSalt.class));

    /** The id of a task's credentials, in the form of a UUID. */
    public String credentialsId(String taskArn) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest((salt + taskArn).getBytes(StandardCharsets.UTF_8));
            String hex = HexFormat.of().formatHex(digest);
            return String.join(
                    "-",
                    hex.substring(0, 8),
                    hex.substring(8, 12),
                    hex.substring(12, 16),
                    hex.substring(16, 20),
                    hex.substring(20, 32));
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    /** Not the salt. */
    @Override
    public String toString() {
        return "CredentialsSalt";
    }
}
