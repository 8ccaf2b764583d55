package io.gantry.iam.permission;

import io.gantry.access.PrincipalPolicies;
import io.gantry.iam.policy.PolicyDocuments;
import io.gantry.iam.resource.Accounts;
import io.gantry.iam.role.Roles;
import io.gantry.iam.user.Users;
import io.gantry.policy.PolicyKind;
import io.gantry.policy.PolicySet;
import io.gantry.policy.PolicySource;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.sigv4.Identity;
import io.gantry.wire.sigv4.Session;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The policies of callers. They are compiled when they are first asked for and kept until anything of the account's IAM
 * changes, which the account's record tells: so a decision costs one read.
 */
public final class IdentityPolicies implements PrincipalPolicies {
    /** Callers whose policies are kept; when there are more, all are compiled again. */
    private static final int MOST = 1_024;

    private static final String ROLE = "AROA";

    private final StateStore store;
    private final AtomicReference<Map<Key, Known>> known = new AtomicReference<>(Map.of());

    public IdentityPolicies(StateStore store) {
        this.store = store;
    }

    /** Of whom, and by what its session is limited. */
    private record Key(String accountId, String entityId, List<String> policies, List<String> policyArns) {
        static Key of(CallContext call) {
            Identity identity = call.principal().identity();
            Optional<Session> session = identity.session();
            return new Key(
                    call.accountId(),
                    session.filter(Session::ofRole).map(Session::issuerId).orElse(identity.userId()),
                    session.map(Session::policies).orElse(List.of()),
                    session.map(Session::policyArns).orElse(List.of()));
        }
    }

    private record Known(long changes, PolicySet policies) {}

    @Override
    public PolicySet of(CallContext call) {
        View view = store.view();
        Key key = Key.of(call);
        long changes = Accounts.of(view, key.accountId()).changes();
        Map<Key, Known> kept = Objects.requireNonNull(known.get());
        Known found = kept.get(key);
        if (found != null && found.changes() == changes) {
            return found.policies();
        }
        PolicySet policies = read(view, key);
        Map<Key, Known> next = new HashMap<>(kept.size() < MOST ? kept : Map.of());
        next.put(key, new Known(changes, policies));
        // Losing a race only means that another call compiles them again.
        known.compareAndSet(kept, next);
        return policies;
    }

    private static PolicySet read(View view, Key key) {
        PolicySet own = key.entityId().startsWith(ROLE)
                ? Roles.withId(view, key.accountId(), key.entityId())
                        .map(role -> HeldPolicies.of(view, role))
                        .orElse(PolicySet.NONE)
                : Users.withId(view, key.accountId(), key.entityId())
                        .map(user -> HeldPolicies.of(view, user))
                        .orElse(PolicySet.NONE);
        List<PolicySource> session = new ArrayList<>();
        key.policies()
                .forEach(document ->
                        session.add(new PolicySource("", PolicyDocuments.compiled(document, PolicyKind.INLINE))));
        session.addAll(HeldPolicies.limits(view, key.accountId(), key.policyArns()));
        return new PolicySet(own.identity(), own.boundary(), session);
    }
}
