package io.gantry.ecs.resource;

import io.gantry.base.Limits;
import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Table;
import io.gantry.state.Tx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The table of client tokens: a call repeated with its token within {@link io.gantry.base.Limits#CLIENT_TOKEN_LIFE} makes
 * nothing again. Both methods belong into the transaction that does the call's work.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/ECS_Idempotency.html">ECS: idempotency</a>
 */
public final class ClientTokens {
    /** Client tokens by {@link ClientToken#id()}. */
    public static final Table<ClientToken> TABLE =
            Table.of("ecs/client-token", ClientToken::id, JsonRecordCodec.of(ClientToken.class));

    private static final Pattern FORM = Pattern.compile("[!-~]{0,64}");

    private ClientTokens() {}

    /**
     * {@code token} as it may be.
     *
     * @throws io.gantry.base.AwsError InvalidParameterException when it is too long or holds more than printable ASCII
     */
    public static String checked(String token) {
        if (!FORM.matcher(token).matches()) {
            throw EcsErrors.invalidParameter(
                    "clientToken can have at most 64 characters, all of them in the range of 33-126.");
        }
        return token;
    }

    /**
     * What an earlier call with this token made; empty when there was none.
     *
     * @param parameters the call's parameters as text, the same text for the same parameters
     * @throws io.gantry.base.AwsError ConflictException when the earlier call had other parameters
     */
    public static Optional<List<String>> made(Tx tx, Scope scope, String operation, String token, String parameters) {
        Optional<ClientToken> used = tx.get(TABLE, ClientToken.id(scope, operation, token))
                .filter(found -> found.usedAt().plus(Limits.CLIENT_TOKEN_LIFE).isAfter(tx.now()));
        if (used.isPresent() && !used.get().fingerprint().equals(fingerprint(parameters))) {
            throw EcsErrors.conflict(
                    "The " + operation + " request could not be processed due to conflicts. The provided clientToken is"
                            + " already in use with the following resourceIds: "
                            + used.get().resources() + ".",
                    used.get().resources());
        }
        return used.map(ClientToken::resources);
    }

    /** Remembers that the call with this token made {@code resources}. */
    public static void remember(
            Tx tx, Scope scope, String operation, String token, String parameters, List<String> resources) {
        tx.put(TABLE, new ClientToken(scope, operation, token, fingerprint(parameters), resources, tx.now()));
    }

    private static String fingerprint(String parameters) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(parameters.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
