package io.gantry.sts;

import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import io.gantry.wire.Principal;
import io.gantry.wire.sigv4.Identity;
import io.gantry.wire.sigv4.Session;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.sts.model.GetSessionTokenRequest;
import software.amazon.awssdk.services.sts.model.GetSessionTokenResponse;

/** Gives a user, or root, temporary credentials that do what its long-lived ones do. */
final class GetSessionToken implements Operation<GetSessionTokenRequest, GetSessionTokenResponse> {
    private static final int DEFAULT_SECONDS = 43_200;
    private static final int USER_SECONDS = 129_600;

    /** Root gets an hour at most, and AWS grants it that when it asks for more. */
    private static final int ROOT_SECONDS = 3_600;

    private final SessionTokens tokens;

    GetSessionToken(SessionTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public GetSessionTokenResponse call(GetSessionTokenRequest in, CallContext call) {
        if (in.serialNumber() != null || in.tokenCode() != null) {
            throw StsErrors.unsupported("SerialNumber");
        }
        Principal principal = call.principal();
        if (principal.identity().session().isPresent()) {
            throw StsErrors.denied("Cannot call GetSessionToken with session credentials");
        }
        int most = principal.root() ? ROOT_SECONDS : USER_SECONDS;
        int wanted = in.durationSeconds() == null ? DEFAULT_SECONDS : in.durationSeconds();
        Session session = new Session(
                principal.arn(),
                principal.identity().userId(),
                "",
                tokens.now(),
                List.of(),
                List.of(),
                Optional.empty(),
                Set.of(),
                Optional.empty());
        Identity identity =
                new Identity(principal.identity().userId(), principal.identity().tags(), Optional.of(session));
        return GetSessionTokenResponse.builder()
                .credentials(tokens.issue(
                        call.accountId(),
                        principal.arn(),
                        principal.root(),
                        identity,
                        Duration.ofSeconds(Math.min(wanted, most))))
                .build();
    }
}
