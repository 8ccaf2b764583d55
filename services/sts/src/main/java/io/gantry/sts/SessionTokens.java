package io.gantry.sts;

import io.gantry.base.Env;
import io.gantry.base.Seal;
import io.gantry.records.Json;
import io.gantry.sts.port.SessionLife;
import io.gantry.wire.sigv4.AccessKeyIds;
import io.gantry.wire.sigv4.Credential;
import io.gantry.wire.sigv4.CredentialStore;
import io.gantry.wire.sigv4.Identity;
import io.gantry.wire.sigv4.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * Makes sessions and finds them again in the tokens that come along with calls: nothing of a session is stored.
 *
 * <p>A token is JSON, compressed and sealed to its access key, so nobody reads or alters it, and it is worth nothing with
 * another key.
 */
final class SessionTokens implements CredentialStore {
    /** AWS's limit for session policies and tags in its own packed form, which it does not publish; ours is compressed too. */
    private static final int PACKED_BYTES = 2_048;

    private static final int PERCENT = 100;
    private static final int LARGEST = 1 << 16;

    /** Sessions held open; when there are more, all are opened again. */
    private static final int MOST = 512;

    private final Env env;
    private final Seal seal;
    private final SessionLife life;
    private final AtomicReference<Map<String, SessionToken>> opened = new AtomicReference<>(Map.of());

    SessionTokens(Env env, Seal seal, SessionLife life) {
        this.env = env;
        this.seal = seal;
        this.life = life;
    }

    /**
     * New credentials.
     *
     * @param arn whom they stand for
     */
    Credentials issue(String accountId, String arn, boolean root, Identity identity, Duration duration) {
        Instant now = env.now().truncatedTo(ChronoUnit.SECONDS);
        SessionToken token = new SessionToken(
                AccessKeyIds.of("ASIA", accountId, env.newSecret(AccessKeyIds.RANDOM_BYTES)),
                AccessKeyIds.secret(env.newSecret(AccessKeyIds.SECRET_BYTES)),
                accountId,
                arn,
                root,
                now.plus(duration),
                identity);
        return Credentials.builder()
                .accessKeyId(token.accessKeyId())
                .secretAccessKey(token.secretAccessKey())
                .sessionToken(
                        seal.seal(Packed.pack(Json.MAPPER.writeValueAsBytes(token)), binding(token.accessKeyId())))
                .expiration(token.expiration())
                .build();
    }

    /** The present second, in which a session begins. */
    Instant now() {
        return env.now().truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * How much of the allowed size the session's policies and tags take, in percent.
     *
     * @throws AwsError PackedPolicyTooLarge
     */
    static int packedPercent(Session session, Map<String, String> tags) {
        byte[] all = Json.MAPPER.writeValueAsBytes(List.of(session.policies(), session.policyArns(), tags));
        int percent = (Packed.size(all) * PERCENT + PACKED_BYTES - 1) / PACKED_BYTES;
        if (percent > PERCENT) {
            throw StsErrors.packedPolicyTooLarge(percent);
        }
        return percent;
    }

    @Override
    public Optional<Credential> find(String accessKeyId) {
        return Optional.empty();
    }

    @Override
    public Optional<Credential> find(String accessKeyId, Optional<String> sessionToken) {
        return sessionToken
                .flatMap(text -> open(accessKeyId, text))
                .filter(token -> token.identity().session().stream()
                        .allMatch(session -> life.goesOn(token.accountId(), session)))
                .map(token -> new Credential(
                        token.secretAccessKey(),
                        token.accountId(),
                        token.arn(),
                        token.root(),
                        sessionToken,
                        Optional.of(token.expiration()),
                        token.identity()));
    }

    private Optional<SessionToken> open(String accessKeyId, String text) {
        Map<String, SessionToken> known = Objects.requireNonNull(opened.get());
        SessionToken token = known.get(text);
        if (token != null) {
            return Optional.of(token).filter(found -> found.accessKeyId().equals(accessKeyId));
        }
        Optional<SessionToken> found = seal.open(text, binding(accessKeyId))
                .map(packed -> Json.MAPPER.readValue(Packed.unpack(packed, LARGEST), SessionToken.class));
        if (found.isPresent()) {
            Map<String, SessionToken> next = new HashMap<>(known.size() < MOST ? known : Map.of());
            next.put(text, found.get());
            // Losing a race only means that another request opens it again.
            opened.compareAndSet(known, next);
        }
        return found;
    }

    private static String binding(String accessKeyId) {
        return "sts/session/" + accessKeyId;
    }
}
