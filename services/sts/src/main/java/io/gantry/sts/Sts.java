package io.gantry.sts;

import io.gantry.access.AccessTable;
import io.gantry.access.PrincipalPolicies;
import io.gantry.base.Env;
import io.gantry.base.Seal;
import io.gantry.models.sts.StsApi;
import io.gantry.sts.port.SessionLife;
import io.gantry.wire.AwsCaller;
import io.gantry.wire.Offers;
import io.gantry.wire.Operation;
import io.gantry.wire.model.OperationType;
import io.gantry.wire.sigv4.CredentialStore;
import java.util.List;
import java.util.Map;

/** The door of the STS room: what it offers, as data. */
public final class Sts {
    /** The text beside a service's call of AssumeRole that says to what the session is bound: it ends with it. */
    public static final String BOUND_TO = AssumeRole.BOUND_TO;

    private final Map<OperationType<?, ?>, Operation<?, ?>> operations;
    private final CredentialStore sessions;

    private Sts(Map<OperationType<?, ?>, Operation<?, ?>> operations, CredentialStore sessions) {
        this.operations = operations;
        this.sessions = sessions;
    }

    /**
     * What the room needs of the world.
     *
     * @param env the clock and randomness
     * @param seal what hides sessions in their tokens
     * @param caller for the roles and policies of IAM
     * @param policies of those who assume roles
     * @param life whether what sessions are bound to still lives
     */
    public record Context(Env env, Seal seal, AwsCaller caller, PrincipalPolicies policies, SessionLife life) {}

    /** Opens the room. It has no tables and no reconcilers. */
    public static Sts open(Context context) {
        Env env = context.env();
        SessionTokens tokens = new SessionTokens(env, context.seal(), context.life());
        Offers offers = new Offers()
                .with(
                        StsApi.ASSUME_ROLE,
                        new AssumeRole(
                                new TrustedRoles(context.caller()),
                                new SessionPolicies(context.caller()),
                                new Trust(context.policies(), env::now),
                                tokens))
                .with(StsApi.GET_SESSION_TOKEN, new GetSessionToken(tokens))
                .with(StsApi.GET_CALLER_IDENTITY, new GetCallerIdentity())
                .with(StsApi.GET_ACCESS_KEY_INFO, new GetAccessKeyInfo());
        return new Sts(offers.all(), tokens);
    }

    /** The room's operations by their constants in {@link StsApi}. */
    public Map<OperationType<?, ?>, Operation<?, ?>> operations() {
        return operations;
    }

    /** The credentials of sessions, by the tokens that come along. */
    public CredentialStore sessions() {
        return sessions;
    }

    /**
     * What the room's operations need to be allowed beside their own checks: who may assume a role is for the role to say, and
     * the rest is for everybody.
     */
    public static AccessTable access() {
        return new AccessTable()
                .with(StsApi.ASSUME_ROLE, (in, call, view) -> List.of())
                .with(StsApi.GET_SESSION_TOKEN, (in, call, view) -> List.of())
                .with(StsApi.GET_CALLER_IDENTITY, (in, call, view) -> List.of());
    }
}
