package io.gantry.agent.protocol;

/**
 * Temporary credentials of a role for one task (agent-protocol.md 6.4). The text form leaves the secrets out.
 *
 * @param credentialsId stays the same for the life of the task; only the data under it is refreshed
 * @param expiration ISO 8601, for example {@code 2030-01-01T06:00:00Z}; echoed in the acknowledgement as it is
 */
public record RoleCredentials(
        String credentialsId,
        String roleArn,
        String accessKeyId,
        String secretAccessKey,
        String sessionToken,
        String expiration,
        String credentialScope) {

    @Override
    public String toString() {
        return "RoleCredentials[" + credentialsId + ", " + roleArn + ", until " + expiration + "]";
    }
}
